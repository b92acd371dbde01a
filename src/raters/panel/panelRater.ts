import { createHash } from 'node:crypto';
import { isSameRater, limitsAt, stackFor } from '../../calibration/calibrationsInForce.js';
import type { Stack } from '../../calibration/calibrationText.js';
import type { RaterOutput } from '../../calibration/raterOutput.js';
import { stacked } from '../../calibration/stack.js';
import type { Presumption } from '../../core/baseRate.js';
import { labelWords } from '../../core/labelWords.js';
import {
  CouldNotRate,
  type Door,
  type Question,
  type RaterIdentity,
  type Rating,
} from '../../core/rating.js';
import { usageTogether } from '../../core/usage.js';
import { ChatRater } from '../chat/chatRater.js';
import { local } from '../local/localRater.js';
import { mostQuestions } from '../local/questions.js';
import {
  byDoor,
  evenLimits,
  type KnownAnswers,
  type PatchInput,
  type Rater,
  type RaterKindEntry,
  type RatingOptions,
  type TicketInput,
} from '../rater.js';

/**
 * How the members' ratings become one. `majority` counts sides, `mean` averages bounce probabilities, `stack` reads the
 * models' answers as a stack of them taught, once all of these have been asked; until then, and where no stack is
 * known, it averages, too.
 */
export type Combination = 'majority' | 'mean' | 'stack';

export interface PanelSettings {
  readonly combination: Combination;
  /**
   * Members are asked one after the other, cheap ones first, until the bounce probability of those asked so far is
   * farther than this from the threshold, 0..1. 1 asks them all.
   */
  readonly margin: number;
}

/** What the ratings so far come to. */
type Opinion = Pick<
  Rating,
  'bounceProbability' | 'probabilitySource' | 'calibration' | 'baseRate' | 'baseRateBasis'
>;

/** Asks several raters, and the dear ones only where the cheap ones are unsure. */
export class PanelRater implements Rater {
  readonly identity: RaterIdentity;

  /**
   * @param members at least one, cheapest first
   * @param stacks what is known of the members' answers together, by door
   */
  constructor(
    private readonly members: readonly Rater[],
    private readonly settings: PanelSettings,
    private readonly stacks: Readonly<Partial<Record<Door, Stack>>> = {},
  ) {
    const parts = members.map(({ identity }) => `${identity.name}@${identity.version}`);
    this.identity = {
      name: `panel:${members.map(({ identity }) => identity.name).join('+')}`,
      version: createHash('sha256')
        .update(JSON.stringify([parts, settings]))
        .digest('hex')
        .slice(0, 8),
    };
  }

  rateTicket(input: TicketInput, options: RatingOptions): Promise<Rating> {
    return this.rate('input', (member, how) => member.rateTicket(input, how), options);
  }

  ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating> {
    return this.rate('output', (member, how) => member.ratePatch(input, how), options);
  }

  private async rate(
    door: Door,
    ask: (member: Rater, options: RatingOptions) => Promise<Rating>,
    options: RatingOptions,
  ): Promise<Rating> {
    const { threshold, presumption } = options;
    const { ending, ...onceBegun } = options;
    const ratings: Rating[] = [];
    let opinion: Opinion | undefined;
    for (const member of this.members) {
      const isBegun = ratings.some(({ usage }) => usage && usage.calls > 0);
      ratings.push(
        await ask(member, isBegun ? onceBegun : options).catch((error: unknown) => {
          throw after(ratings, error);
        }),
      );
      opinion = this.byStack(door, ratings, presumption) ?? this.combined(ratings);
      if (Math.abs(opinion.bounceProbability - threshold) > this.settings.margin) break;
    }
    return this.together(ratings, opinion as Opinion, threshold);
  }

