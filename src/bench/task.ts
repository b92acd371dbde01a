import type { Door } from '../core/rating.js';
import type { Gold } from '../rows/gold.js';

/** One thing to judge at one door: a row of a data set, or half a row of BouncerBench Lite. */
export interface Task {
  /** Unique among the data set's tasks of one door. */
  readonly id: string;
  readonly door: Door;
  /** The SWE-bench instance that the task belongs to; several patches may share one. */
  readonly instanceId: string;
  /** `owner/name`; empty where the data don't say. */
  readonly repository: string;
  /** Who made the patch; empty at the input door and where the data don't say. */
  readonly agent: string;
  /** The commit that the ticket was written against; empty where the data don't say. */
  readonly baseCommit: string;
  /** The ticket's text; empty where a patch comes without one. */
  readonly ticket: string;
  /** The patch's text; empty at the input door. */
  readonly patch: string;
  /** Null where the data set has no labels. */
  readonly gold: Gold | null;
}

/** A task's name across doors. */
export function taskKey({ door, id }: Pick<Task, 'door' | 'id'>): string {
  return `${door}:${id}`;
}
