import { patchCoverage, reviewedPart, ticketCoverage } from '../core/coverage.js';
import type { Encoding } from '../core/inputText.js';
import { parsePatch } from '../core/parsePatch.js';
import { parseTicket } from '../core/parseTicket.js';
import { MalformedPatch } from '../core/patch.js';
import { decide, decideUnrated, type Policy } from '../core/policy.js';
import { CouldNotRate, type Door, type Rating } from '../core/rating.js';
import { type UnreadFile, withUnread } from '../core/unread.js';
import { type Anchor, type Failure, failureOf, internalFailure, type Verdict } from '../core/verdict.js';
import { patchEvidence } from '../evidence/patch/patchEvidence.js';
import { patchRepositoryEvidence } from '../evidence/patch/repositoryEvidence.js';
import { ticketRepositoryEvidence } from '../evidence/ticket/repositoryEvidence.js';
import { ticketEvidence } from '../evidence/ticket/ticketEvidence.js';
import type { Repository } from '../repository/repository.js';
import { atStripLevel } from '../repository/stripLevel.js';
import type { Earlier, PatchInput, Rater, RatingOptions, TicketInput } from './rater.js';

/** A ticket's or patch's text and what the user calls it. */
export interface Input {
  readonly text: string;
  readonly source: string;
  /** How the text's bytes were decoded, where they were no UTF-8. */
  readonly encoding?: Encoding;
  /** For a patch: what changed besides, where whoever made the patch knows of it. */
  readonly unread?: readonly UnreadFile[];
}

export interface JudgeOptions {
  readonly rater: Rater;
  readonly policy: Policy;
  /** The share of inputs that deserve a bounce where the user works, 0..1; the rater's training share if absent. */
  readonly baseRate?: number;
  /** Patterns of generated files, from the user's settings. */
  readonly generatedFiles?: readonly string[];
  /** The code base that the ticket or patch is about, where it is at hand. */
  readonly repository?: Repository;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
  /** Breaks off the rating. */
  readonly signal?: AbortSignal;
  /** Gives the rating up unless a model has been asked for it. */
  readonly ending?: AbortSignal;
}

/** The road for a ticket, from text to decision. Never rejects: what could not be rated is an unrated verdict. */
export function judgeTicket(input: Input, options: JudgeOptions): Promise<Verdict> {
  return judge('input', input, options, async (anchors) => {
    const read = await readTicketInput(input, options, anchors);
    return options.rater.rateTicket(read, ratingOptions(options));
  });
}

/** The road for a patch, with the ticket that it answers where there is one. Never rejects. */
export function judgePatch(
  input: Input & { readonly ticket?: Input },
  options: JudgeOptions,
): Promise<Verdict> {
  return judge('output', input, options, async (anchors) => {
    const read = await readPatchInput(input, options, anchors);
    return options.rater.ratePatch(read, ratingOptions(options));
  });
}

type ReadingOptions = Pick<JudgeOptions, 'generatedFiles' | 'repository' | 'signal'>;

/** What a rater is given of a ticket or patch: parsed, with evidence and coverage. @throws CouldNotRate, MalformedPatch */
export function given(
  door: Door,
  input: Input & { readonly ticket?: Input },
  options: ReadingOptions,
): Promise<TicketInput | PatchInput> {
  return door === 'input' ? readTicketInput(input, options, []) : readPatchInput(input, options, []);
}

async function readTicketInput(
  input: Input,
  { repository, signal }: ReadingOptions,
  anchors: Anchor[],
): Promise<TicketInput> {
  const ticket = parseTicket(input.text, input.source);
  const { offset, text } = ticket.title;
  anchors.push({ name: text, line: ticket.rangeInDocument(offset, offset).start.line });
  const evidence = [...ticketEvidence(ticket)];
  if (repository) evidence.push(...(await ticketRepositoryEvidence(ticket, repository)));
  signal?.throwIfAborted();
  return { ticket, evidence, coverage: ticketCoverage(ticket) };
}

async function readPatchInput(
  input: Input & { readonly ticket?: Input },
  { generatedFiles, repository, signal }: ReadingOptions,
  anchors: Anchor[],
): Promise<PatchInput> {
  const read = parsePatch(input.text, input.source);
  const whole = repository ? await atStripLevel(read, repository) : read;
  for (const { path, firstLine } of whole.files) anchors.push({ name: path, line: firstLine });
  const ticket = input.ticket && parseTicket(input.ticket.text, input.ticket.source);
  const coverage = withUnread(patchCoverage(whole, generatedFiles), whole, input.unread ?? []);
  const patch = reviewedPart(whole, coverage);
  const evidence = [...patchEvidence(patch, ticket)];
  if (repository) evidence.push(...(await patchRepositoryEvidence(whole, repository, input.encoding)));
  signal?.throwIfAborted();
  return { patch, ...(ticket && { ticket }), evidence, coverage };
}

function ratingOptions({ policy, ...options }: JudgeOptions): RatingOptions {
  return { ...options, threshold: policy.threshold };
}

async function judge(
  door: Door,
  { source }: Input,
  { rater, policy, signal }: JudgeOptions,
  rate: (anchors: Anchor[]) => Promise<Rating>,
): Promise<Verdict> {
  const anchors: Anchor[] = [];
  const common = { door, source, rater: rater.identity, threshold: policy.threshold, anchors };
  try {
    const rating = await rate(anchors);
    return { ...common, rating, decision: decide(rating, policy) };
  } catch (error) {
    const failure = explain(error, signal);
    return { ...common, failure, decision: decideUnrated(failure, door, policy) };
  }
}

function explain(error: unknown, signal: AbortSignal | undefined): Failure {
  if (error instanceof CouldNotRate) return failureOf(error);
  if (error instanceof MalformedPatch) {
    return {
      cause: 'malformed',
      message: error.message,
      nextStep: error.nextStep,
    };
  }
  if (signal?.aborted) {
    return {
      cause: 'cancelled',
      message: 'The rating was cancelled.',
      nextStep: 'Rate again when you like.',
    };
  }
  return internalFailure('Bouncer failed on this input.', error);
}
