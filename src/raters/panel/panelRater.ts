import { createHash } from 'node:crypto';
import type { Question, RaterIdentity, Rating, Usage } from '../../core/rating.js';
import { mostQuestions } from '../local/questions.js';
import type { PatchInput, Rater, RatingOptions, TicketInput } from '../rater.js';

/** How the members' ratings become one. `majority` counts sides, `mean` averages bounce probabilities. */
export type Combination = 'majority' | 'mean';

export interface PanelSettings {
  readonly combination: Combination;
  /**
   * Members are asked one after the other, cheap ones first, until the bounce probability of those asked so far is
   * farther than this from the threshold, 0..1. 1 asks them all.
   */
  readonly margin: number;
}

/** Asks several raters, and the dear ones only where the cheap ones are unsure. */
export class PanelRater implements Rater {
  readonly identity: RaterIdentity;

  /** @param members at least one, cheapest first */
  constructor(
    private readonly members: readonly Rater[],
    private readonly settings: PanelSettings,
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
    return this.rate((member) => member.rateTicket(input, options), options);
  }

  ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating> {
    return this.rate((member) => member.ratePatch(input, options), options);
  }

  private async rate(ask: (member: Rater) => Promise<Rating>, { threshold }: RatingOptions): Promise<Rating> {
    const ratings: Rating[] = [];
    for (const member of this.members) {
      ratings.push(await ask(member));
      if (Math.abs(this.combined(ratings) - threshold) > this.settings.margin) break;
    }
    return this.together(ratings, threshold);
  }

  private combined(ratings: readonly Rating[]): number {
    const votes = ratings.map(({ bounceProbability }) =>
      this.settings.combination === 'mean' ? bounceProbability : Number(bounceProbability >= 0.5),
    );
    const sum = votes.reduce((total, vote) => total + vote, 0);
    if (this.settings.combination === 'mean') return sum / ratings.length;
    // A single member's vote is its own probability: one vote is no majority.
    return ratings.length === 1
      ? (ratings[0] as Rating).bounceProbability
      : (sum + 0.5) / (ratings.length + 1);
  }

  private together(ratings: readonly Rating[], threshold: number): Rating {
    const bounceProbability = this.combined(ratings);
    const bounced = bounceProbability >= threshold;
    // The last one asked is the dearest; the one of the panel's opinion speaks for it.
    const speaker =
      [...ratings].reverse().find((rating) => rating.bounceProbability >= threshold === bounced) ??
      (ratings.at(-1) as Rating);
    if (ratings.length === 1) return { ...speaker, rater: this.identity };
    const { baseRate, labelProbabilities, ...rest } = speaker;
    const votes = ratings.map(({ rater, label }) => `${rater.name}: ${label}`).join('; ');
    const usage = sumOf(ratings.flatMap((rating) => rating.usage ?? []));
    return {
      ...rest,
      rater: this.identity,
      bounceProbability,
      probabilitySource: 'samples',
      explanation: `${votes}. ${speaker.explanation}`,
      findings: distinct(ratings.flatMap(({ findings }) => findings)),
      questions: questionsOf(ratings),
      ...(usage && { usage }),
      droppedFindings: ratings.reduce((sum, rating) => sum + (rating.droppedFindings ?? 0), 0),
    };
  }
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

function sumOf(usages: readonly Usage[]): Usage | undefined {
  if (usages.length === 0) return undefined;
  const sum = (key: 'calls' | 'cachedCalls' | 'inputTokens' | 'outputTokens') =>
    usages.reduce((total, usage) => total + usage[key], 0);
  const priced = usages.every(({ dollars }) => dollars !== undefined);
  return {
    calls: sum('calls'),
    cachedCalls: sum('cachedCalls'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    ...(priced && { dollars: usages.reduce((total, { dollars = 0 }) => total + dollars, 0) }),
  };
}
