import { isDeepStrictEqual } from 'node:util';
import { oneLine } from '../core/oneLine.js';
import { CouldNotRate, type Door, type Label, labels } from '../core/rating.js';
import { columns } from '../rows/columns.js';
import type { Gold } from '../rows/gold.js';
import { readRows } from '../rows/readRows.js';
import { isProblem, type Row, type RowProblem } from '../rows/row.js';
import { openDataset } from './data/openDataset.js';
import type { Scored } from './scored.js';

/** What a predictions file says of one task. */
type Prediction = Pick<Scored, 'bounced' | 'bounceProbability' | 'label'>;

/** A task that predictions are scored on. */
export interface GoldRow extends Omit<Scored, keyof Prediction> {
  /** The patch's length in code points. */
  readonly codePoints: number;
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
  for await (const task of openDataset(goldFile, [door], 'labels')) {
    if (isProblem(task)) problems.push(task);
    else {
      const { bounce, quality } = task.gold as Gold;
      gold.push({
        task: task.id,
        group: task.instanceId,
        repository: task.repository,
        agent: task.agent,
        ticketLength: task.ticket.length,
        patchLength: task.patch.length,
        codePoints: [...task.patch].length,
        gold: bounce,
        quality,
        labelProbabilities: null,
      });
    }
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
  for await (const row of readRows(file)) {
    if (isProblem(row)) {
      problems.push(row);
      continue;
    }
    const said = predictionsOf(door, row, agentIsAuthor);
    // Where something can be read, the rest need not.
    if (said.length > 0) row.takeProblems();
    const id = idOf(row, agentIsAuthor);
    if (said.length === 0) row.note(null, 'has no prediction that can be read');
    const wrong = row.takeProblems();
    const unknownLabel = wrong.find(({ column }) => column === 'label');
    if (unknownLabel) {
      throw new CouldNotRate(
        'malformed',
        unknownLabel.message,
        `Correct it in ${file}, or name the door that the predictions are for.`,
      );
    }
    problems.push(...wrong.slice(0, 1));
    if (wrong.length > 0) continue;
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

function idOf(row: Row, agentIsAuthor: boolean): string {
  const task = row.get(columns.task);
  if (task !== null) return task;
  const instance = row.need(columns.instance);
  const author = agentIsAuthor ? row.get(columns.author) : null;
  return author === null ? instance : `${instance}@${author}`;
}

/** Nothing where the row says nothing that can be read; the name of a rater that it does not name is empty. */
function predictionsOf(
  door: Door,
  row: Row,
  agentIsAuthor: boolean,
): [rater: string, prediction: Prediction][] {
  const ordinal = (label: Label) => (labels[door] as readonly Label[]).indexOf(label);
  const several = row.byRater<Label>(columns.labels[door]);
  if (several) {
    return [...several].map(([rater, label]) => {
      const prediction = { bounced: ordinal(label) >= 2, bounceProbability: null, label: ordinal(label) };
      return [rater, prediction];
    });
  }
  const stated = row.get(columns.decision) ?? row.get(columns.goldBounce[door]) ?? row.get(columns.bounce);
  const bounceProbability = row.get(columns.bounceProbability);
  const name = row.get<Label>(columns.label[door]);
  const label = name === null ? null : ordinal(name);
  const likely = bounceProbability === null ? null : bounceProbability >= 0.5;
  const bounced = stated ?? (label === null ? likely : label >= 2);
  if (bounced === null) return [];
  const author = agentIsAuthor ? null : row.get(columns.author);
  const rater = row.get(columns.rater) ?? row.get(columns.model) ?? author ?? '';
  return [[rater, { bounced, bounceProbability, label }]];
}

function scored(
  gold: readonly GoldRow[],
  predictions: ReadonlyMap<string, Prediction>,
): Omit<ScoredPredictions, 'rater' | 'contradicted'> {
  const timesOf = new Map<string, number>();
  for (const { group } of gold) timesOf.set(group, (timesOf.get(group) ?? 0) + 1);
  const used = new Set<string>();
  const rows = gold.flatMap(({ codePoints: _, ...row }): Scored[] => {
    // An instance's name alone says which patch is meant only where there is one.
    const isOnly = timesOf.get(row.group) === 1;
    const name = predictions.has(row.task) || !isOnly ? row.task : row.group;
    const prediction = predictions.get(name);
    if (!prediction) return [];
    used.add(name);
    return [{ ...row, ...prediction }];
  });
  return { scored: rows, missing: gold.length - rows.length, unknown: predictions.size - used.size };
}
