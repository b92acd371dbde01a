import { type Change, textOf } from './change.js';
import { above, type Feature, type Measure, measures } from './features.js';

/** The idioms that a patch adds, and what its comments talk about. */
export function codeMeasures({ added, deleted }: Change): Feature[] {
  const plus = textOf(added);
  const minus = textOf(deleted);
  const counts = idioms.flatMap(({ name, pattern, sentence }): [string, Measure][] => {
    const count = plus.match(pattern)?.length ?? 0;
    const balance = count - (minus.match(pattern)?.length ?? 0);
    return [
      [name, [count]],
      [`${name}-balance`, above(balance, 0, sentence)],
    ];
  });
  const said = added.map((line) => line.text.trim()).filter((text) => /^(?:#|\/\/)/.test(text));
  const saying = (words: RegExp) => said.filter((text) => words.test(text)).length;
  return measures({
    ...Object.fromEntries(counts),
    'comment-length': [said.reduce((sum, text) => sum + text.length, 0) / Math.max(1, said.length)],
    'narrating-comments': above(saying(narration), 0, 'Its comments tell of the change instead of the code.'),
    'assuming-comments': above(saying(assumption), 0, 'Its comments assume or leave something to others.'),
  });
}

const narration = /\b(?:fix(?:e[sd])?|modified|added|changed|updated|new|now)\b/i;
const assumption =
  /\b(?:exist|rest of|other|placeholder|implement|logic|assum|example|hypothetical|actual|should)/i;

/** Turns of code whose balance of added and deleted ones says how a patch goes about its change. */
const idioms: readonly { name: string; pattern: RegExp; sentence: string }[] = [
  {
    name: 'type-checks',
    pattern: /\b(?:isinstance|issubclass|instanceof|typeof)\b/g,
    sentence: 'Adds type checks.',
  },
  {
    name: 'attribute-checks',
    pattern: /\b(?:hasattr|getattr|setattr)\(/g,
    sentence: 'Looks for attributes by name.',
  },
  { name: 'null-checks', pattern: /\b(?:None|null|nil|undefined)\b/g, sentence: 'Handles missing values.' },
  { name: 'logic', pattern: /\b(?:and|or|not)\b|&&|\|\||!(?!=)/g, sentence: 'Adds to conditions.' },
  { name: 'comparisons', pattern: /[=!]=/g, sentence: 'Adds comparisons.' },
  { name: 'numbers', pattern: /\b\d+\b/g, sentence: 'Adds literal numbers.' },
  { name: 'members', pattern: /\b(?:self|this)\./g, sentence: '' },
  { name: 'named-arguments', pattern: /\w=\w/g, sentence: 'Passes named arguments.' },
  { name: 'casts', pattern: /\b(?:str|int|list|tuple|bool|float|dict|set)\(/g, sentence: 'Converts values.' },
  {
    name: 'string-surgery',
    pattern: /\b(?:strip|replace|split|join|startswith|endswith|encode|decode)\(/g,
    sentence: 'Works on strings.',
  },
  {
    name: 'constant-returns',
    pattern: /return (?:None|False|True|\[\]|\{\}|''|""|null|self)\b/g,
    sentence: 'Returns constants.',
  },
  { name: 'jumps', pattern: /\b(?:continue|break)\b/g, sentence: '' },
  { name: 'parent-calls', pattern: /\bsuper\(/g, sentence: '' },
  { name: 'copies', pattern: /\bcopy\(/g, sentence: '' },
  { name: 'lookups', pattern: /\.get\(/g, sentence: '' },
  { name: 'decorators', pattern: /^[ \t]*@/gm, sentence: '' },
  { name: 'doc-strings', pattern: /"""|'''/g, sentence: 'Adds documentation strings.' },
  { name: 'comprehensions', pattern: /\bfor \w+ in\b/g, sentence: '' },
];
