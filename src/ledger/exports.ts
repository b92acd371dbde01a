import { type Cell, csvRow } from '../core/csv.js';
import type { DecisionRecord, Details, LedgerRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/**
 * Records as lines of JSON, in pieces to write one after the other: a decision with what each check measured (`facts`)
 * and with its text, where these were kept.
 */
export async function* jsonLines(
  records: readonly LedgerRecord[],
  detailsOf: (decision: DecisionRecord) => Promise<Details>,
): AsyncGenerator<string, undefined> {
  for (const record of records) {
    const details = record.kind === 'decision' ? await detailsOf(record) : {};
    const { verdict: { evidence } = {}, text } = details;
    const facts = evidence && Object.fromEntries(evidence.map(({ id, value }) => [id, value]));
    yield `${JSON.stringify({ ...record, facts, text })}\n`;
  }
}

const columns: readonly (readonly [string, (entry: Entry) => Cell])[] = [
  ['at', ({ decision }) => decision.at],
  ['id', ({ decision }) => decision.id],
  ['door', ({ decision }) => decision.door],
  ['source', ({ decision }) => decision.source],
  ['repository', ({ decision }) => decision.repository?.name],
  ['agent', ({ decision }) => decision.agent],
  ['rater', ({ decision }) => decision.rater.name],
  ['raterVersion', ({ decision }) => decision.rater.version],
  ['calibration', ({ decision }) => decision.calibration],
  ['label', ({ decision }) => decision.label],
  ['bounceProbability', ({ decision }) => decision.bounceProbability],
  ['probabilitySource', ({ decision }) => decision.probabilitySource],
  ['policy', ({ decision }) => decision.policy],
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
  yield csvRow(columns.map(([name]) => name));
  for (let from = 0; from < entries.length; from += rowsAtOnce) {
    const rows = entries.slice(from, from + rowsAtOnce);
    yield rows.map((entry) => csvRow(columns.map(([, value]) => value(entry)))).join('');
  }
}
