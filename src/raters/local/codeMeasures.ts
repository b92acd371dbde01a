import { type Change, textOf } from './change.js';
import { above, type Feature, type Measure, measures } from './features.js';

/** The idioms that a patch adds. */
export function codeMeasures({ added, deleted }: Change): Feature[] {
  const plus = textOf(added);
  const minus = textOf(deleted);
  const counts = Object.entries(idioms).flatMap(([name, [pattern, sentence = '']]): [string, Measure][] => {
    const count = plus.match(pattern)?.length ?? 0;
    const balance = count - (minus.match(pattern)?.length ?? 0);
    return [
      [name, [count]],
      [`${name}-balance`, above(balance, 0, sentence)],
    ];
  });
  return measures(Object.fromEntries(counts));
}

/** Turns of code whose balance of added and deleted ones says how a patch goes about its change. */
const idioms: Readonly<Record<string, readonly [pattern: RegExp, sentence?: string]>> = {
  'type-checks': [/\b(?:isinstance|issubclass|instanceof|typeof)\b/g, 'Adds type checks.'],
  'attribute-checks': [/\b(?:hasattr|getattr|setattr)\(/g, 'Looks for attributes by name.'],
  'null-checks': [/\b(?:None|null|nil|undefined)\b/g, 'Handles missing values.'],
  logic: [/\b(?:and|or|not)\b|&&|\|\||!(?!=)/g, 'Adds to conditions.'],
  comparisons: [/[=!]=/g, 'Adds comparisons.'],
  numbers: [/\b\d+\b/g, 'Adds literal numbers.'],
  members: [/\b(?:self|this)\./g],
  'named-arguments': [/\w=\w/g, 'Passes named arguments.'],
  casts: [/\b(?:str|int|list|tuple|bool|float|dict|set)\(/g, 'Converts values.'],
  'string-surgery': [
    /\b(?:strip|replace|split|join|startswith|endswith|encode|decode)\(/g,
    'Works on strings.',
  ],
  'constant-returns': [/return (?:None|False|True|\[\]|\{\}|''|""|null|self)\b/g, 'Returns constants.'],
  jumps: [/\b(?:continue|break)\b/g],
  'parent-calls': [/\bsuper\(/g],
  copies: [/\bcopy\(/g],
  lookups: [/\.get\(/g],
  decorators: [/^[ \t]*@/gm],
  comprehensions: [/\bfor \w+ in\b/g],
};

export const idiomNames: readonly string[] = Object.keys(idioms);
