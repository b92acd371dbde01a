import { longestTicket } from '../../core/coverage.js';
import type { Evidence, Fact } from '../../core/evidence.js';
import type { Finding, Question, RaterIdentity } from '../../core/rating.js';
import { countTokens } from '../../models/tokens.js';
import { localRater } from '../local/localRater.js';
import type { Earlier, PatchInput, RatingOptions, TicketInput } from '../rater.js';
import { type Material, patchMaterial, ticketMaterial } from './claims.js';
import { fitPatch, fitTicket } from './fit.js';
import { guarded, patchCoverageWithout, secretFacts, ticketCoverageWithout, unsteered } from './guard.js';
import { openPoints } from './points.js';
import type { PromptParts } from './prompt.js';
import { secondLook } from './secondLook.js';
import type { ChatSettings } from './services.js';

/** The share of the context that is left free, because tokenizers differ. */
const reserve = 0.15;

/** Tokens that instructions, facts and the schema take, generously. */
const frame = 3_000;

/** Gaps that a model is told of at most: it asks about three. */
const mostGaps = 6;

/** What a rating is made from, ready to send. */
export interface Prepared {
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

/** A ticket, ready to send within the model's context. */
export async function prepareTicket(
  input: TicketInput,
  settings: ChatSettings,
  options: Pick<RatingOptions, 'presumption'>,
): Promise<Prepared> {
  const open = localRater.questions(input, options);
  const read = input.ticket.text.slice(0, longestTicket);
  const shown = await guarded(read);
  const fitted = fitTicket(shown.text, roomIn(settings));
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
    evidence: [...input.evidence, ...secretFacts(shown.secrets.length)],
    steers: shown.steers,
    material: ticketMaterial(input),
    carried: [],
    open,
  };
}

/** A patch with its ticket, ready to send within the model's context. */
export async function preparePatch(
  input: PatchInput,
  settings: ChatSettings,
  by: RaterIdentity,
  earlier?: Earlier,
): Promise<Prepared> {
  const whole = roomIn(settings);
  const material = patchMaterial(input);
  const again = secondLook(input.patch, earlier, by, material);
  const patch = await guarded(input.patch.text);
  const ticket = input.ticket && (await guarded(input.ticket.text.slice(0, longestTicket)));
  const points = openPoints(input.checklist ?? { points: [], more: 0 });
  // Each is on one line, and stays on it.
  const safe =
    points.length > 0 ? (await guarded(points.map(({ text }) => text).join('\n'))).text.split('\n') : [];
  const ticketText = ticket && fitTicket(ticket.text, whole / 3).text;
  const room = whole - (ticketText === undefined ? 0 : countTokens(ticketText));
  const fitted = fitPatch(input.patch, patch.text, ticketText, input.coverage, room, again?.isSeen);
  return {
    parts: {
      door: 'output',
      ticket: ticketText,
      patch: fitted.text,
      evidence: input.evidence.map(toldSafely),
      points: points.map((point, i) => ({ ...point, text: safe[i] ?? '' })),
      cut: fitted.cut,
      again: again && { ...again, answer: unsteered(again.answer) },
    },
    input: { ...input, coverage: patchCoverageWithout(fitted.coverage, input.patch, patch.unread) },
    evidence: [
      ...input.evidence,
      ...secretFacts(patch.secrets.length + (ticket?.secrets.length ?? 0), input.patch, patch.secrets),
    ],
    steers: patch.steers || (ticket?.steers ?? false),
    material,
    carried: again?.carried ?? [],
    open: [],
  };
}

/** Tokens that ticket and patch may take together. */
function roomIn({ contextTokens, maxOutputTokens }: ChatSettings): number {
  return Math.max(500, Math.floor((contextTokens - maxOutputTokens - frame) * (1 - reserve)));
}

/** A fact whose sentence may have a foreign name in it. */
function toldSafely(fact: Fact): Fact {
  return { ...fact, sentence: unsteered(fact.sentence) };
}
