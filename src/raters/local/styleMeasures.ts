import { type Change, textOf } from './change.js';
import { above, type Feature, measures } from './features.js';

/** How the added lines are written: their width, their ends, and the strings in them. */
export function styleMeasures({ added }: Change): Feature[] {
  const text = textOf(added);
  const lines = (are: (line: string) => boolean) => added.filter((line) => are(line.text)).length;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const [double, single] = [count(/"/g), count(/'/g)];
  const strings = text.match(/"[^"\n]*"|'[^'\n]*'/g) ?? [];
  return measures({
    'trailing-space': above(
      lines((line) => line !== line.trimEnd()),
      0,
      'Leaves blanks at the ends of lines.',
    ),
    'wide-lines': above(
      lines((line) => line.length > 79),
      3,
      'Adds wide lines.',
    ),
    'double-quotes': [(double - single) / Math.max(1, double + single)],
    'format-strings': [count(/\bf["']/g)],
    'string-characters': above(
      strings.reduce((sum, one) => sum + one.length, 0),
      200,
      'Adds long texts in strings.',
    ),
  });
}
