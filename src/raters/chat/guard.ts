import type { Patch } from '../../core/patch.js';
import type { Coverage, CoveredFile, Finding } from '../../core/rating.js';
import { type Span, united } from '../../core/span.js';
import { ordersToJudge } from '../../evidence/orders/orders.js';
import { removedSecret, replaced, secretsIn } from '../../privacy/secrets.js';

/** What stands in a text where words tried to steer whoever rates it. */
const removedWords = '[words to the rater removed]';

/** A text as a model may be shown it. */
export interface Guarded {
  /** The text with the same lines, its secrets and the words to its rater replaced. */
  readonly text: string;
  readonly secrets: number;
  /** Whether it tries to steer its rater. */
  readonly steers: boolean;
  /** What of the text as it was no model reads. */
  readonly unread: readonly Span[];
}

/** Takes out what a model must not be sent, secrets, and what would steer it. */
export async function guarded(text: string): Promise<Guarded> {
  const orders = ordersToJudge(text);
  const secrets = await secretsIn(text);
  const unread = united([...orders, ...secrets]);
  const isOrder = (span: Span) => orders.some(({ start, end }) => start < span.end && span.start < end);
  return {
    text: replaced(text, unread, (span) => (isOrder(span) ? removedWords : removedSecret)),
    secrets: secrets.length,
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
  const shares = unreadShares(patch.text, unread);
  let changed = 0;
  let gone = 0;
  const files = patch.files.map((file, i): CoveredFile => {
    const covered = coverage.files[i] as CoveredFile;
    if (covered.how !== 'reviewed') return covered;
    let goneHere = 0;
    for (const { lines } of file.hunks) {
      for (const { kind, document } of lines) if (kind !== 'context') goneHere += shares.get(document) ?? 0;
    }
    changed += Math.max(1, file.added + file.deleted);
    gone += goneHere;
    return goneHere === 0 ? covered : { path: file.path, how: 'summarised', why: whyUnread };
  });
  return { files, share: coverage.share * (1 - gone / Math.max(1, changed)) };
}

/** How much of each line, by its number from 1, stands in a span: 0..1. */
function unreadShares(text: string, spans: readonly Span[]): Map<number, number> {
  const shares = new Map<number, number>();
  let line = 1;
  let start = 0;
  let next = 0;
  while (start <= text.length && next < spans.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    for (let i = next; i < spans.length && (spans[i] as Span).start < end; i++) {
      const span = spans[i] as Span;
      const gone = Math.min(end, span.end) - Math.max(start, span.start);
      if (gone > 0) shares.set(line, Math.min(1, (shares.get(line) ?? 0) + gone / Math.max(1, end - start)));
    }
    while (next < spans.length && (spans[next] as Span).end <= end) next++;
    line++;
    start = end + 1;
  }
  return shares;
}

/** What a person is told of an attempt that the checks did not see. */
export const steering: Finding = {
  id: 'orders-to-reviewer',
  severity: 'warning',
  message: 'Contains words that try to steer whoever rates it. They do not count, but a person should know.',
};