  private combined(ratings: readonly Rating[]): Opinion {
    const { length } = ratings;
    // A single member's vote is its own probability: one vote is no majority.
    const isMajority = this.settings.combination === 'majority' && length > 1;
    const votes = ratings.map(({ bounceProbability }) =>
      isMajority ? Number(bounceProbability >= 0.5) : bounceProbability,
    );
    const sum = votes.reduce((total, vote) => total + vote, 0);
    const bounceProbability = isMajority ? (sum + 0.5) / (length + 1) : sum / length;
    return { bounceProbability, probabilitySource: 'samples' };
  }

  /** What the door's stack makes of the ratings; undefined while one of its members has not been asked. */
  private byStack(door: Door, ratings: readonly Rating[], presumption?: Presumption): Opinion | undefined {
    const stack = this.settings.combination === 'stack' ? this.stacks[door] : undefined;
    if (!stack) return undefined;
    const outputs = new Map<string, RaterOutput>();
    for (const { rater } of stack.members) {
      const rating = ratings.find((one) => isSameRater(rater, one.rater.name));
      if (!rating) return undefined;
      outputs.set(rater, rating);
    }
    return stacked(stack, outputs, presumption);
  }

  private together(ratings: readonly Rating[], opinion: Opinion, threshold: number): Rating {
    const { bounceProbability } = opinion;
    const bounced = bounceProbability >= threshold;
    // The last one asked is the dearest; the one of the panel's opinion speaks for it.
    const speaker =
      [...ratings].reverse().find((rating) => rating.bounceProbability >= threshold === bounced) ??
      (ratings.at(-1) as Rating);
    if (ratings.length === 1) return { ...speaker, rater: this.identity };
    const {
      baseRate,
      baseRateBasis,
      measured,
      trust,
      labelProbabilities,
      ownProbability,
      calibration,
      ...rest
    } = speaker;
    const votes = ratings
      .map((one) => `${one.rater.name}: ${labelWords[one.label].toLowerCase()}`)
      .join('; ');
    return {
      ...rest,
      rater: this.identity,
      ...opinion,
      explanation: `${votes}. ${speaker.explanation}`,
      findings: distinct(ratings.flatMap(({ findings }) => findings)),
      questions: questionsOf(ratings),
      usage: usageTogether(ratings.flatMap((rating) => rating.usage ?? [])),
      droppedFindings: ratings.reduce((sum, rating) => sum + (rating.droppedFindings ?? 0), 0),
    };
  }
}

/** What ends a panel's rating, with what all of its members used until then. */
function after(ratings: readonly Rating[], error: unknown): unknown {
  if (!(error instanceof CouldNotRate)) return error;
  const usage = usageTogether([...ratings, error].flatMap((one) => one.usage ?? []));
  return usage ? error.after(usage) : error;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Each gap once, in the words of the last rater that asked about it, which is the dearest. */
function questionsOf(ratings: readonly Rating[]): Question[] {
  const byGap = new Map(
    ratings.flatMap(({ questions }) =>
      questions.map((question) => [question.fact === 'other' ? question.text : question.fact, question]),
    ),
  );
  return [...byGap.values()].sort((a, b) => b.gain - a.gain).slice(0, mostQuestions);
}

export const panel: RaterKindEntry = {
  title: 'Panel',
  help: 'The local rater first, then each chat model while the answer is in doubt.',
  needs: ['model'],
  make(settings, services) {
    const { models, spending, cache, calibrations } = services;
    const besideLocal = calibrations && { stacks: {} };
    const chatRaters = models.map(
      (model) => new ChatRater({ model, spending, cache, besideLocal }, settings.chat),
    );
    const stacks = byDoor((door) => stackAt(door, services)?.stack);
    return new PanelRater([local.make(settings, services), ...chatRaters], settings.panel, stacks);
  },
  limits(door, { panel: { combination } }, services, baseRate) {
    const known = combination === 'stack' ? stackAt(door, services) : undefined;
    return known ? limitsAt(known, baseRate) : evenLimits;
  },
};

/** The stack of a panel's models at a door, where one is known. */
function stackAt(door: Door, { models, calibrations }: KnownAnswers) {
  const names = models.map(({ name }) => `chat:${name}`);
  return calibrations && stackFor(door, names, calibrations);
}
