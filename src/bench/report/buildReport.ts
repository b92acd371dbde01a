import type { Door } from '../../core/rating.js';
import { comparePaired } from '../comparison.js';
import { largestGroups } from '../groups.js';
import { type MeasureOptions, measure } from '../measures.js';
import type { Answer } from '../run/answer.js';
import type { Scored } from '../scored.js';
import { submissionTable } from '../submissionTable.js';
import { flowOf } from './flow.js';
import { leaderboardOf, type MeasuredRun } from './leaderboard.js';
import { lengthCurves } from './lengths.js';
import type { DoorReport, NamedComparison, Report, RepositoryRow, RunForReport } from './report.js';
import { latestAnswers, scoredOf } from './scoredOf.js';
import { taskRows } from './taskRows.js';
import { failureGroups, type Totals, totalsOf } from './totals.js';

export type ReportOptions = Omit<MeasureOptions, 'missing'>;

/**
 * Reports the first run; the others are rows to compare it with. Takes some seconds for thousands of answers, most
 * of them for the intervals: `draws` says how many draws of the bootstrap these get, 0 for none.
 *
 * @throws {Error} without a run
 */
export function buildReport(runs: readonly RunForReport[], options: ReportOptions = {}): Report {
  const [run, ...others] = runs;
  if (!run) throw new Error('There is no run to report on. Choose one.');
  const input = latestAnswers(run.answers, 'input');
  const output = latestAnswers(run.answers, 'output');
  const answers = [...input, ...output];
  const doors = [
    ...(input.length > 0 ? [doorReport('input', run.name, input, others, options)] : []),
    ...(output.length > 0 ? [doorReport('output', run.name, output, others, options)] : []),
  ];
  return {
    name: run.name,
    about: run.about,
    totals: totalsOf(answers),
    problems: run.problems ?? [],
    doors,
    flow: flowOf(input, output),
    failures: failureGroups(answers),
    tasks: taskRows(answers),
  };
}

interface ScoredRun extends MeasuredRun {
  readonly totals: Totals;
  readonly scored: readonly Scored[];
}

function doorReport(
  door: Door,
  name: string,
  answers: readonly Answer[],
  others: readonly RunForReport[],
  options: ReportOptions,
): DoorReport {
  const own = scoredRun(door, name, answers, options);
  const compared = others
    .map((other) => ({ name: other.name, answers: latestAnswers(other.answers, door) }))
    .filter((other) => other.answers.length > 0)
    .map((other) => scoredRun(door, other.name, other.answers, { ...options, draws: 0 }));
  return {
    door,
    totals: own.totals,
    measurement: own.measurement,
    leaderboard: leaderboardOf(door, own, compared, own.scored, options.seed ?? 44),
    comparisons: compared.map((other) => comparison(door, own.scored, other, options)),
    lengths: lengthCurves(door, own.scored),
    repositories: repositoryRows(door, own.scored, options),
    submissions: door === 'output' ? submissionTable(own.scored) : null,
  };
}

function repositoryRows(door: Door, scored: readonly Scored[], options: ReportOptions): RepositoryRow[] {
  return largestGroups(scored, ({ repository }) => repository || 'unknown').map(([name, members]) => ({
    name,
    measurement: measure(door, members, { ...options, draws: 0 }),
  }));
}

function scoredRun(door: Door, name: string, answers: readonly Answer[], options: ReportOptions): ScoredRun {
  const { scored, missing } = scoredOf(answers);
  return {
    name,
    scored,
    measurement: measure(door, scored, { ...options, missing }),
    totals: totalsOf(answers),
  };
}

function comparison(
  door: Door,
  scored: readonly Scored[],
  other: ScoredRun,
  options: ReportOptions,
): NamedComparison {
  const { name } = other;
  try {
    return { name, comparison: comparePaired(door, scored, other.scored, options), problem: '' };
  } catch (error) {
    // Runs over other labels stay in the leaderboard, each on its own tasks.
    return { name, comparison: null, problem: (error as Error).message };
  }
}
