import { estimates } from '../src/bench/measures.js';
import { fraction, type Metric } from '../src/bench/metrics/metric.js';
import { metricOf } from '../src/bench/metrics/registry.js';
import { scoreIds } from '../src/bench/metrics/scores.js';
import { Rows } from '../src/bench/metrics/weightedRows.js';
import type { Scored } from '../src/bench/scored.js';
import { countsOf } from '../src/calibration/calibration.js';
import type { Door } from '../src/core/rating.js';
import { Scoring } from '../src/raters/local/model.js';
import type { Estimate } from '../src/stats/bootstrap.js';
import { crossFitted, leaveOneGroupOut } from '../src/stats/folds.js';
import { plattProbability } from '../src/stats/platt.js';
import { auroc, lowestPrecision, ranked, runsOf } from '../src/stats/ranking.js';
import { type ReliabilityBin, reliabilityTable } from '../src/stats/reliability.js';
import { type DoorSettings, fitScorer, type LabelledRow, pick, trainDoor } from './doorTraining.js';

/** What a door's model card states, each from rows that no part of the pipeline had seen. */
export interface CardFigures extends ReturnType<typeof countsOf> {
  readonly repositories: number;
  readonly estimates: readonly (Estimate & { readonly metric: Metric })[];
  readonly reliability: readonly ReliabilityBin[];
  /** AUROC on each repository by a scorer that was fitted without it. */
  readonly leftOut: readonly GroupFigure[];
  /** AUROC among the patches of each agent: none of it can come from telling agents apart. */
  readonly within: readonly GroupFigure[];
}

/** How well the rows of one group are ranked. */
export interface GroupFigure {
  readonly group: string;
  readonly rows: number;
  readonly auroc: number;
}

const outerFolds = 5;
const reliabilityBins = 10;
/** A group with fewer rows of either side says nothing about ranking. */
const fewestOfASide = 8;

const bestFifth: Metric = {
  id: 'best_fifth',
  title: 'Precision of the best fifth',
  ...fraction,
  formula: 'share that deserves no bounce among the fifth with the lowest p',
  source: '',
  value: ({ runs }) => lowestPrecision(runs, 0.2),
};

const metricsOf = (door: Door): readonly Metric[] => [
  ...['auroc', 'brier', 'ece'].map(metricOf),
  bestFifth,
  ...[scoreIds[door], 'f_macro', 'r_b', 'fnr_a'].map(metricOf),
];

/**
 * Nested cross-validation grouped by instance: each fold is rated by a pipeline (vocabulary, weights, calibration
 * and threshold) that was trained on the others, and the figures are computed once over all rows, with clustered
 * bootstrap intervals.
 */
export function figures(
  door: Door,
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): CardFigures {
  const scored = crossFitted(
    rows,
    { folds: outerFolds, seed: seed + 1 },
    (seen) => {
      const model = trainDoor(door, seen, settings, seed);
      return { ...model, scoring: new Scoring(model.scorer) };
    },
    ({ calibration, scoring, threshold }, row): Scored => {
      const score = scoring.score(scoring.read(row.features));
      const bounceProbability = plattProbability(calibration.bounce, score);
      return {
        ...row,
        task: '',
        group: row.instance,
        ticketLength: 0,
        patchLength: 0,
        gold: row.bounce,
        bounced: bounceProbability >= threshold,
        bounceProbability,
        label: null,
        labelProbabilities: null,
      };
    },
  );
  const measured = new Rows(door, scored);
  const metrics = metricsOf(door);
  return {
    ...countsOf(rows),
    repositories: new Set(rows.map((row) => row.repository)).size,
    estimates: estimates(metrics, measured, { seed }).map((estimate, i) => ({
      ...estimate,
      metric: metrics[i] as Metric,
    })),
    reliability: reliabilityTable(measured.ranking, reliabilityBins),
    leftOut: leftOut(rows, settings, seed),
    within:
      door === 'output'
        ? within(
            rows,
            scored.map(({ bounceProbability }) => bounceProbability as number),
          )
        : [],
  };
}

function leftOut(rows: readonly LabelledRow[], settings: DoorSettings, seed: number): GroupFigure[] {
  return leaveOneGroupOut(rows.map((row) => row.repository)).flatMap(({ group, train, test }) => {
    const scoring = new Scoring(fitScorer(pick(rows, train), settings, seed));
    const held = pick(rows, test);
    return groupFigure(
      group,
      held,
      held.map((row) => scoring.score(scoring.read(row.features))),
    );
  });
}

function within(rows: readonly LabelledRow[], probabilities: readonly number[]): GroupFigure[] {
  return leaveOneGroupOut(rows.map((row) => row.agent)).flatMap(({ group, test }) =>
    groupFigure(group, pick(rows, test), pick(probabilities, test)),
  );
}

/** Nothing for a group that has too few rows of either side to say anything about ranking. */
function groupFigure(group: string, rows: readonly LabelledRow[], scores: readonly number[]): GroupFigure[] {
  const bounces = rows.map((row) => row.bounce);
  const bad = bounces.filter(Boolean).length;
  if (bad < fewestOfASide || bounces.length - bad < fewestOfASide) return [];
  return [{ group, rows: rows.length, auroc: auroc(runsOf(ranked(scores, bounces))) }];
}

const titles: Readonly<Record<Door, string>> = { input: 'Tickets', output: 'Patches' };

/** The figures as the model card shows them. */
export function figuresMarkdown(
  door: Door,
  { rows, instances, repositories, bounceShare, estimates, reliability, leftOut, within }: CardFigures,
): string {
  const lines = [
    `### ${titles[door]}`,
    '',
    `${rows} rows of ${instances} instances from ${repositories} repositories, ${(100 * bounceShare).toFixed(1)}% of which deserve a bounce.`,
    '',
    '| Figure | Value | 95% interval |',
    '|---|---|---|',
    ...estimates.map(({ metric: { title, unit, digits }, value, low, high }) => {
      const name = unit === '' ? title : `${title}, ${unit}`;
      return `| ${name} | ${value.toFixed(digits)} | ${low.toFixed(digits)} to ${high.toFixed(digits)} |`;
    }),
    '',
    '| Rows | Mean bounce probability | Really deserved a bounce |',
    '|---|---|---|',
    ...reliability.map(
      (bin) => `| ${bin.rows} | ${bin.meanProbability.toFixed(3)} | ${bin.bounceShare.toFixed(3)} |`,
    ),
  ];
  lines.push(
    ...groupTable('Trained without one repository and measured on it alone', 'Left-out repository', leftOut),
  );
  if (within.length > 0) lines.push(...groupTable('Among the patches of one agent alone', 'Agent', within));
  return lines.join('\n');
}

function groupTable(how: string, heading: string, groups: readonly GroupFigure[]): string[] {
  const total = groups.reduce((sum, { rows }) => sum + rows, 0);
  const mean = groups.reduce((sum, { rows, auroc: value }) => sum + rows * value, 0) / total;
  return [
    '',
    `${how}: AUROC ${mean.toFixed(3)} on average, weighted by rows. Groups with fewer than ${fewestOfASide} rows of either side are left out.`,
    '',
    `| ${heading} | Rows | AUROC |`,
    '|---|---|---|',
    ...groups.map(({ group, rows, auroc: value }) => `| ${group} | ${rows} | ${value.toFixed(3)} |`),
  ];
}
