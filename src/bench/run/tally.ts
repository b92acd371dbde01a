import type { UnratedCause } from '../../core/rating.js';
import { taskKey } from '../task.js';
import type { Answer } from './answer.js';

/** How far a run is; sums are over all that is on disk, earlier sittings included. */
export interface Progress {
  readonly tasks: number;
  readonly done: number;
  readonly failed: number;
  readonly bounced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null where some price is unknown. */
  readonly dollars: number | null;
  /** Seconds of this sitting so far. */
  readonly seconds: number;
  /** Answers a second, in this sitting; 0 before the first. */
  readonly rate: number;
}

/** Failures that a later sitting may not have; the others are answers like any, and paid for. */
const passing: readonly UnratedCause[] = [
  'cancelled',
  'timed-out',
  'forbidden',
  'no-key',
  'no-model',
  'unreachable',
  'rate-limited',
  'over-budget',
  'server-failed',
  'internal',
];

/** Whether an answer is settled: asking again would bring the same or cost twice. */
export function isSettled({ verdict: { unrated } }: Answer): boolean {
  return unrated === null || !passing.includes(unrated.cause);
}

/** Adds up what a run's answers say. */
export class Tally {
  private readonly answers = new Map<string, Answer>();
  private readonly start = performance.now();
  private readonly sums = { done: 0, failed: 0, bounced: 0, inputTokens: 0, outputTokens: 0 };
  private unsettled = 0;
  private known = 0;
  private isPriced = true;
  private now = 0;

  constructor(
    private readonly tasks: number,
    earlier: Iterable<Answer>,
  ) {
    for (const answer of earlier) this.add(answer);
    this.now = 0;
  }

  add(answer: Answer): void {
    const key = taskKey({ door: answer.door, id: answer.task });
    const before = this.answers.get(key);
    if (before) this.count(before, -1);
    this.answers.set(key, answer);
    this.count(answer, 1);
    this.now++;
    const { usage } = answer.verdict;
    if (!usage) return;
    this.sums.inputTokens += usage.inputTokens;
    this.sums.outputTokens += usage.outputTokens;
    this.known += usage.dollars ?? 0;
    this.isPriced &&= usage.dollars !== undefined;
  }

  get isComplete(): boolean {
    return this.sums.done >= this.tasks && this.unsettled === 0;
  }

  /** US dollars that are known to be spent. */
  get spent(): number {
    return this.known;
  }

  progress(): Progress {
    const seconds = (performance.now() - this.start) / 1_000;
    return {
      tasks: this.tasks,
      ...this.sums,
      dollars: this.isPriced ? this.known : null,
      seconds,
      rate: this.now / seconds,
    };
  }

  private count(answer: Answer, by: number): void {
    this.sums.done += by;
    if (answer.verdict.unrated) this.sums.failed += by;
    if (!isSettled(answer)) this.unsettled += by;
    if (answer.verdict.decision === 'abstain') this.sums.bounced += by;
  }
}
