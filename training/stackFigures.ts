import {
  besideLocalName,
  heldOutPredictions,
  type Prediction,
  predict,
} from '../src/calibration/beforeAndAfter.js';
import { countsOf, crossValidation } from '../src/calibration/calibration.js';
import { decisionWorth } from '../src/calibration/decisionWorth.js';
import {
  calibrateDoor,
  type DoorCalibrationOptions,
  type LabelledCase,
  localName,
} from '../src/calibration/doorCalibration.js';
import { grouped } from '../src/core/grouped.js';
import { plurals } from '../src/core/policy.js';
import type { Door } from '../src/core/rating.js';
import { bootstrap, type Estimate } from '../src/stats/bootstrap.js';
import { groupedFolds } from '../src/stats/folds.js';
import { auroc, ranked, runsOf } from '../src/stats/ranking.js';
import { expectedCalibrationError } from '../src/stats/reliability.js';
import { logLoss } from '../src/stats/sigmoid.js';
import { share, table } from './markdown.js';

/** The models whose answers were recorded, by their names in the data. */
export const recorded = [
  'claude-3.7-sonnet',
  'gemma3_27b-it-q8_0',
  'gpt-4.1',
  'o4-mini',
  'qwen3_32b-q8_0',
] as const;

/** The name of a model of which nothing is known. */
export const anyModel = '*';

/** A case for each model's answer to each case, as that of {@link anyModel}. */
export function byAnyModel(
  cases: readonly LabelledCase[],
  models: readonly string[] = recorded,
): LabelledCase[] {
  return cases.flatMap(({ outputs, ...one }) =>
    models.flatMap((model) => {
      const [output, local] = [outputs.get(model), outputs.get(localName)];
      if (!output || !local) return [];
      return [{ ...one, outputs: new Map([[anyModel, output] as const, [localName, local] as const]) }];
    }),
  );
}

/**
 * A door's chapter on what a model's label means alone and beside the local rater, on cases that have held-out
 * probabilities of that: by cross-validation grouped by instance, with intervals that draw whole instances.
 */
export function stackFigures(
  door: Door,
  cases: readonly LabelledCase[],
  options: Omit<DoorCalibrationOptions, 'raters'>,
): string {
  const raters = [...recorded, localName];
  const own = heldOutPredictions(door, cases, { ...options, raters });
  const unseen = recorded.flatMap((model) => unseenPredictions(door, cases, model, options));
  const counts = countsOf(cases);
  const score = { input: 'I-Score', output: 'O-Score' }[door];
  return [
    `${counts.rows} ${plurals[door]}, ${share(counts.bounceShare)} of which need rework. The local rater alone has an AUROC of ${lineOf(door, own, localName, localName)[1]}.`,
    '',
    table(
      [
        'Model',
        'AUROC, label',
        'with local',
        'gain (95%)',
        'Log loss, label',
        'with local',
        'gain (95%)',
        'ECE, label',
        'with local',
        `${score}, label`,
        'with local',
        'gain (95%)',
      ],
      [
        ...recorded.map((model) => lineOf(door, own, model)),
        ['any other model', ...lineOf(door, unseen, anyModel).slice(1)],
      ],
    ),
  ].join('\n');
}

/** What a model's answers mean by what was learned from the other models' answers to other instances. */
function unseenPredictions(
  door: Door,
  cases: readonly LabelledCase[],
  model: string,
  options: Omit<DoorCalibrationOptions, 'raters'>,
): Prediction[] {
  const { folds, seed } = crossValidation;
  const others = recorded.filter((other) => other !== model);
  const at = (indices: readonly number[]) => indices.map((i) => cases[i] as LabelledCase);
  const instances = cases.map(({ instance }) => instance);
  return groupedFolds(instances, folds, seed).flatMap(({ train, test }, fold) => {
    const seen = byAnyModel(at(train), others);
    const learned = calibrateDoor(door, seen, { ...options, raters: [anyModel, localName] });
    return predict(learned, byAnyModel(at(test), [model]), fold);
  });
}

function lineOf(
  door: Door,
  predictions: readonly Prediction[],
  rater: string,
  other = besideLocalName(rater),
): string[] {
  const ofRater = (name: string) => predictions.filter((one) => one.rater === name);
  const [alone, together] = [measured(door, ofRater(rater)), measured(door, ofRater(other))];
  const { length } = alone.instances;
  const estimates = bootstrap(length, (counts) => {
    const [a, b] = [alone.figures(counts), together.figures(counts)];
    const gains = [b.area - a.area, a.loss - b.loss, b.score - a.score];
    return [a.area, b.area, a.loss, b.loss, a.error, b.error, a.score, b.score, ...gains];
  });
  const [areaA, areaB, lossA, lossB, errorA, errorB, scoreA, scoreB] = estimates.map(figure);
  const [area, loss, score] = estimates.slice(8).map(signed);
  return [rater, areaA, areaB, area, lossA, lossB, loss, errorA, errorB, scoreA, scoreB, score] as string[];
}

function figure({ value }: Estimate): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function signed({ value, low, high }: Estimate): string {
  const number = (one: number) => `${one < 0 ? '−' : '+'}${Math.abs(one).toFixed(3)}`;
  return Number.isNaN(value) ? '–' : `${number(value)} (${number(low)} to ${number(high)})`;
}

/** The figures of held-out predictions, by how often each instance counts. */
function measured(door: Door, predictions: readonly Prediction[]) {
  const instances = [...new Set(predictions.map(({ one }) => one.instance))].sort();
  const numbers = new Map(instances.map((instance, i) => [instance, i]));
  const all = part(predictions, numbers);
  // Probabilities of different fits are not to be ranked among each other.
  const folds = [...grouped(predictions, ({ fold }) => fold).values()].map((own) => part(own, numbers));
  const figures = (counts: Int32Array) => {
    let [area, pairs, loss, worth, graded] = [0, 0, 0, 0, 0];
    for (const fold of folds) {
      const runs = runsOf(fold.ranking, weightsIn(fold, counts));
      const own = runs.totalPositive * (runs.total - runs.totalPositive);
      if (own > 0) area += own * auroc(runs);
      pairs += own;
    }
    let rows = 0;
    for (const { one, probability, threshold } of predictions) {
      const count = counts[numbers.get(one.instance) as number] as number;
      loss += count * logLoss(probability, one.bounce);
      rows += count;
      const earned = decisionWorth(door, { ...one, bounced: probability >= threshold });
      if (earned === null) continue;
      worth += count * earned;
      graded += count;
    }
    const error = expectedCalibrationError(all.ranking, weightsIn(all, counts));
    return { area: area / pairs, loss: loss / rows, error, score: worth / graded };
  };
  return { instances, figures };
}

type Part = ReturnType<typeof part>;

function part(predictions: readonly Prediction[], numbers: ReadonlyMap<string, number>) {
  const ascending = [...predictions].sort((a, b) => a.probability - b.probability);
  return {
    ranking: ranked(
      ascending.map(({ probability }) => probability),
      ascending.map(({ one }) => one.bounce),
    ),
    clusters: Int32Array.from(ascending, ({ one }) => numbers.get(one.instance) as number),
  };
}

function weightsIn({ clusters }: Part, counts: Int32Array): Int32Array {
  return clusters.map((cluster) => counts[cluster] as number);
}
