import { familyOf } from '../src/agents/agents.js';
import { type Agreement, type Attempt, agreementOf } from '../src/agreement/agreement.js';
import { type AgreementModel, inputsOf, riskShift } from '../src/agreement/risk.js';
import { signatureOf } from '../src/agreement/signature.js';
import { patchCoverage, reviewedPart } from '../src/core/coverage.js';
import { grouped } from '../src/core/grouped.js';
import { parsePatch } from '../src/core/parsePatch.js';
import { crossFitted } from '../src/stats/folds.js';
import { mean } from '../src/stats/moments.js';
import { round } from '../src/stats/round.js';
import { sigmoid } from '../src/stats/sigmoid.js';
import type { DataRow } from './labelledRows.js';
import type { HeldOutRow } from './nested.js';
import { sourceOdds } from './scorerTraining.js';

/** A held-out row and how far patches of other families for its ticket agree with it. */
export interface ComparedRow extends HeldOutRow {
  readonly agreement: Agreement;
}

/** A row, and what agreement adds to its odds by a model that had not seen its ticket. */
export interface JoinedRow extends ComparedRow {
  readonly shift: number;
}

/**
 * Compares each patch with the others of its ticket, group and other families. Groups stay apart, because who has
 * several agents work on a ticket takes those of one time.
 *
 * @param cases the rows of the data in their order, as they were rated
 */
export function comparedRows(data: readonly DataRow[], cases: readonly HeldOutRow[]): ComparedRow[] {
  const attempts = cases.map((row, i): HeldOutRow & Attempt => {
    const { patch = '', instance_id: source } = data[i] as DataRow;
    if (source !== row.instance) throw new Error(`Row ${i + 1} is of ${source}, not of ${row.instance}.`);
    const whole = parsePatch(patch, source);
    const signature = signatureOf(reviewedPart(whole, patchCoverage(whole)));
    return { ...row, family: publishedFamily(row.agent), signature };
  });
  const tickets = grouped(attempts, ({ instance, group }) => `${group}\n${instance}`);
  return attempts.flatMap(({ signature, family, ...row }) => {
    const one = { source: row.source, signature, family };
    const others = tickets.get(`${row.group}\n${row.instance}`) ?? [];
    const agreement = agreementOf(one, others);
    return agreement ? [{ ...row, agreement }] : [];
  });
}

/** The runs of one of the sources have names of their own, but are one agent. */
function publishedFamily(agent: string): string {
  return familyOf(agent.replace(/^polydev-.*/, 'polydev'));
}

const folds = 5;

/** What agreement adds to each row's odds, by a model that was fitted on the other tickets. */
export function joinedRows(rows: readonly ComparedRow[], seed: number): JoinedRow[] {
  return crossFitted(
    rows,
    { folds, seed },
    (seen) => fitWeights(seen),
    (weights, row) => ({ ...row, shift: riskShift(row.agreement, { weights }) }),
  );
}

const penalty = 1;
const mostRounds = 2000;

/**
 * Weights of {@link inputsOf}, none below 0, so that no disagreement can lower a risk and no agreement can raise it.
 * Each row starts from the odds of its source and its own, and counts 1/√n where n rows are of its ticket. Newton's
 * steps one weight at a time, on a bound of the curvature (Böhning 1992), so that each lowers the loss.
 */
export function fitWeights(rows: readonly ComparedRow[]): AgreementModel['weights'] {
  const odds = sourceOdds(rows);
  const inputs = rows.map(({ agreement }) => inputsOf(agreement));
  const ofTicket = grouped(rows, ({ instance }) => instance);
  const counts = rows.map(({ instance }) => 1 / Math.sqrt(ofTicket.get(instance)?.length ?? 1));
  const usual = mean(counts);
  const score = rows.map((row) => row.odds + (odds.get(row.source) as number));
  const weights = inputsOf({ places: 0, mostTokens: 0, mostLines: 0 }).map(() => 0);
  for (let round = 0, moved = 1; round < mostRounds && moved > 1e-7; round++) {
    moved = 0;
    for (const [j, before] of weights.entries()) {
      let [slope, curvature] = [penalty * before, penalty];
      for (const [i, row] of rows.entries()) {
        const value = (inputs[i] as number[])[j] as number;
        const count = (counts[i] as number) / usual;
        slope += count * value * (sigmoid(score[i] as number) - Number(row.bounce));
        curvature += (count * value * value) / 4;
      }
      const after = Math.max(0, before - slope / curvature);
      weights[j] = after;
      moved = Math.max(moved, Math.abs(after - before));
      for (const [i, values] of inputs.entries())
        score[i] = (score[i] as number) + (after - before) * (values[j] as number);
    }
  }
  return weights.map(round);
}
