import type { LedgerRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/** Records as lines of JSON, in pieces to write one after the other. */
export async function* jsonLines(records: AsyncIterable<LedgerRecord>): AsyncGenerator<string, undefined> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

type Cell = string | number | boolean | null | undefined;

const columns: readonly (readonly [string, (entry: Entry) => Cell])[] = [
  ['at', ({ decision }) => decision.at],
  ['id', ({ decision }) => decision.id],
  ['door', ({ decision }) => decision.door],
  ['source', ({ decision }) => decision.source],
  ['repository', ({ decision }) => decision.repository?.name],
  ['rater', ({ decision }) => decision.rater.name],
  ['raterVersion', ({ decision }) => decision.rater.version],
  ['calibration', ({ decision }) => decision.calibration],
  ['label', ({ decision }) => decision.label],
  ['bounceProbability', ({ decision }) => decision.bounceProbability],
  ['probabilitySource', ({ decision }) => decision.probabilitySource],
  ['threshold', ({ decision }) => decision.threshold],
  ['decision', ({ decision }) => decision.outcome],
  ['mayProceed', ({ decision }) => decision.mayProceed],
  ['because', ({ decision }) => decision.because],
  ['unrated', ({ decision }) => decision.cause],
  ['calls', ({ decision }) => decision.usage?.calls],
  ['inputTokens', ({ decision }) => decision.usage?.inputTokens],
  ['outputTokens', ({ decision }) => decision.usage?.outputTokens],
  ['dollars', ({ decision }) => decision.usage?.dollars],
  ['milliseconds', ({ decision }) => decision.milliseconds],
  ['inputHash', ({ decision }) => decision.inputHash],
  ['did', ({ response }) => response?.did],
  ['reason', ({ response }) => response?.reason],
  ['outcome', ({ outcome }) => outcome?.outcome],
  ['outcomeAt', ({ outcome }) => outcome?.at],
  ['deservedBounce', labelOf],
];

const rowsAtOnce = 1_000;

/** Entries as a table for spreadsheets (RFC 4180): a row for each decision. */
export function* csv(entries: readonly Entry[]): Generator<string, undefined> {
  yield `${columns.map(([name]) => name).join(',')}\r\n`;
  for (let from = 0; from < entries.length; from += rowsAtOnce) {
    const rows = entries.slice(from, from + rowsAtOnce);
    yield rows.map((entry) => `${columns.map(([, value]) => cellOf(value(entry))).join(',')}\r\n`).join('');
  }
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, «CSV Injection»): a file's
 * name or a person's words must not compute anything.
 */
function cellOf(value: Cell): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const harmless = /^\s*[=+\-@|%]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
