import { labels } from '../core/rating.js';
import type { Column } from './row.js';
import { passFraction } from './testsStatus.js';

const text = (...names: string[]): Column<string> => ({
  names,
  what: 'a text',
  read: (value) => (typeof value === 'string' ? value : undefined),
});

const number = (most: number, ...names: string[]): Column<number> => ({
  names,
  what: `a number from 0 to ${most}`,
  read: (value) => {
    if (isUnknown(value)) return null;
    const found = numberIn(value);
    return found >= 0 && found <= most ? found : undefined;
  },
});

const flag = (name: string): Column<boolean> => ({
  names: [name],
  what: 'true or false',
  read: (value) => (isUnknown(value) ? null : flagIn(value)),
});

const oneOf = <Name extends string>(column: string, names: readonly Name[]): Column<Name> => ({
  names: [column],
  what: `one of ${names.join(', ')}`,
  read: (value) => names.find((name) => name === value),
});

/**
 * The columns of all rows: BouncerBench's data sets (arXiv 2506.17812), which are SWE-bench's with the labels, and what
 * raters said, as Bouncer's own verdicts and submissions to the leaderboard have it.
 */
export const columns = {
  instance: text('instance_id'),
  repository: text('repo'),
  baseCommit: text('base_commit'),
  ticket: text('problem_statement'),
  patch: text('patch'),
  /** Who made the patch. */
  agent: text('agent', 'model', 'model_name_or_path'),
  quality: {
    input: number(3, 'input_quality', 'underspecified'),
    output: number(1, 'output_quality'),
  },
  testsStatus: {
    names: ['tests_status'],
    what: 'lists of passing and failing tests',
    read: (value) => (isUnknown(value) ? null : passFraction(value)),
  } satisfies Column<number>,
  goldBounce: { input: flag('input_bounce'), output: flag('output_bounce') },

  task: text('task'),
  rater: {
    names: ['rater'],
    what: 'a name',
    read: (value) => {
      const name = isNamed(value) ? value.name : value;
      return typeof name === 'string' ? name : undefined;
    },
  } satisfies Column<string>,
  model: text('model'),
  author: text('agent'),
  bounce: flag('bounce'),
  /** Whether a verdict bounces; one of what could not be rated says nothing. */
  decision: {
    names: ['decision'],
    what: 'a decision',
    read: (value) => (value === 'abstain' ? true : value === 'proceed' ? false : null),
  } satisfies Column<boolean>,
  label: { input: oneOf('label', labels.input), output: oneOf('label', labels.output) },
  bounceProbability: number(1, 'bounceProbability'),
  /** Of a verdict whose probability was changed for a base rate, a calibration or other patches. */
  ownProbability: number(1, 'ownProbability'),
  probabilitySource: text('probabilitySource'),
  labels: { input: oneOf('labels', labels.input), output: oneOf('labels', labels.output) },
  probabilities: number(1, 'probabilities'),
};

/** The names of all columns. */
export const columnNames: ReadonlySet<string> = new Set(
  Object.values(columns).flatMap((column) =>
    'names' in column ? column.names : [...column.input.names, ...column.output.names],
  ),
);

function isNamed(value: unknown): value is { readonly name: unknown } {
  return typeof value === 'object' && value !== null && 'name' in value;
}

/** Data frames write what they don't know in several ways. */
function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && /^\s*(?:nan|null|none|<na>)?\s*$/i.test(value);
}

function numberIn(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return Number.NaN;
  // Where a spreadsheet separates values by semicolons, its numbers have decimal commas.
  const text = value.replace(/^(\s*[+-]?\d+),(\d+\s*)$/, '$1.$2');
  return /^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}

function flagIn(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const number = numberIn(value);
  return word === 'true' || number === 1 ? true : word === 'false' || number === 0 ? false : undefined;
}
