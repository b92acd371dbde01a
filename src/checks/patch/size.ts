import { amount, type Checks, measured, type Said, shared, take, tally } from '../check.js';
import { isComment, type PatchReading } from './reading.js';

/** How much the patch changes. */
export const size = {
  files: {
    title: 'Changed files',
    run: ({ patch: { files } }) =>
      measured(files.length, files.length === 1 ? 'Changes one file.' : `Changes ${files.length} files.`),
  },
  'source-files': {
    title: 'Changed source files',
    run: (reading) => {
      const { length } = sourcesOf(reading);
      return measured(length, length === 1 ? 'Changes one source file.' : `Changes ${length} source files.`);
    },
  },
  'new-source-files': {
    title: 'New source files',
    run: (reading) =>
      amount(
        sourcesOf(reading).filter(({ change }) => change === 'added').length,
        'Adds source files.',
        'Adds no source file.',
      ),
  },
  hunks: {
    title: 'Hunks',
    run: ({ hunks: { length } }) =>
      measured(length, length === 1 ? 'Changes one place.' : `Changes ${length} places.`),
  },
  'added-lines': {
    title: 'Added lines',
    run: ({ patch }) => {
      const lines = patch.files.reduce((sum, { added }) => sum + added, 0);
      return measured(lines, `Adds ${linesOf(lines)}.`);
    },
  },
  'deleted-lines': {
    title: 'Deleted lines',
    run: ({ patch }) => {
      const lines = patch.files.reduce((sum, { deleted }) => sum + deleted, 0);
      return amount(lines, `Deletes ${linesOf(lines)}.`, 'Deletes no lines.');
    },
  },
  'source-added': {
    title: 'Lines added to source files',
    run: ({ added: { length } }) =>
      amount(length, `Adds ${linesOf(length)} to the source code.`, 'Adds no line to the source code.'),
  },
  'source-deleted': {
    title: 'Lines deleted from source files',
    run: ({ deleted: { length } }) =>
      amount(length, `Deletes ${linesOf(length)} of the source code.`, 'Deletes no line of the source code.'),
  },
} satisfies Checks<PatchReading>;

function sourcesOf({ patch, kinds }: PatchReading) {
  return patch.files.filter((file) => kinds.get(file) === 'source');
}

function linesOf(count: number): string {
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}

/** Kinds of line whose number among the added ones says something about how a patch goes about it. */
export const statements = {
  'conditions-added': {
    title: 'Conditions added to source files minus those deleted; the same for the next six',
    run: balance('if elif else switch case match when', 'Adds conditions.', 'Adds no condition.'),
  },
  'returns-added': {
    title: 'Return statements',
    run: balance('return yield', 'Adds return statements.', 'Adds no return statement.'),
  },
  'raises-added': {
    title: 'Raised errors',
    run: balance('raise throw panic', 'Raises new errors.', 'Raises no new error.'),
  },
  'handlers-added': {
    title: 'Error handlers',
    run: balance('try except catch finally rescue', 'Adds error handlers.', 'Adds no error handler.'),
  },
  'loops-added': { title: 'Loops', run: balance('for while', 'Adds loops.', 'Adds no loop.') },
  'imports-added': {
    title: 'Imports',
    run: balance('import from use using require package', 'Adds imports.', 'Adds no import.'),
  },
  'definitions-added': {
    title: 'Definitions of functions and classes',
    run: balance(
      'def class func fn function async public private protected export struct interface impl',
      'Adds definitions.',
      'Adds no definition.',
    ),
  },
  'comments-added': {
    title: 'Lines of comments',
    run: ({ added }) => amount(added.filter(isComment).length, 'Adds comments.', 'Adds no comment.'),
  },
  'comment-share': {
    title: 'The share of comments among the added lines, 0 to 1',
    run: ({ added }) => {
      const comments = added.filter(isComment).length;
      const code = added.filter(({ role }) => role !== 'comment' && role !== 'blank').length;
      return measured(
        comments / Math.max(1, comments + code),
        comments > code ? 'Adds more comments than code.' : 'Adds no more comments than code.',
      );
    },
  },
} satisfies Checks<PatchReading>;

/** How many more lines are added than deleted that begin with some words. */
function balance(words: string, found: string, missing: string): (reading: PatchReading) => Said {
  const heads = words.split(' ');
  return (reading) => {
    const counts = headsOf(reading);
    const sum = heads.reduce((all, head) => all + (counts.get(head) ?? 0), 0);
    return amount(Math.max(0, sum), found, missing);
  };
}

/** By the leading word: lines that are added minus lines that are deleted. */
const headsOf = shared(({ added, deleted }: PatchReading) => {
  const counts = tally(added.map(({ head }) => head));
  for (const { head } of deleted) take(counts, head);
  return counts;
});
