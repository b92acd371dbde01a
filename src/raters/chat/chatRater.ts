import { createHash } from 'node:crypto';
import { calibrated, calibratedProbability } from '../../calibration/calibration.js';
import type { Evidence } from '../../core/evidence.js';
import type { Door, RaterIdentity, Rating } from '../../core/rating.js';
import { cacheKey } from '../../models/answerCache.js';
import { Bill } from '../../models/bill.js';
import type { ChatReply, ChatRequest } from '../../models/chatModel.js';
import { findings as checkFindings } from '../local/findings.js';
import { localRater } from '../local/localRater.js';
import { askedAtOnce } from '../local/questions.js';
import type { PatchInput, Rater, RatingOptions, TicketInput } from '../rater.js';
import { type Beside, besideLocal, together, withLocal } from './besideLocal.js';
import { ask } from './call.js';
import { license } from './claims.js';
import { agreement, type Confidence, confidenceOf, type Sample } from './confidence.js';
import { steering } from './guard.js';
import { withClaims } from './points.js';
import { type Prepared, preparePatch, prepareTicket } from './prepare.js';
import { newMark, type PromptParts, promptVersion, ratingRequest } from './prompt.js';
import { wordedQuestions } from './questions.js';
import { readAnswer } from './readAnswer.js';
import { badAnswer, repairOf, textOf } from './repair.js';
import type { ChatServices, ChatSettings, Conversation } from './services.js';

/** A probability nearer to the threshold than this is looked at again with more samples. */
const near = 0.2;

/** Rates with a chat model: one prompt, one answer in a fixed form, more samples where the first one is in doubt. */
export class ChatRater implements Rater {
  protected readonly kind: string = 'chat';
  private readonly version: string;

  constructor(
    private readonly services: ChatServices,
    protected readonly settings: ChatSettings,
  ) {
    const { strategy, samples, maxOutputTokens } = settings;
    this.version = createHash('sha256')
      .update(JSON.stringify([promptVersion, services.model.host, strategy, samples, maxOutputTokens]))
      .digest('hex')
      .slice(0, 8);
  }

  get identity(): RaterIdentity {
    return { name: `${this.kind}:${this.services.model.name}`, version: this.version };
  }

  async rateTicket(input: TicketInput, options: RatingOptions): Promise<Rating> {
    const prepared = await prepareTicket(input, this.settings, options);
    const rating = await this.judged(prepared, options, () => localRater.rateTicket(input, options));
    const { threshold, ask = threshold } = options;
    const isClear = rating.bounceProbability < ask && rating.coverage.share === 1;
    if (rating.questions.length > 0 || isClear) return rating;
    // A ticket that is turned away, or proceeds only with questions, always comes with some.
    return { ...rating, questions: askedAtOnce(prepared.open) };
  }

  async ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating> {
    const prepared = await preparePatch(input, this.settings, this.identity, options.earlier);
    return this.judged(prepared, options, () => localRater.ratePatch(input, options));
  }

  /** What would be sent for a ticket or patch, without sending it. */
  async preview(input: TicketInput | PatchInput): Promise<ChatRequest> {
    const { parts } = await ('patch' in input
      ? preparePatch(input, this.settings, this.identity)
      : prepareTicket(input, this.settings, {}));
    return this.request(parts, 0, newMark());
  }

  /**
   * The model's rating, and the local rater's where a stack of both is known or where words tried to steer: then the
   * higher bounce probability counts, so that no words lower it.
   */
  private async judged(
    prepared: Prepared,
    options: RatingOptions,
    askLocal: () => Promise<Rating>,
  ): Promise<Rating> {
    const stacks = this.services.besideLocal?.stacks;
    const stack = stacks?.[prepared.parts.door];
    const { steers } = prepared;
    if (!stacks || (!stack && !steers)) return this.rate(prepared, options);
    const beside = await besideLocal(askLocal, stack, steers, options);
    return withLocal(await this.rate(prepared, options, beside), beside, options.presumption);
  }

