import { type Fact, note } from '../../core/evidence.js';
import { isComment, type PatchReading } from './reading.js';

/** How much the patch changes, and what sort of lines. */
export function sizeFacts({ patch, kinds, added, deleted }: PatchReading): Fact[] {
  let hunks = 0;
  let newSource = 0;
  let source = 0;
  let plus = 0;
  let minus = 0;
  for (const file of patch.files) {
    hunks += file.hunks.length;
    plus += file.added;
    minus += file.deleted;
    if (kinds.get(file) !== 'source') continue;
    source++;
    if (file.change === 'added') newSource++;
  }
  const files = patch.files.length;
  return [
    note('files', files, files === 1 ? 'Changes one file.' : `Changes ${files} files.`),
    note(
      'source-files',
      source,
      source === 1 ? 'Changes one source file.' : `Changes ${source} source files.`,
    ),
    note('new-source-files', newSource, newSource > 0 ? 'Adds source files.' : 'Adds no source file.'),
    note('hunks', hunks, hunks === 1 ? 'Changes one place.' : `Changes ${hunks} places.`),
    note('added-lines', plus, `Adds ${plus} ${plus === 1 ? 'line' : 'lines'}.`),
    note(
      'deleted-lines',
      minus,
      minus === 0 ? 'Deletes no lines.' : `Deletes ${minus} ${minus === 1 ? 'line' : 'lines'}.`,
    ),
    note(
      'source-added',
      added.length,
      added.length === 0
        ? 'Adds no line to the source code.'
        : `Adds ${added.length} ${added.length === 1 ? 'line' : 'lines'} to the source code.`,
    ),
    note(
      'source-deleted',
      deleted.length,
      deleted.length === 0
        ? 'Deletes no line of the source code.'
        : `Deletes ${deleted.length} ${deleted.length === 1 ? 'line' : 'lines'} of the source code.`,
    ),
  ];
}

/** Kinds of statement whose number among the added lines says something about how a patch goes about it. */
const statements: readonly { id: string; heads: readonly string[]; found: string; missing: string }[] = [
  {
    id: 'conditions-added',
    heads: ['if', 'elif', 'else', 'switch', 'case', 'match', 'when'],
    found: 'Adds conditions.',
    missing: 'Adds no condition.',
  },
  {
    id: 'returns-added',
    heads: ['return', 'yield'],
    found: 'Adds return statements.',
    missing: 'Adds no return statement.',
  },
  {
    id: 'raises-added',
    heads: ['raise', 'throw', 'panic'],
    found: 'Raises new errors.',
    missing: 'Raises no new error.',
  },
  {
    id: 'handlers-added',
    heads: ['try', 'except', 'catch', 'finally', 'rescue'],
    found: 'Adds error handlers.',
    missing: 'Adds no error handler.',
  },
  { id: 'loops-added', heads: ['for', 'while'], found: 'Adds loops.', missing: 'Adds no loop.' },
  {
    id: 'imports-added',
    heads: ['import', 'from', 'use', 'using', 'require', 'package'],
    found: 'Adds imports.',
    missing: 'Adds no import.',
  },
  {
    id: 'definitions-added',
    heads: [
      'def',
      'class',
      'func',
      'fn',
      'function',
      'async',
      'public',
      'private',
      'protected',
      'export',
      'struct',
      'interface',
      'impl',
    ],
    found: 'Adds definitions.',
    missing: 'Adds no definition.',
  },
];

/** What the added lines of code do, counted by their leading word. */
export function statementFacts({ added, deleted }: PatchReading): Fact[] {
  const counts = statements.map(() => 0);
  for (const { head } of added) count(counts, head, 1);
  for (const { head } of deleted) count(counts, head, -1);
  const facts = statements.map(({ id, found, missing }, i) => {
    const balance = Math.max(0, counts[i] as number);
    return note(id, balance, balance > 0 ? found : missing);
  });
  const comments = added.filter(isComment).length;
  const code = added.filter(({ role }) => role !== 'comment' && role !== 'blank').length;
  return [
    ...facts,
    note('comments-added', comments, comments > 0 ? 'Adds comments.' : 'Adds no comment.'),
    note(
      'comment-share',
      comments / Math.max(1, comments + code),
      comments > code ? 'Adds more comments than code.' : 'Adds no more comments than code.',
    ),
  ];
}

const statementOf = new Map(statements.flatMap(({ heads }, i) => heads.map((head) => [head, i])));

function count(counts: number[], head: string, by: number): void {
  const statement = head === '' ? undefined : statementOf.get(head);
  if (statement !== undefined) counts[statement] = (counts[statement] as number) + by;
}
