import type { Span } from '../../core/span.js';

/** Text that belongs together: a paragraph, a block of comment lines, or a string within a line of code. */
export interface Block extends Span {
  readonly text: string;
  readonly kind: 'prose' | 'comment' | 'string' | 'code' | 'header';
  /** The file in which it stands, as a patch names it. */
  readonly path: string;
  /** Strings of several lines as one. */
  readonly isJoined?: boolean;
}

const longestBlock = 1_500;
const shortestPart = 6;
/** Words that the names in a piece of code have, below which they say nothing. */
const leastWords = 3;

/** Marks in front of the words of a line: of a comment, a list, a quotation. */
const comment = /^[ \t]*(?:#(?![!#])|\/{2,4}!?|\/\*+|\*+\/?|--(?!-)|;+|%+|<!--+|>|rem\b|"""|''')[ \t]*/i;
const header =
  /^(?:diff |index |--- |\+\+\+ |@@|rename |similarity |new file|deleted file|old mode|new mode|copy |Binary )/;

/** A ticket's paragraphs, or a patch's comments, sentences, strings and code, in the order of the text. */
export function blocksOf(text: string): Block[] {
  const isPatch = /^(?:diff |--- |@@ )/m.test(text);
  const blocks: Block[] = [];
  let path = '';
  let open: { start: number; end: number; lines: string[]; kind: 'prose' | 'comment' } | undefined;
  const close = () => {
    if (open)
      blocks.push({ start: open.start, end: open.end, text: open.lines.join('\n'), kind: open.kind, path });
    open = undefined;
  };
  for (let at = 0; at <= text.length; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next < 0 ? text.length : next;
    // A long line in parts: a block is looked at as a whole.
    const end = Math.min(lineEnd, at + longestBlock);
    const line = text.slice(at, end);
    if (isPatch && header.test(line)) {
      close();
      path = /^\+\+\+ (?:b\/)?(\S+)/.exec(line)?.[1] ?? path;
      blocks.push({ text: line, kind: 'header', path, start: at, end });
      at = end === lineEnd ? lineEnd + 1 : end;
      continue;
    }
    const inFile = isPatch && /^[ +-]/.test(line);
    const mark = inFile ? 1 : 0;
    const gutter = comment.exec(line.slice(mark))?.[0].length ?? 0;
    const indent = /^[ \t]*/.exec(line.slice(mark))?.[0].length ?? 0;
    const skipped = mark + Math.max(gutter, indent);
    const body = line.slice(skipped);
    if (body.trim() === '') {
      if (!(open?.kind === 'comment' && gutter > 0)) close();
    } else if (inFile && gutter === 0 && !isProse(body)) {
      close();
      for (const { text, kind, start, end } of partsOf(body))
        blocks.push({ text, kind, path, start: at + skipped + start, end: at + skipped + end });
    } else {
      const kind = gutter > 0 && isPatch ? 'comment' : 'prose';
      if (open && (open.kind !== kind || open.end - open.start > longestBlock)) close();
      open ??= { start: at + skipped, end, lines: [], kind };
      open.lines.push(body);
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
    !/[{}()[\];=<>]|^["'`]|^(?:import|from|return|def|class|const|let|var|if|for|while|assert)\b/.test(body)
  );
}

type Part = Pick<Block, 'text' | 'start' | 'end' | 'kind'>;

/** The strings and the comment of a line of code, each by itself, and the line as a whole, for its names. */
function partsOf(body: string): Part[] {
  const parts: Part[] = [];
  const push = (start: number, end: number, kind: Part['kind']) => {
    const text = body.slice(start, end);
    if (kind === 'code' && (text.match(/[A-Z]{2,}|[A-Z]?[a-z]+|[^\0-\x7f]+/g)?.length ?? 0) < leastWords)
      return;
    if (text.trim().length >= shortestPart) parts.push({ text, start, end, kind });
  };
  const unclosed = new Set<string>();
  let bare = 0;
  for (let at = 0; at < body.length; at++) {
    const sign = body[at] as string;
    if (/["'`]/.test(sign)) {
      const isApostrophe = sign === "'" && /\w/.test(body[at - 1] ?? '') && /\w/.test(body[at + 1] ?? '');
      const end = isApostrophe || unclosed.has(sign) ? -1 : body.indexOf(sign, at + 1);
      if (end < 0) {
        unclosed.add(sign);
        continue;
      }
      push(bare, at, 'code');
      push(at + 1, end, 'string');
      at = end;
      bare = end + 1;
    } else if (
      /[#/<-]/.test(sign) &&
      /^(?:#|\/\/|\/\*|<!--|--)\s/.test(body.slice(at, at + 6)) &&
      /\s/.test(body[at - 1] ?? ' ')
    ) {
      push(bare, at, 'code');
      push(at + 2, body.length, 'comment');
      return parts;
    }
  }
  push(bare, body.length, 'code');
  return parts;
}

const longestSentence = 400;
/** Letters of a sentence below which the next one is read with it, so that a million of a few signs take no longer. */
const shortestJoined = 80;
const pieces = new RegExp(`[\\s\\S]{1,${longestSentence}}(?=\\s|$)|[\\s\\S]{1,${longestSentence}}`, 'g');

/** The sentences and list items of a block. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const sentence of text.split(
    /(?<=[.!?][)"'`*]{0,2})\s+(?=\S)|\n(?=[ \t]{0,8}(?:[-*+•]|\d{1,2}[.)]) )|(?<=[。！？।])/u,
  )) {
    const last = sentences.at(-1);
    if (last && (last.length < 12 || (last.length < shortestJoined && /[。！？।]$/.test(last))))
      sentences.push(`${sentences.pop()} ${sentence}`);
    else sentences.push(sentence);
  }
  return sentences.flatMap((sentence) =>
    sentence.length <= longestSentence ? sentence : (sentence.match(pieces) ?? []),
  );
}
