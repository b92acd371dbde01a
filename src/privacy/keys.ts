import type { Span } from '../core/span.js';

/** Marks behind or before which a private key stands. Words of an attacker, so they hide nothing by themselves. */
const start =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\bPrivate-Lines: \d{1,4}|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----/g;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\bPrivate-MAC:/g;

/** What may stand between two runs of a key: line ends, also escaped ones, with a diff's or comment's marks. */
const gap = /(?:\\{1,4}[rn]|[\s"'`+,>#*|/\\;-]){0,60}/y;
const gapBefore = /[\s"'`+,>#*|\\;-]/;
/** Lines above the key itself, in their own blocks. */
const header = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID|Subject): ?[^\n\\"-]{0,200}/y;
const run = /[A-Za-z0-9+/]{1,20000}={0,2}/y;
const checksum = /=[A-Za-z0-9+/]{4}/y;
const ending = /(?:END|Private-MAC)\b/y;

/** Letters that a whole line of a key has at least; its last line may be shorter. */
const shortestLine = 32;

/**
 * Private keys in a text, of which only Base64 lines are one: code between the marks stays. A key may be cut off at
 * either end.
 */
export function keySpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: mark } of text.matchAll(start)) {
    const from = index + mark.length;
    if (from <= (spans.at(-1)?.end ?? 0)) continue;
    const span = keyBehind(text, from);
    if (span) spans.push(span);
  }
  let covered = 0;
  for (const { index } of text.matchAll(end)) {
    const isRead = spans.some((span) => span.end <= index && index - span.end < 80);
    const span = isRead ? undefined : keyBefore(text, index, covered);
    covered = index;
    if (span) spans.push(span);
  }
  return spans;
}

function keyBehind(text: string, from: number): Span | undefined {
  let at = from + matched(gap, text, from);
  for (let length = 1; length > 0; at += length) {
    length = matched(header, text, at);
    length += length > 0 ? matched(gap, text, at + length) : 0;
  }
  const first = at;
  let last = at;
  for (;;) {
    const length = matched(run, text, at);
    if (length < shortestLine) break;
    last = at + length;
    at = last + matched(gap, text, last);
  }
  if (last === first) return undefined;
  const rest = matched(run, text, at);
  if (rest > 0 && isLastLine(text, at, at + rest)) {
    last = at + rest;
    at = last + matched(gap, text, last);
  }
  return { start: first, end: last + (matched(checksum, text, at) && at - last + 5) };
}

/** How much a sticky pattern matches at a place. */
function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Whether a shorter run is a key's last line and no word of the code: the end mark follows, or it is no name. */
function isLastLine(text: string, from: number, to: number): boolean {
  if (matched(ending, text, from) > 0) return false;
  if (matched(ending, text, to + matched(gap, text, to)) > 0) return true;
  if (!/^[ \t]{0,8}(?:$|[\r\n"'`\\])/.test(text.slice(to, to + 9))) return false;
  return /[\d+/=]/.test(text.slice(from, to));
}

/** Whether a line end that is written `\\n` ends at a place. */
function isEscape(text: string, at: number): boolean {
  return text[at - 2] === '\\' && /[rn]/.test(text[at - 1] as string);
}

/** The Base64 lines right above an end mark, whose start was cut off. */
function keyBefore(text: string, mark: number, floor: number): Span | undefined {
  let from: number | undefined;
  let to: number | undefined;
  let at = mark;
  while (at > floor) {
    let behind = at;
    while (behind > floor && (gapBefore.test(text[behind - 1] as string) || isEscape(text, behind))) behind--;
    let before = behind;
    while (before > floor && /[A-Za-z0-9+/=]/.test(text[before - 1] as string)) before--;
    // A diff's mark in front of a line is no part of the key.
    if (text[before] === '+' && (before === 0 || text[before - 1] === '\n')) before++;
    const length = behind - before;
    if (length < (to === undefined ? 4 : shortestLine)) break;
    to ??= behind;
    from = before;
    at = before;
  }
  return from !== undefined && to !== undefined && to - from >= shortestLine
    ? { start: from, end: to }
    : undefined;
}
