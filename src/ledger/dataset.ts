import type { Door } from '../core/rating.js';
import type { DecisionRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/**
 * A data set of a door's labeled decisions whose text was kept: a row for each input, by its latest label, the earliest
 * decided first; and how many labeled inputs there are, rows or not.
 *
 * @param entries newest first
 * @param textOf a text by its hash, where it was kept
 */
export async function datasetOf(
  entries: readonly Entry[],
  textOf: (hash: string) => Promise<string | undefined>,
  door: Door,
) {
  const labelled = new Map<string, { readonly decision: DecisionRecord; readonly bounce: boolean }>();
  for (const entry of entries) {
    const { decision } = entry;
    const bounce = decision.door === door ? labelOf(entry) : null;
    if (bounce !== null && !labelled.has(decision.inputHash)) {
      labelled.set(decision.inputHash, { decision, bounce });
    }
  }
  const rows: ReturnType<typeof rowOf>[] = [];
  for (const { decision, bounce } of [...labelled.values()].reverse()) {
    const text = await textOf(decision.inputHash);
    const ticket = decision.ticketHash === null ? undefined : await textOf(decision.ticketHash);
    if (text !== undefined) rows.push(rowOf(decision, text, ticket ?? '', bounce));
  }
  return { rows, labelled: labelled.size };
}

/**
 * A row in BouncerBench's columns (arXiv 2506.17812), with what the rater said of it, so that `bouncer calibrate` can
 * learn from it, too.
 */
function rowOf(decision: DecisionRecord, text: string, ticket: string, bounce: boolean) {
  const { inputHash, repository, agent, label, probabilitySource, rater, door } = decision;
  const repo = repository?.name ?? '';
  const ofTicket = { problem_statement: text, patch: undefined, agent: undefined };
  return {
    instance_id: `${repo || 'ledger'}-${inputHash.slice(0, 16)}`,
    repo,
    ...(door === 'input' ? ofTicket : { problem_statement: ticket, patch: text, agent: agent ?? null }),
    input_bounce: door === 'input' ? bounce : undefined,
    output_bounce: door === 'output' ? bounce : undefined,
    label,
    bounceProbability: decision.ownProbability ?? decision.bounceProbability,
    probabilitySource,
    rater: rater.name,
  };
}
