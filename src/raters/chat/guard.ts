import { measured } from '../../checks/check.js';
import { mostPlaces } from '../../checks/patch/places.js';
import { ordersToJudge } from '../../checks/promptInjection/orders.js';
import type { CheckId } from '../../checks/registry.js';
import { counted } from '../../core/counted.js';
import { changedLines, sizeInLines } from '../../core/coverage.js';
import type { Fact } from '../../core/evidence.js';
import type { Patch, PatchFile } from '../../core/patch.js';
import type { Place } from '../../core/place.js';
import type { Coverage, CoveredFile, Finding } from '../../core/rating.js';
import { type Span, united } from '../../core/span.js';
import { removedSecret, replaced, type Secret, secretsIn } from '../../privacy/secrets.js';

/** What stands in a text where words tried to steer whoever rates it. */
const removedWords = '[words to the rater removed]';

/**
 * Takes out what a model must not be sent, secrets, and what would steer it.
 *
 * @returns the text with the same lines, and `unread`: what of it as it was no model reads
 */
export async function guarded(text: string) {
  const orders = ordersToJudge(text);
  const secrets = await secretsIn(text);
  const unread = united([...orders, ...secrets]);
  const isOrder = (span: Span) => orders.some(({ start, end }) => start < span.end && span.start < end);
  return {
    text: replaced(text, unread, (span) => (isOrder(span) ? removedWords : removedSecret)),
    secrets,
    steers: orders.length > 0,
    unread,
  };
}

/** Whether a text tries to steer whoever rates it. */
export function triesToSteer(text: string): boolean {
  return ordersToJudge(text).length > 0;
}

/** One of the project's own sentences, which may have names of a foreign text in it. */
export function unsteered(sentence: string): string {
  return triesToSteer(sentence) ? removedWords : sentence;
}

/** A ticket's coverage without what no model reads of it. */
export function ticketCoverageWithout(coverage: Coverage, text: string, unread: readonly Span[]): Coverage {
  const [file] = coverage.files;
  if (unread.length === 0 || !file) return coverage;
  const gone = unread.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    files: [{ path: file.path, how: 'summarised', why: file.why || whyUnread }],
    share: coverage.share * (1 - gone / text.length),
  };
}

const whyUnread = 'part of it was kept from the model';

/** A patch's coverage without what no model reads of it: a changed line counts as far as it was shown. */
export function patchCoverageWithout(coverage: Coverage, patch: Patch, unread: readonly Span[]): Coverage {
  if (unread.length === 0) return coverage;
  const parts = unreadParts(patch.text, unread);
  let changed = 0;
  let gone = 0;
  const files = patch.files.map((file, i): CoveredFile => {
    const covered = coverage.files[i] as CoveredFile;
    if (covered.how !== 'reviewed') return covered;
    const lines = changedLines(file);
    let goneLines = 0;
    let goneCharacters = 0;
    for (const { kind, document } of linesOf(file)) {
      const part = kind === 'context' ? undefined : parts.get(document);
      goneLines += part?.share ?? 0;
      goneCharacters += part?.characters ?? 0;
    }
    changed += lines;
    gone += Math.min(lines, Math.max(goneLines, sizeInLines(goneCharacters)));
    return goneLines === 0 ? covered : { path: file.path, how: 'summarised', why: whyUnread };
  });
  return {
    files: [...files, ...coverage.files.slice(patch.files.length)],
    share: coverage.share * (1 - gone / Math.max(1, changed)),
  };
}

/** How much of each line, by its number from 1, stands in a span: a share in 0..1, and characters. */
function unreadParts(text: string, spans: readonly Span[]) {
  const parts = new Map<number, { share: number; characters: number }>();
  let line = 1;
  let start = 0;
  let next = 0;
  while (start <= text.length && next < spans.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let characters = 0;
    for (let i = next; i < spans.length && (spans[i] as Span).start < end; i++) {
      const span = spans[i] as Span;
      characters += Math.max(0, Math.min(end, span.end) - Math.max(start, span.start));
    }
    if (characters > 0) parts.set(line, { share: Math.min(1, characters / (end - start)), characters });
    while (next < spans.length && (spans[next] as Span).end <= end) next++;
    line++;
    start = end + 1;
  }
  return parts;
}

function linesOf({ hunks }: PatchFile) {
  return hunks.flatMap(({ lines }) => lines);
}

/**
 * How many secrets were kept from a model; nothing where none were. Where one of a line that a patch adds could be code as well, nobody reviewed
 * that line, and the door stays shut.
 */
export function secretFacts(count: number, patch?: Patch, secrets: readonly Secret[] = []): Fact[] {
  if (count === 0) return [];
  const id: CheckId = 'secrets-removed';
  const removed = `${counted(count, 'secret was', 'secrets were')} removed before anything was sent.`;
  const told: Fact[] = [{ id, ...measured(count, removed) }];
  if (!patch) return told;
  const parts = unreadParts(
    patch.text,
    secrets.filter(({ mayBeCode }) => mayBeCode),
  );
  const places = patch.files.flatMap((file): Place[] =>
    parts.size === 0
      ? []
      : linesOf(file)
          .filter(({ kind, document }) => kind === 'added' && parts.has(document))
          .map(({ document, newLine, text }) => ({
            document: 'patch',
            range: { start: { line: document, column: 1 }, end: { line: document, column: text.length + 2 } },
            quote: removedSecret,
            file: { path: file.path, line: newLine, side: 'new' },
          })),
  );
  const [first] = places;
  if (!first?.file) return told;
  const where = `${first.file.path}:${first.file.line}`;
  const others = places.length > 1 ? ` and ${counted(places.length - 1, 'other line')}` : '';
  const sentence = `What was removed as a secret from ${where}${others} could be code, which nobody reviewed. Keep secrets out of the patch, or review it with the local rater.`;
  return [{ id, value: count, sentence, places: places.slice(0, mostPlaces), level: 'blocker' }];
}

/** What a person is told of an attempt that the checks did not see. */
export const steering: Finding = {
  id: 'orders-to-reviewer' satisfies CheckId,
  severity: 'warning',
  message: 'Contains words that try to steer its rater. They are not followed, but a person should know.',
};
