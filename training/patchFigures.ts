import { wrongShares } from '../src/core/baseRate.js';
import type { GroupFigures, PaddingFigures, PatchFigures } from '../src/raters/local/figures.js';
import { Scoring } from '../src/raters/local/model.js';
import { crossFitted } from '../src/stats/folds.js';
import { auroc, ranked, runsOf } from '../src/stats/ranking.js';
import { bandsOf } from './bands.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { effectOf } from './limits.js';
import { atBaseRate, figuresOf, type HeldOutRow } from './nested.js';
import { outsideFigures } from './outside.js';
import { fitScorer } from './scorerTraining.js';

const folds = 5;

/**
 * AUROC on each source by scorers that were fitted without it and without the tickets of the rows that they rate: many
 * tickets have patches in several sources.
 */
function leftOutSources(
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): ReadonlyMap<string, number> {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return new Map(
    sources.map((source) => {
      const scores = crossFitted(
        rows,
        { folds, seed },
        (seen) => {
          const others = seen.filter((row) => row.source !== source);
          return new Scoring(fitScorer(others, settings, seed));
        },
        (scoring, row) => (isCaseOf(source, row) ? scoring.score(scoring.read(row.features)) : 0),
      );
      const held = rows.flatMap((row, i) =>
        isCaseOf(source, row) ? [{ row, score: scores[i] as number }] : [],
      );
      const ranking = ranked(
        held.map(({ score }) => score),
        held.map(({ row }) => row.bounce),
      );
      return [source, auroc(runsOf(ranking))];
    }),
  );
}

function isCaseOf(source: string, row: LabelledRow): boolean {
  return row.source === source && row.copy === '';
}

/** Which groups are told of as one, too: those that goals are set for. */
const together: Readonly<Record<string, (row: HeldOutRow) => boolean>> = {
  'All of 2025/26 in Python': ({ group }) => group === '2025/26',
  'Rust and Java': ({ group }) => group === 'Rust' || group === 'Java',
};

const limits = [0.33, 0.4, 0.45, 0.5, 0.55, 0.6];

/** How well patches are rated. */
export function patchFigures(
  rated: readonly HeldOutRow[],
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): PatchFigures {
  const cases = rated.filter(({ copy }) => copy === '');
  const of = (name: string, is: (row: HeldOutRow) => boolean): GroupFigures =>
    figuresOf({ name, rows: cases.filter(is) }, seed);
  const values = (key: 'source' | 'group') => [...new Set(cases.map((row) => row[key]))];
  const leftOut = leftOutSources(rows, settings, seed);
  const modern = cases.filter(({ group }) => group === '2025/26');
  const early = cases.filter(({ group }) => group === '2024');
  const at = modern.map((row) => ({ ...row, probability: atBaseRate(row, row.usual) }));
  const own = at.map((row) => ({ ...row, probability: Number(row.probability >= row.limits.abstain) }));
  return {
    sources: values('source').map((source) => ({
      ...of(source, (row) => row.source === source),
      leftOut: leftOut.get(source) as number,
    })),
    groups: [
      ...values('group').map((group) => of(group, (row) => row.group === group)),
      ...Object.entries(together).map(([name, is]) => of(name, is)),
    ],
    limits: [
      ...limits.map((limit) => ({ limit, ...effectOf(at, limit) })),
      { limit: null, ...effectOf(own, 1) },
    ],
    bands: {
      '2024': bandsOf(early, wrongShares['2024'], seed),
      '2025': bandsOf(modern, wrongShares['2025'], seed),
    },
    padding: padding(rated),
    outside: outsideFigures(rows, rated, settings, seed),
  };
}

/** Each copy beside its case, which stands before it, at the base rate of the case's generation. */
function padding(rated: readonly HeldOutRow[]): PaddingFigures[] {
  const all: { readonly copy: HeldOutRow; readonly bare: HeldOutRow }[] = [];
  let bare: HeldOutRow | undefined;
  for (const row of rated) {
    if (row.copy === '') bare = row;
    else if (bare) all.push({ copy: row, bare });
  }
  return [...new Set(all.map(({ copy }) => copy.copy))].map((name) => {
    const pairs = all.filter(({ copy }) => copy.copy === name);
    const flips = (base: (row: HeldOutRow) => number) => {
      const bounced = pairs.filter(({ bare }) => atBaseRate(bare, base(bare)) >= bare.limits.abstain);
      const passed = bounced.filter(({ copy }) => atBaseRate(copy, base(copy)) < copy.limits.abstain);
      return { bounced: bounced.length, letThrough: passed.length };
    };
    const gains = pairs
      .map(({ copy, bare }) => atBaseRate(bare, bare.usual) - atBaseRate(copy, copy.usual))
      .sort((one, other) => other - one);
    return {
      copy: name,
      rows: pairs.length,
      usual: flips(({ usual }) => usual),
      own: flips(({ generation }) => wrongShares[generation]),
      mostGain: gains[0] as number,
      gain99: gains[Math.floor(gains.length / 100)] as number,
    };
  });
}
