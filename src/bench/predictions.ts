import { isDeepStrictEqual } from 'node:util';
import { oneLine } from '../core/oneLine.js';
import { CouldNotRate, type Door, type Label, labels } from '../core/rating.js';
import { readRows } from '../rows/readRows.js';
import type { RowProblem } from '../rows/row.js';
import { isProblem, isRecord } from '../rows/row.js';
import { type GoldRow, readGold } from './data/openDataset.js';
import type { Scored } from './scored.js';

/** What a predictions file says of one task. */
interface Prediction {
  readonly bounced: boolean;
  readonly bounceProbability: number | null;
  readonly label: number | null;
}

/** One rater's predictions against a gold file. */
export interface ScoredPredictions {
  /** Empty where the file doesn't name it. */
  readonly rater: string;
  readonly scored: readonly Scored[];
  /** Gold rows that have no prediction. */
  readonly missing: number;
  /** Predictions for tasks that are not in the gold file. */
  readonly unknown: number;
  /** Tasks of which several rows say different things; the last row counts. */
  readonly contradicted: readonly string[];
}

const columns: ReadonlySet<string> = new Set([
  'instance_id',
  'task',
  'agent',
  'rater',
  'model',
  'label',
  'bounce',
  'bounceProbability',
  'input_bounce',
  'output_bounce',
  'decision',
  'labels',
]);

/**
 * Scores predictions against gold labels. A predictions file is a leaderboard submission's data (`{id: {input_bounce,
 * trace}}`), published outputs (`{id: {explanation, label}}`), or rows with `instance_id` and one of `decision`,
 * `input_bounce` or `output_bounce`, `bounce`, `label`, `bounceProbability` (bounced from 0.5 on) or `labels` (by
 * rater). The first of these that a row has counts. Rows of several raters are told apart by `rater`, `model` or
 * `agent`; where the gold file names agents, `agent` says whose patch is meant.
 *
 * @throws CouldNotRate when a file can't be read or no prediction fits the gold file
 */
export async function scorePredictions(
  door: Door,
  goldFile: string,
  predictionsFile: string,
): Promise<{
  readonly raters: readonly ScoredPredictions[];
  readonly gold: readonly GoldRow[];
  readonly problems: readonly RowProblem[];
}> {
  const problems: RowProblem[] = [];
  const gold: GoldRow[] = [];
  for await (const row of readGold(goldFile, door)) {
    if (isProblem(row)) problems.push(row);
    else gold.push(row);
  }
  const agentIsAuthor = gold.some(({ agent }) => agent !== '');
  const byRater = await readPredictions(door, predictionsFile, agentIsAuthor, problems);
  const raters = [...byRater].map(([rater, { predictions, contradicted }]) => ({
    rater,
    ...scored(gold, predictions),
    contradicted: [...contradicted],
  }));
  if (!raters.some((one) => one.scored.length > 0)) {
    const predicted = [...byRater.values()].flatMap(({ predictions }) => [...predictions.keys()]);
    throw new CouldNotRate(
      'malformed',
      `No prediction in ${predictionsFile} is for a task of ${goldFile}: the predictions are for ${example(predicted)}, the gold labels for ${example(gold.map(({ task }) => task))}.`,
      problems[0]?.message ?? 'Check the door and the instance_ids of both files.',
    );
  }
  return { raters, gold, problems };
}

/** Of what a file is, by one of its ids. */
function example(ids: readonly string[]): string {
  return ids[0] === undefined ? 'none' : `tasks like "${oneLine(ids[0]).slice(0, 100)}"`;
}

interface Said {
  readonly predictions: Map<string, Prediction>;
  readonly contradicted: Set<string>;
}

async function readPredictions(
  door: Door,
  file: string,
  agentIsAuthor: boolean,
  problems: RowProblem[],
): Promise<Map<string, Said>> {
  const byRater = new Map<string, Said>();
  for await (const found of readRows(file, columns, true)) {
    if (isProblem(found)) {
      problems.push(found);
      continue;
    }
    const { row, values } = found;
    const id = nameOf(values, agentIsAuthor);
    const wrong = unknownLabel(door, values);
    if (wrong !== undefined) {
      throw new CouldNotRate(
        'malformed',
        `${id === undefined ? `Row ${row} of ${file}` : oneLine(id).slice(0, 100)}: "${oneLine(wrong).slice(0, 60)}" in the column label is not a label; the labels are ${labels[door].join(', ')}.`,
        `Correct it in ${file}, or name the door that the predictions are for.`,
      );
    }
    const said = id === undefined ? [] : predictionsOf(door, values, agentIsAuthor);
    if (id === undefined || said.length === 0) {
      const what = id === undefined ? 'no text in the column instance_id' : 'no prediction that can be read';
      problems.push({ row, column: null, message: `Row ${row} of the predictions has ${what}.` });
      continue;
    }
    for (const [rater, prediction] of said) {
      const own = byRater.get(rater) ?? { predictions: new Map(), contradicted: new Set() };
      byRater.set(rater, own);
      const earlier = own.predictions.get(id);
      if (earlier && !isDeepStrictEqual(earlier, prediction)) own.contradicted.add(id);
      own.predictions.set(id, prediction);
    }
  }
  return byRater;
}

