import { longestTicket } from '../../core/coverage.js';
import type { Span } from '../../core/span.js';
import type { Ticket } from '../../core/ticket.js';
import { shared } from '../check.js';
import { languageOf, wordsOf } from './language/index.js';
import { type Line, outline } from './outline.js';
import { dropped, type Section, sectionsOf } from './sections.js';
import { contentWords } from './substance.js';

export type TicketReading = ReturnType<typeof readTicket>;

/** A ticket, read once: what its author says, apart from what a template and other people say. */
export const readTicket = shared((ticket: Ticket) => {
  const { whole, from } = titleAndBody(ticket);
  const shown = without(whole, comments(whole));
  const { lines, blocks } = outline(shown, from);
  const language = languageOf(wordsForLanguage(shown, lines));
  const titleEnd = ticket.title.offset + ticket.title.text.length;
  const isTitle = ({ start, end }: Span) => start < titleEnd && end > ticket.title.offset;
  const sections = sectionsOf(shown, lines, language, isTitle);
  const titleLine = lines.find(isTitle);
  const isSection = sections.some(({ heading }) => heading.start === titleLine?.start);
  const title = isSection ? '' : withoutTags(ticket.title.text);
  // What Rewrite Ticket put there is no template of the project's.
  const isOwn = ({ heading, end }: Section) =>
    whole.slice(heading.end, end).trimStart().startsWith('<!-- TODO: ');
  const unanswered = sections.filter((section) => !section.answered && !isOwn(section));
  const gaps = [
    ...unanswered.map(({ heading }) => heading),
    ...lines.filter(({ kind }) => kind === 'template'),
  ];
  const isDropped = dropped(lines, sections, isTitle);
  const said = masked(shown, lines, (line) => !isDropped(line));
  const isProse = (line: Line) => (isTitle(line) && !isSection) || isSaid(line, isDropped);
  const own = withoutLabels(masked(shown, lines, isProse), lines, isTitle).replace(shownElsewhere, blank);
  const prose = own.replace(inlineCode, blank);
  // Which browser somebody has says nothing about the work.
  const work = without(
    own,
    sections.filter(({ topic }) => topic === 'environment'),
  );
  return {
    ticket,
    /** The language of its sentences; nothing for one that is not read, in which no turn of phrase is known. */
    language,
    /** Title and body as they stand, at the offsets of the ticket's text. */
    whole,
    /** What its author put there, with all else blanked out, at the same offsets. */
    said,
    /** Its author's sentences with the code in them: without blocks, tables, quotes, pictures and labels. */
    sentences: own,
    /** `sentences` without what is said of the environment. */
    work,
    /** Its author's sentences: without code, tables, quotes, addresses and headings, at the same offsets. */
    prose,
    /** `said` without what is blanked out, for measures of the text. */
    text: compact(shown, lines, isDropped, sections),
    /** Blocks of code, output and stack traces. */
    blocks,
    sections,
    /** Parts of a template that nobody filled in. */
    gaps: unique(gaps),
    /** The title without tags such as `[Bug]:`; empty where it is a template's heading. */
    title,
    /** Number of words of prose. */
    words: wordsOf(prose).length,
    /** Words that say something about the work, of the whole and of what follows the title. */
    content: {
      all: contentWords(work, language).length,
      body: contentWords(isSection ? work : work.slice(ticket.body.offset), language).length,
    },
  };
});

