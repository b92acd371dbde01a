import { createHash } from 'node:crypto';
import { applyCalibration, type Calibration, calibrated } from '../../calibration/calibration.js';
import type { Stack } from '../../calibration/stack.js';
import { longestTicket } from '../../core/coverage.js';
import type { Evidence, Fact } from '../../core/evidence.js';
import type { Door, Finding, Question, RaterIdentity, Rating } from '../../core/rating.js';
import { CouldNotRate } from '../../core/rating.js';
import { nameOf } from '../../core/surface.js';
import { findings as checkFindings } from '../local/findings.js';
import { localRater } from '../local/localRater.js';
import { askedAtOnce } from '../local/questions.js';
import type { Earlier, PatchInput, Rater, RatingOptions, TicketInput } from '../rater.js';
import { type AnswerCache, cacheKey } from './answerCache.js';
import { withLocal } from './besideLocal.js';
import { Bill } from './bill.js';
import type { ChatModel, ChatReply, ChatRequest } from './chatModel.js';
import { license, type Material, patchMaterial, ticketMaterial } from './claims.js';
import { agreement, type Confidence, confidenceOf, type Sample } from './confidence.js';
import { fitPatch, fitTicket } from './fit.js';
import {
  guarded,
  patchCoverageWithout,
  secretsFact,
  steering,
  ticketCoverageWithout,
  unsteered,
} from './guard.js';
import {
  newMark,
  type PromptParts,
  promptVersion,
  ratingRequest,
  type Strategy,
  type Template,
} from './prompt.js';
import { wordedQuestions } from './questions.js';
import { readAnswer } from './readAnswer.js';
import { secondLook } from './secondLook.js';
import { costOf, type Prices, priceWithin, type Spending } from './spending.js';
import { countTokens, messageTokens, tokensWhereCut } from './tokens.js';

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

/** A probability nearer to the threshold than this is looked at again with more samples. */
const near = 0.2;

/** The share of the context that is left free, because tokenizers differ. */
const reserve = 0.15;

/** Tokens that instructions, facts and the schema take, generously. */
const frame = 3_000;

/** Gaps that a model is told of at most: it asks about three. */
const mostGaps = 6;

/** What a rating is made from, ready to send. */
interface Prepared {
  readonly parts: PromptParts;
  readonly input: TicketInput | PatchInput;
  readonly evidence: Evidence;
  readonly material: Material;
  /** Whether the text tries to steer its rater. */
  readonly steers: boolean;
  /** Findings of an earlier rating that still hold. */
  readonly carried: readonly Finding[];
  /** All that a ticket's author could be asked, with what an answer is worth. */
  readonly open: readonly Question[];
}

/** What a conversation with the model is about. */
export interface Conversation {
  readonly input: TicketInput | PatchInput;
  readonly options: RatingOptions;
  /** The mark that untrusted text stands between. */
  readonly mark: string;
  readonly bill: Bill;
}

/** Rates with a chat model: one prompt, one answer in a fixed form, more samples where the first one is in doubt. */
export class ChatRater implements Rater {
  protected readonly kind: string = 'chat';
  private readonly version: string;

  constructor(
    private readonly services: ChatServices,
    private readonly settings: ChatSettings,
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
    const prepared = await this.prepareTicket(input, options);
    const rating = await this.judged(prepared, options, () => localRater.rateTicket(input, options));
    const isClear = rating.bounceProbability < options.threshold && rating.coverage.share === 1;
    if (rating.questions.length > 0 || isClear) return rating;
    // A ticket that is turned away always comes with questions to ask.
    return { ...rating, questions: askedAtOnce(prepared.open) };
  }

  async ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating> {
    const prepared = await this.preparePatch(input, options.earlier);
    return this.judged(prepared, options, () => localRater.ratePatch(input, options));
  }

  /** What would be sent for a ticket or patch, without sending it. */
  async preview(input: TicketInput | PatchInput): Promise<ChatRequest> {
    const { parts } = 'patch' in input ? await this.preparePatch(input) : await this.prepareTicket(input, {});
    return this.request(parts, 0, newMark());
  }

