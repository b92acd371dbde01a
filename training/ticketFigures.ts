import type { TicketFigures, TwinFigures } from '../src/raters/local/figures.js';
import { Scoring } from '../src/raters/local/model.js';
import { leaveOneGroupOut } from '../src/stats/folds.js';
import { auroc, ranked, runsOf } from '../src/stats/ranking.js';
import { bandsOf } from './bands.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { effectOf } from './limits.js';
import { atBaseRate, figuresOf, type HeldOutRow } from './nested.js';
import { fitScorer } from './scorerTraining.js';

/** A group with fewer rows of either side says nothing about ranking. */
export const fewestOfASide = 8;

/** How well tickets are rated. */
export function ticketFigures(
  rated: readonly HeldOutRow[],
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): TicketFigures {
  const cases = rated.filter(({ copy }) => copy === '');
  const all = figuresOf({ name: 'graded', rows: cases }, seed);
  return {
    all,
    repositories: new Set(cases.map(({ repository }) => repository)).size,
    limits: { ask: reached(cases, 'ask'), abstain: reached(cases, 'abstain') },
    bands: bandsOf(cases, all.share, seed),
    twins: twins(rated),
    leftOut: leftOutRepositories(rows, settings, seed),
  };
}

const usual = (row: HeldOutRow) => atBaseRate(row, row.usual);

/** What the limit does that each fold chose by itself. */
function reached(rows: readonly HeldOutRow[], kind: 'ask' | 'abstain') {
  return effectOf(
    rows.map((row) => ({ ...row, probability: Number(usual(row) >= row.limits[kind]) })),
    1,
  );
}

function twins(rated: readonly HeldOutRow[]): TwinFigures[] {
  const full = new Map(rated.flatMap((row) => (row.copy ? [] : [[row.instance, row] as const])));
  const copies = [...new Set(rated.map(({ copy }) => copy))].filter(Boolean);
  const bouncedOf = (rows: readonly HeldOutRow[]) =>
    rows.filter((row) => usual(row) >= row.limits.abstain).length / rows.length;
  return copies.map((copy) => {
    const own = rated.filter((row) => row.copy === copy);
    const fulls = own.flatMap((row) => full.get(row.instance) ?? []);
    const higher = own.filter((row) => row.odds > (full.get(row.instance)?.odds ?? Number.NaN)).length;
    const shorter = own.filter((row) => lengthOf(row) < lengthOf(full.get(row.instance))).length;
    return {
      copy,
      rows: own.length,
      bounced: bouncedOf(own),
      ratedHigher: fulls.length > 0 ? higher / own.length : null,
      shorter: fulls.length > 0 ? shorter / own.length : null,
      fullBounced: fulls.length > 0 ? bouncedOf(fulls) : null,
    };
  });
}

/** Characters of a ticket, by which alone a rater by length would go; one without a body has none. */
function lengthOf(row: LabelledRow | undefined): number {
  const length = row?.features.numbers.find(({ name }) => name === 'characters')?.value ?? 0;
  return row ? length : Number.NaN;
}

/** AUROC on each repository by scorers that were fitted without it. */
function leftOutRepositories(rows: readonly LabelledRow[], settings: DoorSettings, seed: number) {
  return leaveOneGroupOut(rows.map(({ repository }) => repository)).flatMap(
    ({ group: repository, train, test }) => {
      const held = test.map((i) => rows[i] as LabelledRow).filter(({ copy }) => copy === '');
      const bounces = held.map(({ bounce }) => bounce);
      const bad = bounces.filter(Boolean).length;
      if (bad < fewestOfASide || bounces.length - bad < fewestOfASide) return [];
      const seen = train.map((i) => rows[i] as LabelledRow);
      const scoring = new Scoring(fitScorer(seen, settings, seed));
      const scores = held.map(({ features }) => scoring.score(scoring.read(features)));
      return [{ repository, rows: held.length, auroc: auroc(runsOf(ranked(scores, bounces))) }];
    },
  );
}
