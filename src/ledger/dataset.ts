import type { Door } from '../core/rating.js';
import type { DecisionRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/**
 * A row in BouncerBench's columns (arXiv 2506.17812), with what the rater said of it, so that `bouncer calibrate` can
 * learn from it, too. The gold column is `input_bounce` of a ticket, `output_bounce` of a patch.
 */
export interface DatasetRow
  extends Pick<DecisionRecord, 'label' | 'bounceProbability' | 'probabilitySource'> {
  readonly instance_id: string;
  readonly repo: string;
  /** Of a patch the ticket's text where it was kept; empty otherwise. */
  readonly problem_statement: string;
  readonly patch?: string;
  /** Nobody says which agent wrote a patch. */
  readonly agent?: null;
  readonly input_bounce?: boolean;
  readonly output_bounce?: boolean;
  readonly rater: string;
}

export interface LedgerDataset {
  readonly rows: readonly DatasetRow[];
  /** Labelled inputs, rows or not. */
  readonly labelled: number;
}

/**
 * A data set of a door's labelled decisions whose text was kept: a row for each input, by its latest label, the earliest
 * decided first.
 *
 * @param entries newest first
 * @param textOf a text by its hash, where it was kept
 */
export async function datasetOf(
  entries: readonly Entry[],
  textOf: (hash: string) => Promise<string | undefined>,
  door: Door,
): Promise<LedgerDataset> {
  const labelled = new Map<string, { readonly decision: DecisionRecord; readonly bounce: boolean }>();
  for (const entry of entries) {
    const { decision } = entry;
    const bounce = decision.door === door ? labelOf(entry) : null;
    if (bounce !== null && !labelled.has(decision.inputHash)) {
      labelled.set(decision.inputHash, { decision, bounce });
    }
  }
  const rows: DatasetRow[] = [];
  for (const { decision, bounce } of [...labelled.values()].reverse()) {
    const text = await textOf(decision.inputHash);
    const ticket = decision.ticketHash === null ? undefined : await textOf(decision.ticketHash);
    if (text !== undefined) rows.push(rowOf(decision, text, ticket ?? '', bounce));
  }
  return { rows, labelled: labelled.size };
}

function rowOf(decision: DecisionRecord, text: string, ticket: string, bounce: boolean): DatasetRow {
  const { inputHash, repository, label, bounceProbability, probabilitySource, rater, door } = decision;
  const repo = repository?.name ?? '';
  const said = { label, bounceProbability, probabilitySource, rater: rater.name };
  const named = { instance_id: `${repo || 'ledger'}-${inputHash.slice(0, 16)}`, repo };
  return door === 'input'
    ? { ...named, problem_statement: text, input_bounce: bounce, ...said }
    : { ...named, problem_statement: ticket, patch: text, agent: null, output_bounce: bounce, ...said };
}
