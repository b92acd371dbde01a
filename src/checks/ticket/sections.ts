import type { Span } from '../../core/span.js';
import type { Language, Topic } from './language/index.js';
import type { Line } from './outline.js';
import { contentWords } from './substance.js';

/** A heading with what stands below it, or a label with what stands behind it. */
export interface Section extends Span {
  readonly topic?: Topic;
  readonly heading: Span;
  /** Whether its author said anything there: words, code or a picture. */
  readonly answered: boolean;
}

/** Topics that are about the form or the side, so that what is ticked there says nothing. */
const formTopics: readonly (Topic | undefined)[] = ['checklist', 'context', 'problem', 'environment'];

/** A ticket's sections, in the order of their headings and labels. */
export function sectionsOf(
  text: string,
  lines: readonly Line[],
  language: Language | undefined,
  isTitle: (span: Span) => boolean,
): Section[] {
  const sections: Section[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.answer !== undefined && line.topic && !isTitle(line)) {
      const heading = { start: line.start, end: line.answer };
      const answer = text.slice(line.answer, line.end);
      const own = { start: line.start, end: line.end, heading, topic: line.topic };
      if (answer.trim() !== '') sections.push({ ...own, answered: says(answer, language) });
    }
    if (line.kind !== 'heading') continue;
    // Whose first line is a heading of a template has no title.
    if (isTitle(line) && !(line.level !== 1 && line.topic && isTemplateHeading(text, line))) continue;
    let next = i + 1;
    while (next < lines.length && (lines[next] as Line).kind !== 'heading') next++;
    const below = lines.slice(i + 1, next);
    const answered = below.some(
      ({ kind, start, end, answer }) =>
        kind === 'code' ||
        kind === 'table' ||
        kind === 'quote' ||
        (kind === 'box' && !formTopics.includes(line.topic)) ||
        (kind === 'text' && says(text.slice(answer ?? start, end), language)),
    );
    if (line.topic === 'checklist') continue;
    sections.push({
      start: line.start,
      end: lines[next - 1]?.end ?? line.end,
      heading: { start: line.start, end: line.end },
      answered,
      topic: line.topic,
    });
  }
  // What is said below a part is said below the whole.
  const levels = new Map(lines.map(({ start, level = 9 }) => [start, level]));
  const levelOf = ({ heading }: Section) => levels.get(heading.start) ?? 9;
  return sections.map((section, i) => {
    if (section.answered) return section;
    const rest = sections.slice(i + 1, i + 1 + mostParts);
    const end = rest.findIndex((other) => levelOf(other) <= levelOf(section));
    const parts = end < 0 ? rest : rest.slice(0, end);
    return parts.some(({ answered }) => answered) ? { ...section, answered: true } : section;
  });
}

/** Parts of a section that are looked at. */
const mostParts = 30;

/** Whether a text says anything: a word that is not idle, a number, code, or a picture. */
function says(text: string, language: Language | undefined): boolean {
  return /`[^`\n]+`|!\[|<img\b|^\s*![\w.-]+\.\w+|\d/.test(text.replace(listMark, '')) || /https?:/.test(text)
    ? true
    : contentWords(text, language).length > 0;
}

const listMark = /^\s*(?:[-*+#]|\d+[.)])(?=\s|$)/;

function isTemplateHeading(text: string, { start, end }: Span): boolean {
  return contentWords(text.slice(start, end), undefined).length <= 2;
}

/** Which lines are not the author's: a template's, its unanswered headings, and boxes of a form. */
export function dropped(
  lines: readonly Line[],
  sections: readonly Section[],
  isTitle: (span: Span) => boolean,
): (line: Line) => boolean {
  const out = new Set<Line>();
  const unanswered = new Set(sections.flatMap(({ answered, heading }) => (answered ? [] : [heading.start])));
  let topic: Topic | undefined;
  let empty = false;
  for (const line of lines) {
    if (line.kind === 'heading') {
      topic = line.topic;
      empty = unanswered.has(line.start);
    }
    const isForm = line.kind === 'box' && formTopics.includes(topic);
    const isJunk = empty && line.kind !== 'code';
    const isLabel = line.answer !== undefined && unanswered.has(line.start);
    const isChecklist = topic === 'checklist' && (line.kind === 'heading' || line.kind === 'box');
    if (line.kind === 'template' || isForm || isJunk || isLabel || isChecklist) out.add(line);
  }
  return (line) => out.has(line) && !(isTitle(line) && line.kind !== 'template' && line.kind !== 'heading');
}
