import type { Policy } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import type { Failure, Verdict } from '../core/verdict.js';
import type { ChatReply, ChatRequest } from './chat/chatModel.js';
import type { Budget } from './chat/spending.js';
import type { Input } from './judge.js';
import type { RaterChoice } from './makeRater.js';
import type { Earlier } from './rater.js';

/** A model that the editor asks on the thread's behalf: keys, consent and the proxy stay over there. */
export interface RemoteModel {
  readonly name: string;
  readonly host: string;
}

export interface RateRequest {
  readonly id: number;
  readonly door: Door;
  readonly input: Input & { readonly ticket?: Input };
  readonly policy: Omit<Policy, 'threshold'> & { readonly threshold: number | null };
  readonly baseRate: number | null;
  readonly generatedFiles: readonly string[];
  /** Folder of the code base on this machine's disk, where there is one. */
  readonly directory?: string;
  readonly choice: RaterChoice;
  readonly models: readonly RemoteModel[];
  readonly budget: Budget;
  /** Folder for answers and daily sums. */
  readonly storage: string;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
  /** Only say what would be sent. */
  readonly preview: boolean;
}

/** What the editor says to the rating thread. */
export type ToWorker =
  | ({ readonly type: 'rate' } & RateRequest)
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'reply'; readonly call: number; readonly reply?: ChatReply; readonly failure?: Failure };

/** What the rating thread says to the editor. */
export type FromWorker =
  | { readonly type: 'verdict'; readonly id: number; readonly verdict: Verdict }
  | { readonly type: 'preview'; readonly id: number; readonly text: string; readonly failure?: Failure }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly call: number;
      /** Index into the request's models. */
      readonly model: number;
      readonly request: ChatRequest;
    }
  | { readonly type: 'abort'; readonly call: number };