  private async prepareTicket(
    input: TicketInput,
    options: Pick<RatingOptions, 'baseRate'>,
  ): Promise<Prepared> {
    const open = localRater.questions(input, options);
    const read = input.ticket.text.slice(0, longestTicket);
    const shown = await guarded(read);
    const fitted = fitTicket(shown.text, this.room());
    const coverage =
      fitted.share === 1
        ? input.coverage
        : {
            files: [{ path: input.ticket.source, how: 'summarised' as const, why: 'cut to fit the model' }],
            share: input.coverage.share * fitted.share,
          };
    return {
      parts: {
        door: 'input',
        ticket: fitted.text,
        evidence: input.evidence.map(toldSafely),
        gaps: open.slice(0, mostGaps).map((gap) => ({ ...gap, text: unsteered(gap.text) })),
        cut: fitted.share === 1 ? '' : 'The ticket was cut to fit.',
      },
      input: { ...input, coverage: ticketCoverageWithout(coverage, read, shown.unread) },
      evidence: withSecrets(input.evidence, secretsFact(shown.secrets.length)),
      steers: shown.steers,
      material: ticketMaterial(input),
      carried: [],
      open,
    };
  }

  private async preparePatch(input: PatchInput, earlier?: Earlier): Promise<Prepared> {
    const material = patchMaterial(input);
    const again = secondLook(input.patch, earlier, this.identity, material);
    const patch = await guarded(input.patch.text);
    const ticket = input.ticket && (await guarded(input.ticket.text.slice(0, longestTicket)));
    const ticketText = ticket && fitTicket(ticket.text, this.room() / 3).text;
    const room = this.room() - (ticketText === undefined ? 0 : countTokens(ticketText));
    const fitted = fitPatch(input.patch, patch.text, ticketText, input.coverage, room, again?.isSeen);
    return {
      parts: {
        door: 'output',
        ticket: ticketText,
        patch: fitted.text,
        evidence: input.evidence.map(toldSafely),
        cut: fitted.cut,
        again: again && { ...again, answer: unsteered(again.answer) },
      },
      input: { ...input, coverage: patchCoverageWithout(fitted.coverage, input.patch, patch.unread) },
      evidence: withSecrets(
        input.evidence,
        secretsFact(patch.secrets.length + (ticket?.secrets.length ?? 0), input.patch, patch.secrets),
      ),
      steers: patch.steers || (ticket?.steers ?? false),
      material,
      carried: again?.carried ?? [],
      open: [],
    };
  }

  /** Tokens that ticket and patch may take together. */
  private room(): number {
    const { contextTokens, maxOutputTokens } = this.settings;
    return Math.max(500, Math.floor((contextTokens - maxOutputTokens - frame) * (1 - reserve)));
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
    const rating = await this.rate(prepared, options);
    const { besideLocal } = this.services;
    const stack = besideLocal?.stacks?.[rating.door];
    if (!besideLocal || (!stack && !prepared.steers)) return rating;
    return withLocal(rating, await askLocal(), {
      stack,
      steers: prepared.steers,
      baseRate: options.baseRate,
    });
  }

  private async rate(prepared: Prepared, options: RatingOptions): Promise<Rating> {
    const { parts, input, evidence, material, carried, open, steers } = prepared;
    const bill = new Bill();
    const [sample, confidence] = await this.decided(prepared, options, bill).catch((error: unknown) => {
      throw bill.onto(error);
    });
    const { answer } = sample;
    const { findings, dropped } = license(answer.findings, material);
    const calibration = this.services.calibrations?.[parts.door];
    const rating: Rating = {
      door: parts.door,
      rater: this.identity,
      label: confidence.label,
      labelProbabilities: confidence.labelProbabilities,
      bounceProbability: confidence.bounceProbability,
      probabilitySource: confidence.source,
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
      usage: bill.usage(),
      droppedFindings: dropped + (answer.unreadFindings ?? 0),
      trace: bill.trace.length > 0 ? bill.trace : undefined,
    };
    return calibration ? calibrated(rating, calibration, options.baseRate) : rating;
  }