/** The text with all but title and body blanked out, and where the title's line starts. */
function titleAndBody({ text, title, body }: Ticket): { whole: string; from: number } {
  const lineStart = text.lastIndexOf('\n', title.offset - 1) + 1;
  // Marks of a heading, but no key of front matter.
  const marks = /^[#\s]*$|^h\d\.\s*$/.test(text.slice(lineStart, title.offset)) ? lineStart : title.offset;
  const titleEnd = title.offset + title.text.length;
  const bodyStart = title.offset < body.offset ? Math.max(body.offset, titleEnd) : body.offset;
  const others = [
    { start: 0, end: title.offset < body.offset ? marks : bodyStart },
    { start: titleEnd, end: bodyStart },
  ];
  return { whole: without(text.slice(0, longestTicket), others), from: Math.min(marks, body.offset) };
}

const isSaid = (line: Line, isDropped: (line: Line) => boolean) =>
  (line.kind === 'text' || line.kind === 'box') && !isDropped(line);

/** The sentences by which a language is told: its author's, or where there are none a template's. */
function wordsForLanguage(text: string, lines: readonly Line[]): string {
  const of = (...kinds: readonly Line['kind'][]) =>
    lines
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ start, end }) => text.slice(start, end))
      .join('')
      .replace(shownElsewhere, ' ')
      .replace(inlineCode, ' ');
  const own = of('text', 'box', 'heading');
  return (own.match(/\p{L}{2,}/gu)?.length ?? 0) < fewWords ? own + of('template', 'quote') : own;
}

/** With fewer words a language is hard to tell. */
const fewWords = 20;

/** A text in which only some lines stand. */
function masked(text: string, lines: readonly Line[], isKept: (line: Line) => boolean): string {
  const before = { start: 0, end: lines[0]?.start ?? text.length };
  return without(text, [before, ...lines.filter((line) => !isKept(line))]);
}

/** A text with some stretches of it blanked out, in the order of their starts. */
function without(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    const from = Math.max(start, at);
    if (end <= at) continue;
    parts.push(text.slice(at, from), blank(text.slice(from, end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** The labels in front of answers (`Expected: …`) are headings, no prose. */
function withoutLabels(prose: string, lines: readonly Line[], isTitle: (span: Span) => boolean): string {
  const labels = lines.flatMap((line) =>
    line.answer === undefined || line.kind !== 'text' || isTitle(line)
      ? []
      : { start: line.start, end: line.answer },
  );
  return without(prose, labels);
}

function compact(
  text: string,
  lines: readonly Line[],
  isDropped: (line: Line) => boolean,
  sections: readonly Section[],
): string {
  // A heading that asks and has its answer is no question; an answer beside it may ask.
  const answered = new Map(
    sections.filter((one) => one.answered).map(({ heading }) => [heading.start, heading.end]),
  );
  const kept = lines
    .filter((line) => !isDropped(line))
    .map(({ start, end }) => {
      const headingEnd = answered.get(start) ?? start;
      const line = text.slice(start, headingEnd).replace(/[?？]/g, ' ') + text.slice(headingEnd, end);
      return line.replace(/(?<![ \t\r])[ \t\r]+$/gm, '').replace(/\r/g, '');
    });
  return kept
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function unique(spans: readonly Span[]): Span[] {
  const seen = new Map(spans.map((span) => [span.start, span]));
  return [...seen.values()].sort((a, b) => a.start - b.start).map(({ start, end }) => ({ start, end }));
}

const inlineCode = /``[^`\n]{1,200}``|`[^`\n]{1,200}`|\{\{[^}\n]{1,200}\}\}/g;
/** Links, pictures and tags. */
const shownElsewhere =
  /!\[[^\]\n]{0,200}\]\([^)\s]{0,2000}\)|![^\s!|]{1,200}\.\w{2,5}(?:\|[^!\n]{0,80})?!|\bhttps?:\/\/[^\s)\]>"']{1,2000}|<\/?[a-zA-Z][^<>\n]{0,300}>/g;

/** HTML comments; one without an end is none. */
function comments(text: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const end = text.indexOf('-->', start);
    if (end < 0) break;
    spans.push({ start, end: end + 3 });
    start = text.indexOf('<!--', end + 3);
  }
  return spans;
}

/** A title without what trackers and people tag it with. */
function withoutTags(title: string): string {
  return title.replace(
    /^(?:\s*(?:\[[^\]\n]{1,40}\]|(?:re|fwd?|aw|wg|tr|rv|bug|bugs|feature|feat|fix|task|story|issue|chore|docs|refactor|perf|test)(?:\([^)\n]{1,40}\))?!?(?=:))\s*:?)+/i,
    '',
  );
}

/** Blanks that keep the lines, so that offsets and line starts stay. */
export function blank(text: string): string {
  return text.replace(/[^\n\r]+/g, (line) => ' '.repeat(line.length));
}
