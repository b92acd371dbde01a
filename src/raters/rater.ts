import type { CalibrationsInForce } from '../calibration/calibrationsInForce.js';
import type { Presumption } from '../core/baseRate.js';
import type { Checklist } from '../core/checklist.js';
import type { Evidence } from '../core/evidence.js';
import type { Patch } from '../core/patch.js';
import type { Limits } from '../core/policy.js';
import type { Coverage, Door, RaterIdentity, Rating } from '../core/rating.js';
import type { Ticket } from '../core/ticket.js';
import type { RatedVerdict } from '../core/verdict.js';
import type { AnswerCache } from '../models/answerCache.js';
import type { ChatModel } from '../models/chatModel.js';
import type { Spending } from '../models/spending.js';
import type { Repository } from '../repository/repository.js';
import type { ChatSettings } from './chat/services.js';
import type { PanelSettings } from './panel/panelRater.js';

export interface TicketInput {
  readonly ticket: Ticket;
  readonly evidence: Evidence;
  readonly coverage: Coverage;
}

export interface PatchInput extends Omit<TicketInput, 'ticket'> {
  /** Only its reviewed part has hunks. */
  readonly patch: Patch;
  readonly ticket?: Ticket;
  /** What the ticket asks for, and what the checks know of it. */
  readonly checklist?: Checklist;
}

/** A patch as it was when it was rated before, and what was said of it. */
export interface Earlier {
  readonly patchText: string;
  readonly verdict: RatedVerdict;
}

export interface RatingOptions {
  /** What is presumed before the text is read; if absent, the share in the rater's training data. */
  readonly presumption?: Presumption;
  /** The bounce probability that decides, 0..1: near it a rater may look harder. */
  readonly threshold: number;
  /** From this bounce probability on a ticket proceeds with its questions, 0..1. */
  readonly ask?: number;
  /** What this rater said of an earlier state of the same patch, so that it need not read everything again. */
  readonly earlier?: Earlier;
  /** The code base that the ticket or patch is about, where it is at hand. */
  readonly repository?: Repository;
  /** Breaks off the rating. */
  readonly signal?: AbortSignal;
  /** Gives the rating up unless a model has been asked for it. */
  readonly ending?: AbortSignal;
}

/** Turns a ticket or a patch with its evidence into a rating. Raters are interchangeable. */
export interface Rater {
  readonly identity: RaterIdentity;
  /** @throws CouldNotRate when there can be no rating; an AbortError when cancelled. */
  rateTicket(input: TicketInput, options: RatingOptions): Promise<Rating>;
  /** @throws CouldNotRate when there can be no rating; an AbortError when cancelled. */
  ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating>;
}

/** What raters work with. */
export interface RaterServices {
  /** The models to ask, cheapest first; all but a panel ask only the first. */
  readonly models: readonly ChatModel[];
  readonly spending: Spending;
  readonly cache?: AnswerCache;
  /** Absent: ratings stay as the model gives them, as a benchmark records them. */
  readonly calibrations?: CalibrationsInForce;
}

/** By what is known of raters' answers. */
export type KnownAnswers = Pick<RaterServices, 'models' | 'calibrations'>;

export interface RaterSettings {
  readonly chat: ChatSettings;
  readonly panel: PanelSettings;
}

/** A kind of rater; `registry.ts` lists them. */
export interface RaterKindEntry {
  readonly title: string;
  /** What it is, in a sentence. */
  readonly help: string;
  readonly needs: readonly ('model' | 'repository')[];
  make(settings: RaterSettings, services: RaterServices): Rater;
  /**
   * Where a person looks next, its calibration's limits, or else its own, for probabilities that presume `baseRate`, or
   * the base rate that the limits were fitted at.
   */
  limits(door: Door, settings: RaterSettings, services: KnownAnswers, baseRate?: number): Limits;
  /** How it decides on a benchmark's rows where the user says nothing; absent where it decides as elsewhere. */
  readonly benchmark?: BenchmarkRules;
}

export interface BenchmarkRules {
  /** The share of the training rows that deserves a bounce, 0..1. */
  baseRate(door: Door): number;
  /** What earned most of the door's score on training rows, where probabilities presume the data's own base rate; 0..1. */
  threshold(door: Door): number;
}

/** The limits of raters to which none were fitted. */
export const evenLimits: Limits = { abstain: 0.5 };

/** What is known at each door. */
export function byDoor<Value>(knownAt: (door: Door) => Value): Record<Door, Value> {
  return { input: knownAt('input'), output: knownAt('output') };
}
