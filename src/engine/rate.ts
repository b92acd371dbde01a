import { joined } from '../agreement/joined.js';
import {
  patchEvidence,
  patchRepositoryEvidence,
  ticketEvidence,
  ticketRepositoryEvidence,
} from '../checks/evidence.js';
import { checklistOf } from '../checks/patch/checklist.js';
import { patchCoverage, reviewedPart, ticketCoverage } from '../core/coverage.js';
import { parsePatch } from '../core/parsePatch.js';
import { parseTicket } from '../core/parseTicket.js';
import { MalformedPatch } from '../core/patch.js';
import type { Policy } from '../core/policy.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { withUnread } from '../core/unread.js';
import {
  type Anchor,
  type Failure,
  failureOf,
  internalFailure,
  rated,
  unrated,
  type Verdict,
} from '../core/verdict.js';
import type { PatchInput, Rater, RatingOptions, TicketInput } from '../raters/rater.js';
import { atStripLevel } from '../repository/stripLevel.js';
import { comparisonOf } from './others.js';

/** What one rating goes by, but for the policy. */
export interface ReadingOptions extends Pick<RatingOptions, 'repository' | 'signal'> {
  /** Patterns of generated files; the usual ones if absent. */
  readonly generatedFiles?: readonly string[];
  /** Look also at what a patch's ticket asks for. */
  readonly checklist?: boolean;
}

export interface RateOptions extends ReadingOptions, Omit<RatingOptions, 'threshold' | 'ask'> {
  readonly rater: Rater;
  readonly policy: Policy;
  /** Told why there is no rating, with the detail for a log, which the verdict leaves out. */
  readonly onFailure?: (failure: Failure) => void;
}

/** The road from a subject to a verdict. Never rejects: what can't be rated is an unrated verdict. */
export async function rate(subject: Subject, options: RateOptions): Promise<Verdict> {
  const { rater, policy, onFailure, ...rest } = options;
  const anchors: Anchor[] = [];
  const context = { policy, rater: rater.identity, anchors };
  try {
    const input = await read(subject, options, anchors);
    const how = { ...rest, threshold: policy.threshold, ask: policy.ask };
    if (!('patch' in input)) return rated(subject, await rater.rateTicket(input, how), context);
    const rating = await rater.ratePatch(input, how);
    const others = await comparisonOf(
      subject,
      input.patch,
      async (other) => (await reviewed(other, options)).patch,
    );
    const told = others ? joined(rating, others) : rating;
    return rated(subject, { ...told, checklist: told.checklist ?? input.checklist }, context);
  } catch (error) {
    const failure = failureFrom(error, options.signal);
    onFailure?.(failure);
    return unrated(subject, failure, context);
  }
}

/** What a rater gets to read of a subject: parsed, with evidence and coverage. @throws CouldNotRate, MalformedPatch */
export async function read(
  subject: Subject,
  options: ReadingOptions = {},
  anchors: Anchor[] = [],
): Promise<TicketInput | PatchInput> {
  const readOne = subject.door === 'input' ? readTicket : readPatch;
  return readOne(subject, options, anchors);
}

async function readTicket(
  { text, source }: Subject,
  { repository, signal }: ReadingOptions,
  anchors: Anchor[],
): Promise<TicketInput> {
  const ticket = parseTicket(text, source);
  const { title } = ticket;
  anchors.push({ name: title.text, line: ticket.rangeInDocument(title.offset, title.offset).start.line });
  const evidence = [...ticketEvidence(ticket)];
  if (repository) evidence.push(...(await ticketRepositoryEvidence(ticket, repository)));
  signal?.throwIfAborted();
  return { ticket, evidence, coverage: ticketCoverage(ticket) };
}

async function readPatch(subject: Subject, options: ReadingOptions, anchors: Anchor[]): Promise<PatchInput> {
  const { repository, signal } = options;
  const { whole, patch, coverage } = await reviewed(subject, options);
  for (const { path, firstLine } of whole.files) anchors.push({ name: path, line: firstLine });
  const ticket = subject.ticket && parseTicket(subject.ticket.text, subject.ticket.source);
  const evidence = [...patchEvidence(patch, ticket)];
  if (repository) evidence.push(...(await patchRepositoryEvidence(whole, repository, subject.encoding)));
  const unread = subject.unread?.map(({ path }) => path);
  const wanted = options.checklist && ticket;
  const checklist = wanted ? await checklistOf({ patch: whole, ticket, unread, repository }) : undefined;
  signal?.throwIfAborted();
  return { patch, ticket, evidence, coverage, checklist };
}

/** A patch, its part that is reviewed, and how much that is. @throws MalformedPatch */
async function reviewed(
  { text, source, unread = [] }: Pick<Subject, 'text' | 'source' | 'unread'>,
  { generatedFiles, repository }: ReadingOptions,
) {
  const written = parsePatch(text, source);
  const whole = repository ? await atStripLevel(written, repository) : written;
  const coverage = withUnread(patchCoverage(whole, generatedFiles), whole, unread);
  return { whole, coverage, patch: reviewedPart(whole, coverage) };
}

function failureFrom(error: unknown, signal: AbortSignal | undefined): Failure {
  if (error instanceof CouldNotRate) return failureOf(error);
  if (error instanceof MalformedPatch) {
    return { cause: 'malformed', message: error.message, nextStep: error.nextStep };
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
