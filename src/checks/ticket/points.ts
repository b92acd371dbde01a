import type { Span } from '../../core/span.js';
import { shared } from '../check.js';
import type { TicketReading } from './reading.js';
import type { Section } from './sections.js';

/**
 * What a ticket asks for, a stretch of its text each, in the order of the text: boxes to tick, items of lists under
 * headings such as _Acceptance criteria_, and sentences that say what should or must be.
 */
export const pointsOf = shared((reading: TicketReading): readonly Span[] => {
  const { sentences, sections, language, ticket } = reading;
  const wanted = modals[language?.lexicon.code ?? ''];
  const points: Span[] = [];
  const sectionAt = sectionsInOrder(sections);
  const titleEnd = ticket.title.offset + ticket.title.text.length;
  let paragraph: Span | undefined;
  const closeParagraph = () => {
    if (paragraph && wanted) points.push(...sentencesIn(sentences, paragraph, wanted));
    paragraph = undefined;
  };
  let item: { start: number; end: number } | undefined;
  for (const line of linesOf(sentences)) {
    const text = sentences.slice(line.start, line.end);
    const isBlank = text.trim() === '';
    if (item && !isBlank && /^\s/.test(text) && !listMark.test(text)) {
      item.end = line.end;
      continue;
    }
    item = undefined;
    const section = sectionAt(line.start);
    if (isBlank || line.start < titleEnd || isElsewhere(section, ticket.text)) {
      closeParagraph();
      continue;
    }
    const mark = listMark.exec(text);
    if (!mark) {
      paragraph = { start: paragraph?.start ?? line.start, end: line.end };
      continue;
    }
    closeParagraph();
    const rest = text.slice(mark[0].length);
    const isAsked = mark[1] !== undefined || asks(section, ticket.text) || wanted?.test(rest);
    if (!isAsked || !/\p{L}/u.test(rest) || rest.trim().endsWith('?')) continue;
    item = { start: line.start + mark[0].length, end: line.end };
    points.push(item);
  }
  closeParagraph();
  return points.map((span) => trimmed(ticket.text, span));
});

const listMark = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(\[[ xX]\]\s+)?/;

/** Words that say what is wanted, by language. */
const modals: Readonly<Record<string, RegExp>> = {
  en: /\b(?:should(?:n['’]t)?|must(?:n['’]t)?|shall|needs? to)\b/i,
  de: /(?<!\p{L})(?:soll(?:te|ten|en)?|muss|müssen|darf nicht|dürfen nicht)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:doit|doivent|devrait|devraient)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:debe|deben|debería|deberían)(?!\p{L})/iu,
  pt: /(?<!\p{L})(?:deve|devem|deveria|deveriam)(?!\p{L})/iu,
  pl: /(?<!\p{L})(?:powinien|powinna|powinno|powinny|musi|muszą)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:должен|должна|должно|должны)(?!\p{L})/iu,
  ja: /べき|なければならない|必要がある/,
  ko: /해야|되어야/,
  zh: /应该|应当|必须|應該|必須/,
};

/** Headings under which each item of a list is asked for. */
const askingHeading =
  /\b(?:requirements?|acceptance|criteria|definition of done|done when|must[- ]haves?|rules|tasks|to[- ]?dos?|deliverables|scope|specification)\b/i;
/** What is said there is wanted by nobody, or not yet. */
const notAskingHeading =
  /\b(?:non[- ]?goals?|out of scope|not in scope|later|future|optional|nice[- ]to[- ]haves?|motivation|background|alternatives?)\b/i;

function asks(section: Section | undefined, text: string): boolean {
  if (!section) return false;
  return section.topic === 'expected' || askingHeading.test(headingOf(section, text));
}

const otherTopics: readonly unknown[] = ['steps', 'environment', 'alternatives', 'cause', 'actual'];

function isElsewhere(section: Section | undefined, text: string): boolean {
  if (!section) return false;
  return otherTopics.includes(section.topic) || notAskingHeading.test(headingOf(section, text));
}

function headingOf({ heading }: Section, text: string): string {
  return text.slice(heading.start, heading.end);
}

/** The innermost section around ascending offsets. */
function sectionsInOrder(sections: readonly Section[]): (offset: number) => Section | undefined {
  let next = 0;
  const open: Section[] = [];
  return (offset) => {
    for (; next < sections.length && (sections[next] as Section).start <= offset; next++) {
      open.push(sections[next] as Section);
    }
    while (open.length > 0 && (open.at(-1) as Section).end <= offset) open.pop();
    return open.at(-1);
  };
}

function* linesOf(text: string): Generator<Span> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end };
    start = end + 1;
  }
}

/** The sentences of a paragraph that say what is wanted; a question says nothing. */
function sentencesIn(text: string, { start, end }: Span, wanted: RegExp): Span[] {
  const found: Span[] = [];
  for (const match of text
    .slice(start, end)
    .matchAll(/[^.!?。！？]*(?:[.!?](?!\s|$)[^.!?。！？]*)*(?:[.!?。！？]|$)/g)) {
    const [sentence] = match;
    if (!wanted.test(sentence) || /[?？]$/.test(sentence)) continue;
    found.push({ start: start + match.index, end: start + match.index + sentence.length });
  }
  return found;
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}
