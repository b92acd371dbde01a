import type { Door } from '../../core/rating.js';
import { type BootstrapOptions, bootstrap } from '../../stats/bootstrap.js';
import { fewestForIntervals } from '../measures.js';
import { metricOf } from '../metrics/registry.js';
import { scoreIds } from '../metrics/scores.js';
import { Rows, WeightedRows } from '../metrics/weightedRows.js';
import { nullRows } from '../nullRaters.js';
import type { Scored } from '../scored.js';
import { type Cell, cellOf } from './leaderboard.js';
import type { DoorReport } from './report.js';
import { counted, decimal } from './words.js';

/**
 * By how much a run's score lies above that of accepting everything, on the same tasks: what it adds to having no
 * bouncer. The interval is paired, so that what makes the tasks hard falls out of it. Null without a score.
 */
export function benefitOf(
  door: Door,
  scored: readonly Scored[],
  { draws, seed }: BootstrapOptions,
): Cell | null {
  const score = metricOf(scoreIds[door]);
  const [own, accepting] = [scored, nullRows(door, scored)['accept-all']].map(
    (rows) => new Rows(door, rows, 1),
  );
  if (!own || !accepting) return null;
  const [difference] = bootstrap(
    own.clusters,
    (counts) => [
      score.value(new WeightedRows(own, counts)) - score.value(new WeightedRows(accepting, counts)),
    ],
    { draws: scored.length < fewestForIntervals ? 0 : draws, seed },
  );
  return difference && !Number.isNaN(difference.value) ? cellOf({ id: score.id, ...difference }) : null;
}

/** What a report comes to at a door, in a sentence or two. */
export function answerSentence({
  benefit,
  measurement,
  leaderboard,
}: Omit<DoorReport, 'comparisons'>): string {
  const { tasks } = measurement;
  if (tasks === 0) return 'There is no answer yet: no task has both a gold label and a rating.';
  if (tasks < fewestForIntervals)
    return `Too few to tell: ${counted(tasks, 'task')}. There are intervals from ${fewestForIntervals} tasks on.`;
  if (!benefit) return 'There is no score: no task has a grade.';
  const { value, interval } = benefit;
  const amount = decimal(Math.abs(value), 2);
  const place =
    Number(amount) === 0
      ? 'As good as accepting everything'
      : `${amount} ${value > 0 ? 'above' : 'below'} accepting everything`;
  if (!interval) return `${place}.`;
  const range = ` The difference lies between ${decimal(interval.low, 2)} and ${decimal(interval.high, 2)}.`;
  if (interval.high < 0) return `${place}: this bouncer does harm here.${range}`;
  if (interval.low <= 0)
    return `${place}: ${counted(tasks, 'task')} can't tell whether this bouncer helps.${range}`;
  return `${place}: this bouncer helps here.${range}${betterByNothing(leaderboard)}`;
}

/** Which rater that reads nothing is better still; empty where none is. */
function betterByNothing(leaderboard: DoorReport['leaderboard']): string {
  const own = leaderboard.find(({ kind }) => kind === 'this run')?.figures.score?.value ?? Number.NaN;
  const better = leaderboard
    .filter(({ kind, name }) => kind === 'null' && name !== 'oracle')
    .map(({ name, figures }) => ({ name, more: (figures.score?.value ?? Number.NaN) - own }))
    .filter(({ more }) => more >= 0.005)
    .sort((a, b) => b.more - a.more)[0];
  return better ? ` But ${better.name}, which reads nothing, scores ${decimal(better.more, 2)} more.` : '';
}
