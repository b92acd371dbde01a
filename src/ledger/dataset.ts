import type { Door, Label, ProbabilitySource } from '../core/rating.js';
import type { DecisionRecord, LedgerRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/**
 * A row in BouncerBench's columns (arXiv 2506.17812), with what the rater said of it, so that `bouncer calibrate` can
 * learn from it, too. The gold column is `input_bounce` of a ticket, `output_bounce` of a patch.
 */
export interface DatasetRow {
  readonly instance_id: string;
  readonly repo: string;
  /** Of a patch the ticket's text where it was kept; empty otherwise. */
  readonly problem_statement: string;
  readonly patch?: string;
  /** Nobody says which agent wrote a patch. */
  readonly agent?: null;
  readonly input_bounce?: boolean;
  readonly output_bounce?: boolean;
  readonly label: Label | null;
  readonly bounceProbability: number | null;
  readonly probabilitySource: ProbabilitySource | null;
  readonly rater: string;
}

export interface LedgerDataset {
  readonly rows: readonly DatasetRow[];
  /** Labelled inputs, rows or not. */
  readonly labelled: number;
}

/**
 * A data set of a door's labelled decisions whose text was kept: a row for each input, by its latest label.
 *
 * @param entries newest first
 * @param records all of the ledger, for their texts
 */
export async function datasetOf(
  entries: readonly Entry[],
  records: AsyncIterable<LedgerRecord>,
  door: Door,
): Promise<LedgerDataset> {
  const labelled = new Map<string, { readonly id: string; readonly bounce: boolean }>();
  for (const entry of entries) {
    const { decision } = entry;
    const bounce = decision.door === door ? labelOf(entry) : null;
    if (bounce === null || labelled.has(decision.inputHash)) continue;
    labelled.set(decision.inputHash, { id: decision.id, bounce });
  }
  const texts = new Map<string, string>();
  const decided: DecisionRecord[] = [];
  for await (const record of records) {
    if (record.kind !== 'decision') continue;
    if (record.text !== undefined && (record.door === 'input' || labelled.has(record.inputHash))) {
      texts.set(record.inputHash, record.text);
    }
    if (labelled.get(record.inputHash)?.id === record.id) {
      const { text: _text, ...rest } = record;
      decided.push(rest);
    }
  }
  const rows = decided.flatMap((decision) => {
    const text = texts.get(decision.inputHash);
    const bounce = labelled.get(decision.inputHash)?.bounce;
    if (text === undefined || bounce === undefined) return [];
    const ticket = decision.ticketHash === null ? undefined : texts.get(decision.ticketHash);
    return [rowOf(decision, text, ticket ?? '', bounce)];
  });
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