  /** Draws one sample, and the others where the first is near the threshold or says nothing of its confidence. */
  private async decided(
    prepared: Prepared,
    options: RatingOptions,
    bill: Bill,
  ): Promise<[Sample, Confidence]> {
    const { parts } = prepared;
    const first = await this.sample(prepared, 0, options, bill);
    const alone = confidenceOf(first, parts.door);
    const inDoubt =
      alone.source === 'label' || Math.abs(this.meant(alone, parts.door) - options.threshold) < near;
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
  private meant({ source, ...output }: Confidence, door: Door): number {
    const calibration = this.services.calibrations?.[door];
    return calibration
      ? applyCalibration(calibration, { ...output, probabilitySource: source })
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
  protected async ask(request: ChatRequest, { options, bill }: Conversation): Promise<ChatReply> {
    const { signal } = options;
    // What was begun is paid for, so that it is brought to its end.
    const ending = bill.isBegun ? undefined : options.ending;
    const { model, spending } = this.services;
    const price = priceWithin(spending.budget, model.name, this.settings.prices);
    const highest = price ? costOf(price, messageTokens(request) + 500, request.maxOutputTokens) : 0;
    const settle = await spending.reserveInTurn(highest, signal, ending);
    let cost = 0;
    try {
      const reply = await model.complete(request, signal, ending);
      cost = price ? costOf(price, reply.inputTokens, reply.outputTokens) : 0;
      bill.add(reply, price ? cost : undefined);
      const sent = reply.isEstimated ? undefined : tokensWhereCut(request, reply.inputTokens);
      if (sent !== undefined) throw promptCut(model.host, reply.inputTokens, sent);
      if (reply.end === 'refused') {
        throw new CouldNotRate(
          'refused',
          `"${model.name}" declined to answer.`,
          `Rate with another rater (${nameOf('rater')}).`,
          {
            cause: new Error(reply.text.slice(0, 2_000)),
          },
        );
      }
      if (reply.end === 'length') {
        throw new CouldNotRate(
          'bad-answer',
          `The answer of "${model.name}" was cut off at ${request.maxOutputTokens.toLocaleString('en')} tokens.`,
          `Raise ${nameOf('maxOutputTokens')}.`,
        );
      }
      return reply;
    } finally {
      await settle(cost);
    }
  }
}

/** The answer's text: what the model wrote, or what it passed to the answer's own tool. */
function textOf({ text, calls }: ChatReply, { answer }: ChatRequest): string {
  return calls.find(({ name }) => name === answer.name)?.arguments ?? text;
}

function repairOf(request: ChatRequest, text: string, complaint: string): ChatRequest {
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: text === '' ? '(nothing)' : text },
      {
        role: 'user',
        text: `That can't be used: ${complaint} Answer again with nothing but one JSON object in the form asked for.`,
      },
    ],
  };
}

function promptCut(host: string, read: number, sent: number): CouldNotRate {
  const number = (tokens: number) => tokens.toLocaleString('en');
  return new CouldNotRate(
    'too-large',
    `${host} read only ${number(read)} of about ${number(sent)} tokens: it cut the prompt.`,
    `Give the model more context (for Ollama OLLAMA_CONTEXT_LENGTH, or num_ctx in a Modelfile), or lower ${nameOf('contextTokens')}.`,
  );
}

function badAnswer(model: string, complaint: string, text: string): CouldNotRate {
  return new CouldNotRate(
    'bad-answer',
    `"${model}" gave no usable answer, even when asked again. ${complaint.split('\n', 1)[0]}`,
    `Rate again, or choose another model (${nameOf('model')}) or strategy (${nameOf('strategy')}).`,
    {
      cause: new Error(`Its answer was: ${text.slice(0, 4_000)}`),
    },
  );
}

/** A fact whose sentence may have a foreign name in it. */
function toldSafely(fact: Fact): Fact {
  return { ...fact, sentence: unsteered(fact.sentence) };
}

/** Whether the checks tell of the words already. */
function isTold(evidence: Evidence): boolean {
  return evidence.some(({ id, level }) => id === steering.id && level !== 'note');
}

function withSecrets(evidence: Evidence, fact: Fact): Evidence {
  return fact.value === 0 ? evidence : [...evidence, fact];
}
