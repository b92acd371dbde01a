import { idiomNames } from './codeMeasures.js';

/** What grows with anything that is added, by the names of facts and measures. */
const amounts = new Set([
  ...['files', 'hunks', 'added-lines', 'source-added', 'comments-added', 'docs-changed'],
  ...['conditions', 'returns', 'raises', 'handlers', 'loops', 'imports', 'definitions'].map(
    (one) => `${one}-added`,
  ),
  ...['warnings', 'errors', 'hints', 'asserts-in-code', 'dead-code', 'hard-to-follow', 'unbalanced-brackets'],
  ...['comment-words', 'sentence-comments', 'narrating-comments', 'assuming-comments'],
  ...['code-hunks', 'code-added', 'net-lines', 'blocks', 'largest-block', 'deepest-indentation'],
  ...[
    'new-tokens',
    'new-names',
    'new-names-beside-ticket',
    'calls-added',
    'characters-added',
    'longest-hunk',
  ],
  ...['longest-line', 'wide-lines', 'trailing-space', 'repeated-additions'],
  ...['strings-added', 'string-characters', 'format-strings'],
  ...idiomNames.flatMap((name) => [name, `${name}-balance`]),
]);

/**
 * Whether a feature of a patch may only raise the risk. More of it costs nobody anything: a model that took much of it
 * for a good sign could be pleased with padding.
 */
export function mayOnlyRaise(name: string): boolean {
  return amounts.has(name) || name.startsWith('bulk-');
}
