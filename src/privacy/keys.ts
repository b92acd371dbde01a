import type { Span } from '../core/span.js';
import { matched } from './bareWord.js';
import type { Secret } from './secrets.js';
import { isRandom } from './values.js';

/** Marks behind or before which a private key stands. Words of an attacker, so they hide nothing by themselves. */
const start =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\bPrivate-Lines: \d{1,4}|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----/g;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\bPrivate-MAC:/g;

/** What may stand between two lines of a key: line ends, also escaped ones, with a diff's, comment's or string's marks. */
const gap = /(?:\\{1,4}[rn]|[\s"'`+,>#*|/\\;-]){0,60}/y;
const gapBefore = /[\s"'`+,>#*|\\;-]/;
/** A gap that has nothing but a line end, with a diff's or comment's mark: two lines with it between are one span. */
const lineEnd = /^(?:\\{1,4}r?\\{1,4}n|\\{1,4}n|\r?\n[+ -]?[ \t]*(?:#|\*|\/\/)?[ \t]*)$/;
/** Lines above the key itself, in their own blocks. */
const header = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID|Subject): ?[^\n\\"-]{0,200}/y;
const run = /[A-Za-z0-9+/]{1,20000}={0,2}/y;
const checksum = /=[A-Za-z0-9+/]{4}(?![A-Za-z0-9+/])/y;

/** Letters that a whole line of a key has at least; its last line may be shorter. */
const shortestLine = 32;
/** Letters that a line of a key mostly has: 64, 70 or 76. */
const usualLine = 64;
/** What a longer line is tells by its start. */
const longestJudged = 200;

/**
 * The lines of private keys in a text, which are Base64: code between the marks stays. A key may be cut off at either
 * end.
 */
export function keySpans(text: string): Secret[] {
  const spans: Secret[] = [];
  for (const { index, 0: mark } of text.matchAll(start)) {
    const from = index + mark.length;
    if (from > (spans.at(-1)?.end ?? 0)) append(spans, text, linesBehind(text, from));
  }
  const read = [...spans];
  let covered = 0;
  let next = 0;
  for (const { index } of text.matchAll(end)) {
    while ((read[next]?.end ?? text.length) <= index) next++;
    const isRead = index - (read[next - 1]?.end ?? -80) < 80;
    if (!isRead) append(spans, text, linesBefore(text, index, covered));
    covered = index;
  }
  return spans;
}

/** Adds the lines of one key, those as one span that follow each other. */
function append(spans: Secret[], text: string, lines: readonly Span[]): void {
  let last: Secret | undefined;
  for (const { start, end } of lines) {
    const line = {
      start,
      end,
      // They have the length of a key's line and no more: a name could be as long.
      mayBeCode:
        end - start >= shortestLine && !isRandom(text.slice(start, Math.min(end, start + longestJudged))),
    };
    if (last && lineEnd.test(text.slice(last.end, start))) {
      last = { start: last.start, end, mayBeCode: last.mayBeCode || line.mayBeCode };
      spans[spans.length - 1] = last;
    } else {
      last = line;
      spans.push(line);
    }
  }
}

function linesBehind(text: string, from: number): Span[] {
  let at = from + matched(gap, text, from);
  for (let length = 1; length > 0; at += length) {
    length = matched(header, text, at);
    length += length > 0 ? matched(gap, text, at + length) : 0;
  }
  const lines: Span[] = [];
  for (;;) {
    const line = { start: at, end: at + matched(run, text, at) };
    const isWhole = line.end - line.start >= shortestLine;
    if (isWhole ? !isKeyLine(text, line) : lines.length === 0 || !isLastLine(text, line)) return lines;
    const sum = isWhole ? 0 : matched(checksum, text, line.end + matched(gap, text, line.end));
    lines.push(line);
    at = line.end + matched(gap, text, line.end);
    if (sum > 0) lines.push({ start: at, end: at + sum });
    if (!isWhole) return lines;
  }
}

/** Whether a run is no path and no name, which a shell would run: letters mixed as no name has, with few slashes. */
function isKeyLine(text: string, { start, end }: Span): boolean {
  const line = text.slice(start, Math.min(end, start + longestJudged));
  const signs = line.match(/[+/]/g)?.length ?? 0;
  return /[A-Z]/.test(line) && signs <= line.length * 0.16 && (isRandom(line) || line.length >= usualLine);
}

/** Whether a shorter run is a key's last line and no word of the code. */
function isLastLine(text: string, { start, end }: Span): boolean {
  const line = text.slice(start, end);
  return (
    line.endsWith('=') || (isRandom(line) && /^[ \t]{0,8}(?:$|[\r\n"'`\\])/.test(text.slice(end, end + 9)))
  );
}

/** Whether a line end that is written `\\n` ends at a place. */
function isEscape(text: string, at: number): boolean {
  return text[at - 2] === '\\' && /[rn]/.test(text[at - 1] as string);
}

/** The Base64 lines right above an end mark, whose start was cut off. */
function linesBefore(text: string, mark: number, floor: number): Span[] {
  const lines: Span[] = [];
  let at = mark;
  while (at > floor) {
    let behind = at;
    while (behind > floor && (gapBefore.test(text[behind - 1] as string) || isEscape(text, behind))) behind--;
    let before = behind;
    while (before > floor && /[A-Za-z0-9+/=]/.test(text[before - 1] as string)) before--;
    // A diff's mark in front of a line is no part of the key.
    if (text[before] === '+' && (before === 0 || text[before - 1] === '\n')) before++;
    const line = { start: before, end: behind };
    const isWhole = behind - before >= shortestLine;
    if (isWhole ? !isKeyLine(text, line) : lines.length > 0 || !isLastLine(text, line)) break;
    lines.push(line);
    at = before;
  }
  return lines.some(({ start, end }) => end - start >= shortestLine) ? lines.reverse() : [];
}
