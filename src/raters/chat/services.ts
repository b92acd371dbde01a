import type { Calibration, Stack } from '../../calibration/calibrationText.js';
import type { Door } from '../../core/rating.js';
import type { AnswerCache } from '../../models/answerCache.js';
import type { Bill } from '../../models/bill.js';
import type { ChatModel } from '../../models/chatModel.js';
import type { Prices, Spending } from '../../models/spending.js';
import type { PatchInput, RatingOptions, TicketInput } from '../rater.js';
import type { Strategy, Template } from './prompt.js';

export interface ChatSettings {
  readonly strategy: Strategy | Template;
  /** Answers that are drawn at most; more than one only near the threshold. */
  readonly samples: number;
  /** Tokens that an answer may have, reasoning included. */
  readonly maxOutputTokens: number;
  /** Tokens that the model takes, prompt and answer together. */
  readonly contextTokens: number;
  readonly prices: Prices;
}

/** What a chat rater works with. */
export interface ChatServices {
  readonly model: ChatModel;
  readonly spending: Spending;
  readonly cache?: AnswerCache;
  /**
   * The local rater has a say, too: by a stack of both where one is known at a door, and where a text tries to steer.
   * Absent, the model rates alone, as a benchmark measures it.
   */
  readonly besideLocal?: { readonly stacks: Readonly<Partial<Record<Door, Stack>>> };
  /** What its answers turned out to mean at a door, where that is known. */
  readonly calibrations?: Readonly<Partial<Record<Door, Calibration>>>;
}

/** What a conversation with the model is about. */
export interface Conversation {
  readonly input: TicketInput | PatchInput;
  readonly options: RatingOptions;
  /** The mark that untrusted text stands between. */
  readonly mark: string;
  readonly bill: Bill;
}
