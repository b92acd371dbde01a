import type { Door } from '../../core/rating.js';
import { comparePaired } from '../comparison.js';
import { largestGroups } from '../groups.js';
import { type MeasureOptions, measure } from '../measures.js';
import type { Answer } from '../run/answer.js';
import type { Scored } from '../scored.js';
import { submissionTable } from '../submissionTable.js';
import { answerSentence, benefitOf } from './answer.js';
import { flowOf } from './flow.js';
import { leaderboardOf } from './leaderboard.js';
import { lengthCurves } from './lengths.js';
import { latestAnswers, scoredOf } from './scoredOf.js';
import { taskRows } from './taskRows.js';
import { failureGroups, totalsOf } from './totals.js';

/** A run as a report takes it. */
export interface RunForReport {
  /** What the user calls it. */
  readonly name: string;
  readonly answers: readonly Answer[];
  /** Data set, rater, threshold and the like, in the order in which they are shown. */
  readonly about: readonly (readonly [label: string, value: string])[];
  /** What was wrong with the rows of the data set that were left out, a sentence each; absent where none was. */
  readonly problems?: readonly string[];
}

type ReportOptions = Omit<MeasureOptions, 'missing'>;

/** A benchmark run in tables and curves. Plain data: it crosses threads and is written as JSON. */
export type Report = ReturnType<typeof buildReport>;
export type DoorReport = ReturnType<typeof doorReport>;

/**
 * Reports the first run; the others are rows to compare it with. Takes some seconds for thousands of answers, most
 * of them for the intervals: `draws` says how many draws of the bootstrap these get, 0 for none.
 *
 * @throws {Error} without a run
 */
export function buildReport(runs: readonly RunForReport[], options: ReportOptions = {}) {
  const [run, ...others] = runs;
  if (!run) throw new Error('There is no run to report on. Choose one.');
  const [input, output] = [latestAnswers(run.answers, 'input'), latestAnswers(run.answers, 'output')];
  const answers = [...input, ...output];
  /** Those that occur in the run, input first. */
  const doors = [
    ...(input.length > 0 ? [doorReport('input', run.name, input, others, options)] : []),
    ...(output.length > 0 ? [doorReport('output', run.name, output, others, options)] : []),
  ];
  return {
    name: run.name,
    /** What it comes to, a sentence or two for each door. */
    answers: doors.map((door) => {
      const subjects = door.door === 'input' ? 'Tickets' : 'Patches';
      return doors.length === 1 ? answerSentence(door) : `${subjects}: ${answerSentence(door)}`;
    }),
    about: run.about,
    totals: totalsOf(answers),
    problems: run.problems ?? [],
    doors,
    flow: flowOf(input, output),
    failures: failureGroups(answers),
    tasks: taskRows(answers),
  };
}

function doorReport(
  door: Door,
  name: string,
  answers: readonly Answer[],
  others: readonly RunForReport[],
  options: ReportOptions,
) {
  const own = scoredRun(door, name, answers, options);
  const compared = others
    .map((other) => ({ name: other.name, answers: latestAnswers(other.answers, door) }))
    .filter((other) => other.answers.length > 0)
    .map((other) => scoredRun(door, other.name, other.answers, { ...options, draws: 0 }));
  const { scored } = own;
  return {
    door,
    totals: own.totals,
    measurement: own.measurement,
    /** Above accepting everything, by the door's own score. */
    benefit: benefitOf(door, scored, options),
    leaderboard: leaderboardOf(door, own, compared, scored, options.seed ?? 44),
    /** This run (a) against each other run (b) on the tasks of both. */
    comparisons: compared.map((other) => comparison(door, scored, other, options)),
    lengths: lengthCurves(door, scored),
    /** How many tasks a repository has is `measurement.tasks`. */
    repositories: largestGroups(scored, ({ repository }) => repository || 'unknown').map(([of, members]) => ({
      name: of,
      measurement: measure(door, members, { ...options, draws: 0 }),
    })),
    /** At the output door; null at the input door. */
    submissions: door === 'output' ? submissionTable(scored) : null,
  };
}

function scoredRun(door: Door, name: string, answers: readonly Answer[], options: ReportOptions) {
  const { scored, missing } = scoredOf(answers);
  const measurement = measure(door, scored, { ...options, missing });
  return { name, scored, measurement, totals: totalsOf(answers) };
}

/** `problem` says why there is no comparison, and is empty where there is one. */
function comparison(
  door: Door,
  scored: readonly Scored[],
  other: ReturnType<typeof scoredRun>,
  options: ReportOptions,
) {
  const { name } = other;
  try {
    return { name, comparison: comparePaired(door, scored, other.scored, options), problem: '' };
  } catch (error) {
    // Runs over other labels stay in the leaderboard, each on its own tasks.
    return { name, comparison: null, problem: (error as Error).message };
  }
}
