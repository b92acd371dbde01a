import type { Fact } from '../../core/evidence.js';
import type { Place } from '../../core/place.js';
import { type Span, united } from '../../core/span.js';
import { sentenceOf } from './concepts.js';
import { readingsOf } from './readings.js';
import { answersAtOnce, opensFrame, type Said, steers } from './rules.js';

/**
 * Where a text speaks to whoever rates it instead of to whoever works on it: orders to forget instructions or to choose
 * a label, marks of a chat's frame, claims that it was decided already. Text can't change a decision; that it tries is
 * worth a finding, and the words are kept from a model.
 *
 * A span is a whole paragraph, a block of comment lines, or the string or name within a line of code.
 */
export function ordersToJudge(text: string): Span[] {
  const spans: Span[] = [];
  const isPatch = /^(?:diff |--- |@@ )/m.test(text);
  let framed = 0;
  for (const block of blocksOf(text, isPatch)) {
    const said: Said = { framed: framed > 0, aboutVerdict: false, inCode: block.inCode ?? false };
    if (blockSteers(block, said)) spans.push({ start: block.start, end: block.end });
    // A frame's mark counts for what stands right below it, too.
    framed = said.framed ? (framed > 0 ? framed - 1 : 2) : 0;
  }
  return united(spans);
}

/** The fact about them, the same for tickets and patches. */
export function ordersFact(count: number, places: readonly Place[]): Fact {
  return {
    id: 'orders-to-reviewer',
    value: count,
    sentence:
      count > 0
        ? 'Contains words addressed to whoever rates it. They do not count, but a person should know.'
        : 'Contains no orders to whoever rates it.',
    places,
    level: count > 0 ? 'warning' : 'note',
  };
}

/** Text that belongs together. */
interface Block extends Span {
  readonly text: string;
  /** Whether a line of it has a mark of a chat's frame. */
  readonly framed?: boolean;
  readonly inCode?: boolean;
}

const longestSentence = 400;
const longestBlock = 1_500;

function blockSteers({ text, framed }: Block, said: Said): boolean {
  if (framed) said.framed = true;
  let isSteering = false;
  for (const sentence of sentencesOf(text)) {
    const isShort = sentence.length < shortestOrder && !/[^\0-\x7f]/.test(sentence);
    if (isShort && !said.framed) {
      steers(sentenceOf(sentence), said);
      continue;
    }
    if (/^[\p{P}\s]*$/u.test(sentence) && !said.framed) continue;
    const { clear, disguised } = readingsOf(sentence);
    isSteering =
      clear.some((reading) => steers(sentenceOf(reading), said)) ||
      disguised.some((reading) => steers(sentenceOf(reading), { ...said }, true)) ||
      isSteering;
  }
  return isSteering;
}

const shortestOrder = 10;

/** Letters of a sentence below which the next one is read with it, so that a million of a few signs take no longer. */
const shortestJoined = 80;
const parts = new RegExp(`[\\s\\S]{1,${longestSentence}}(?=\\s|$)|[\\s\\S]{1,${longestSentence}}`, 'g');

function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const sentence of text.split(/(?<=[.!?][)"'`*]{0,2})\s+(?=\S)|(?<=[。！？।])/u)) {
    const last = sentences.at(-1);
    if (last && last.length < shortestJoined && /[。！？।]$/.test(last))
      sentences.push(`${sentences.pop()}${sentence}`);
    else sentences.push(sentence);
  }
  return sentences.flatMap((sentence) =>
    sentence.length <= longestSentence ? sentence : (sentence.match(parts) ?? []),
  );
}

/** Marks in front of the words of a line: of a comment, a list, a quotation. */
const comment = /^[ \t]*(?:#(?![!#])|\/{2,4}!?|\/\*+|\*+\/?|--(?!-)|;+|%+|<!--+|>|rem\b|"""|''')[ \t]*/i;
const header =
  /^(?:diff |index |--- |\+\+\+ |@@|rename |similarity |new file|deleted file|old mode|new mode|copy |Binary )/;

function blocksOf(text: string, isPatch: boolean): Block[] {
  const blocks: Block[] = [];
  let open: { start: number; end: number; parts: string[]; kind: string } | undefined;
  const close = () => {
    if (open)
      blocks.push({
        start: open.start,
        end: open.end,
        text: open.parts.join(' '),
        framed: open.parts.some((line) => opensFrame(line.toLowerCase())),
      });
    open = undefined;
  };
  for (let at = 0; at <= text.length; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next < 0 ? text.length : next;
    // A long line in parts: a block is looked at as a whole.
    const end = Math.min(lineEnd, at + longestBlock);
    const line = text.slice(at, end);
    const inCode = isPatch && /^[ +-]/.test(line) && !header.test(line);
    const mark = inCode ? 1 : 0;
    const gutter = comment.exec(line.slice(mark))?.[0].length ?? 0;
    const indent = /^[ \t]*/.exec(line.slice(mark))?.[0].length ?? 0;
    const skipped = mark + Math.max(gutter, indent);
    const body = line.slice(skipped);
    const isOfCode = inCode && gutter === 0 && !isProse(body);
    const kind = body.trim() === '' ? '' : isOfCode ? 'code' : gutter > 0 && isPatch ? 'comment' : 'prose';
    if (kind === 'code' || (isPatch && header.test(line))) {
      close();
      if (answersAtOnce(body.toLowerCase())) {
        blocks.push({ text: body, start: at + skipped, end });
      }
      for (const part of partsOf(body))
        blocks.push({ ...part, start: at + skipped + part.start, end: at + skipped + part.end });
    } else if (kind === '') {
      if (!(open?.kind === 'comment' && gutter > 0)) close();
    } else {
      if (open && (open.kind !== kind || open.end - open.start > longestBlock)) close();
      open ??= { start: at + skipped, end, parts: [], kind };
      open.parts.push(body);
      open.end = end;
    }
    at = end === lineEnd ? lineEnd + 1 : end;
  }
  close();
  return blocks;
}

/** Whether a line of a file reads like a sentence: of documents and of texts within code. */
function isProse(body: string): boolean {
  const words = body.match(/\p{L}{2,}/gu)?.length ?? 0;
  return (
    words >= 4 &&
    !/[{}()[\];=<>]|^(?:import|from|return|def|class|const|let|var|if|for|while|assert)\b/.test(body)
  );
}

/** The strings and comments of a line of code, and its names of several words. */
function partsOf(body: string): Block[] {
  const parts: Block[] = [];
  let start = 0;
  const push = (from: number, to: number) => {
    const text = body.slice(from, to);
    if (text.trim().length >= shortestOrder) parts.push({ text, start: from, end: to, inCode: true });
  };
  for (const { index, 0: mark } of body.matchAll(/["'`]{1,3}|(?<=\s)(?:#|\/\/|\/\*|<!--|--)\s?/g)) {
    const isApostrophe = mark === "'" && /\w/.test(body[index - 1] ?? '') && /\w/.test(body[index + 1] ?? '');
    if (isApostrophe) continue;
    push(start, index);
    start = index + mark.length;
  }
  push(start, body.length);
  return parts;
}