  /** The model's rating: calibrated where that is known, and left as it is where a stack is to make its probability. */
  private async rate(prepared: Prepared, options: RatingOptions, beside?: Beside): Promise<Rating> {
    const { parts, input, evidence, material, carried, open, steers } = prepared;
    const bill = new Bill();
    const [sample, confidence] = await this.decided(prepared, options, bill, beside).catch(
      (error: unknown) => {
        throw bill.onto(error);
      },
    );
    const { answer } = sample;
    const { findings, dropped } = license(answer.findings, material);
    const calibration = beside?.stack ? undefined : this.services.calibrations?.[parts.door];
    const checklist = 'patch' in input ? input.checklist : undefined;
    const trusted = {
      by: this.identity.name,
      isWhole: input.coverage.share === 1 && parts.cut === '' && !parts.again,
      steers,
    };
    const rating: Rating = {
      door: parts.door,
      rater: this.identity,
      ...confidence,
      explanation: answer.explanation,
      evidence,
      findings: [
        ...(bill.steered || (steers && !isTold(evidence)) ? [steering] : []),
        ...checkFindings(evidence),
        ...findings,
        ...carried,
      ],
      questions: parts.door === 'input' ? wordedQuestions(answer.questions, open) : [],
      coverage: input.coverage,
      checklist: checklist && withClaims(checklist, answer.points ?? [], material, trusted),
      usage: bill.usage(),
      droppedFindings: dropped + (answer.unreadFindings ?? 0),
      trace: bill.trace.length > 0 ? bill.trace : undefined,
    };
    return calibration ? calibrated(rating, calibration, options.presumption) : rating;
  }

  /** Draws one sample, and the others where the first is near the threshold or says nothing of its confidence. */
  private async decided(
    prepared: Prepared,
    options: RatingOptions,
    bill: Bill,
    beside: Beside | undefined,
  ): Promise<[Sample, Confidence]> {
    const { parts } = prepared;
    const first = await this.sample(prepared, 0, options, bill);
    const alone = confidenceOf(first, parts.door);
    const distance = Math.abs(this.meant(alone, parts.door, options, beside) - options.threshold);
    const inDoubt = alone.probabilitySource === 'label' || distance < near;
    if (this.settings.samples <= 1 || !inDoubt) return [first, alone];
    // All are waited for, even when one fails: a batch must learn of every request.
    const drawn = await Promise.allSettled(
      Array.from({ length: this.settings.samples - 1 }, (_, i) =>
        this.sample(prepared, i + 1, options, bill),
      ),
    );
    const others = drawn.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    const samples = [first, ...others];
    const together = agreement(samples, parts.door);
    const speaker = samples.find(({ answer }) => answer.label === together.label) ?? first;
    return [speaker, together];
  }

  /** The bounce probability that one answer means: the calibrated one, which the threshold is about, where there is one. */
  private meant(
    output: Confidence,
    door: Door,
    { presumption }: RatingOptions,
    beside: Beside | undefined,
  ): number {
    if (beside?.stack) return together(beside.stack, output, beside, presumption).bounceProbability;
    const calibration = this.services.calibrations?.[door];
    return calibration
      ? calibratedProbability(calibration, output, presumption?.baseRate)
      : output.bounceProbability;
  }

  private async sample(
    { parts, input }: Prepared,
    sample: number,
    options: RatingOptions,
    bill: Bill,
  ): Promise<Sample> {
    const { model } = this.services;
    // What a rater finds in a code base is not in the key, so it is looked for anew each time.
    const cache = this.kind === 'chat' ? this.services.cache : undefined;
    const mark = model.mark ?? newMark();
    const conversation = { input, options, mark, bill };
    const request = this.request(parts, sample, mark);
    const key =
      cache &&
      cacheKey([model.host, model.name, this.identity.version, this.request(parts, sample, 'mark'), sample]);
    const cached = key === undefined ? undefined : await cache?.get(key);
    if (cached) bill.addCached();
    const reply = cached ?? (await this.converse(request, conversation));
    const text = textOf(reply, request);
    let answer = readAnswer(text, parts.door);
    if (typeof answer === 'object') {
      if (key !== undefined && !cached) await cache?.set(key, reply);
      return { answer, tokens: reply.tokens };
    }
    const repaired = await this.ask(repairOf(request, text, answer), conversation);
    answer = readAnswer(textOf(repaired, request), parts.door);
    if (typeof answer === 'string') throw badAnswer(model.name, answer, text);
    if (key !== undefined) await cache?.set(key, repaired);
    return { answer };
  }

  private request(parts: PromptParts, sample: number, mark: string): ChatRequest {
    const { strategy, maxOutputTokens } = this.settings;
    return ratingRequest(parts, strategy, { mark, sample, maxOutputTokens });
  }

  /** From a request to the reply that answers it. */
  protected converse(request: ChatRequest, conversation: Conversation): Promise<ChatReply> {
    return this.ask(request, conversation);
  }

  /** One call, within the budget; its use is added to the bill. */
  protected ask(request: ChatRequest, conversation: Conversation): Promise<ChatReply> {
    return ask(request, this.services, this.settings.prices, conversation);
  }
}

/** Whether the checks tell of the words already. */
function isTold(evidence: Evidence): boolean {
  return evidence.some(({ id, level }) => id === steering.id && level !== 'note');
}
