import type { Subject } from '../core/subject.js';
import type { Failure, Verdict } from '../core/verdict.js';
import type { Budget } from '../raters/chat/spending.js';
import type { Earlier } from '../raters/rater.js';
import type { ModelAnswer, ModelCall, RemoteModel } from '../raters/remoteModels.js';
import type { EngineConfig } from './engine.js';

export interface RateWish {
  readonly subject: Subject;
  readonly config: EngineConfig;
  /** Folder of the code base on this machine's disk, where there is one. */
  readonly directory?: string;
  /** Git may be run there; false in Restricted Mode. */
  readonly runsGit: boolean;
  readonly models: readonly RemoteModel[];
  readonly budget: Budget;
  /** Whether what raters' answers turned out to mean is taken into account. */
  readonly calibration: 'default' | 'off';
  /** Folder for answers, daily sums, and the user's calibrations. */
  readonly storage: string;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
  /** Only say what would be sent. */
  readonly preview: boolean;
}

/** What the editor says to the rating thread. */
export type ToWorker =
  | ({ readonly type: 'rate'; readonly id: number } & RateWish)
  | { readonly type: 'cancel'; readonly id: number }
  | ModelAnswer;

/** What the rating thread says to the editor. */
export type FromWorker =
  | { readonly type: 'verdict'; readonly id: number; readonly verdict: Verdict }
  | { readonly type: 'preview'; readonly id: number; readonly text: string; readonly failure?: Failure }
  | ModelCall;