/** A label that there is not, where nothing else says what is predicted; undefined where all is well. */
function unknownLabel(door: Door, values: Values): string | undefined {
  const label = own(values, 'label');
  if (typeof label !== 'string' || label.trim() === '' || predictionOf(door, values)) return undefined;
  return (labels[door] as readonly string[]).includes(label) ? undefined : label;
}

type Values = Readonly<Record<string, unknown>>;

function own(values: Values, column: string): unknown {
  return Object.hasOwn(values, column) ? values[column] : undefined;
}

function nameOf(values: Values, agentIsAuthor: boolean): string | undefined {
  const [task, instance, agent] = ['task', 'instance_id', 'agent'].map((column) => own(values, column));
  if (typeof task === 'string' && task !== '') return task;
  if (typeof instance !== 'string' || instance === '') return undefined;
  return agentIsAuthor && typeof agent === 'string' && agent !== '' ? `${instance}@${agent}` : instance;
}

/** Empty where the row names no rater. */
function raterOf(values: Values, agentIsAuthor: boolean): string {
  const rater = own(values, 'rater');
  const names = [
    isRecord(rater) ? own(rater, 'name') : rater,
    own(values, 'model'),
    agentIsAuthor ? undefined : own(values, 'agent'),
  ];
  const name = names.find((one) => typeof one === 'string' && one !== '');
  return typeof name === 'string' ? name : '';
}

function predictionsOf(
  door: Door,
  values: Values,
  agentIsAuthor: boolean,
): [rater: string, prediction: Prediction][] {
  const several = own(values, 'labels');
  if (isRecord(several)) {
    return Object.entries(several).flatMap(([rater, label]) => {
      const prediction = predictionOf(door, { label });
      return prediction ? [[rater, prediction] as [string, Prediction]] : [];
    });
  }
  const prediction = predictionOf(door, values);
  return prediction ? [[raterOf(values, agentIsAuthor), prediction]] : [];
}

function predictionOf(door: Door, values: Values): Prediction | undefined {
  const names: readonly Label[] = labels[door];
  const index = names.indexOf(own(values, 'label') as Label);
  const label = index < 0 ? null : index;
  const stated = own(values, 'bounceProbability');
  const share = typeof stated === 'string' && stated !== '' ? Number(stated) : stated;
  const bounceProbability = typeof share === 'number' && share >= 0 && share <= 1 ? share : null;
  const bounced =
    decided(own(values, 'decision')) ??
    yesOrNo(own(values, `${door}_bounce`)) ??
    yesOrNo(own(values, 'bounce')) ??
    (label === null ? undefined : label >= 2) ??
    (bounceProbability === null ? undefined : bounceProbability >= 0.5);
  return bounced === undefined ? undefined : { bounced, bounceProbability, label };
}

/** A verdict's decision; one that could not be rated is no prediction. */
function decided(decision: unknown): boolean | undefined {
  const outcome = isRecord(decision) ? own(decision, 'outcome') : decision;
  return outcome === 'abstain' ? true : outcome === 'proceed' ? false : undefined;
}

function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || /^true$/i.test(String(value))) return true;
  if (value === 0 || value === '0' || /^false$/i.test(String(value))) return false;
  return undefined;
}

function scored(
  gold: readonly GoldRow[],
  predictions: ReadonlyMap<string, Prediction>,
): Omit<ScoredPredictions, 'rater' | 'contradicted'> {
  const timesOf = new Map<string, number>();
  for (const { instanceId } of gold) timesOf.set(instanceId, (timesOf.get(instanceId) ?? 0) + 1);
  const used = new Set<string>();
  const rows = gold.flatMap((row): Scored[] => {
    // An instance's name alone says which patch is meant only where there is one.
    const isOnly = timesOf.get(row.instanceId) === 1;
    const name = predictions.has(row.task) || !isOnly ? row.task : row.instanceId;
    const prediction = predictions.get(name);
    if (!prediction) return [];
    used.add(name);
    return [
      {
        task: row.task,
        group: row.instanceId,
        repository: row.repository,
        agent: row.agent,
        ticketLength: row.ticketLength,
        patchLength: row.patchLength,
        gold: row.gold.bounce,
        quality: row.gold.quality,
        labelProbabilities: null,
        ...prediction,
      },
    ];
  });
  return { scored: rows, missing: gold.length - rows.length, unknown: predictions.size - used.size };
}
