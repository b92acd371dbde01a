import { styleText } from 'node:util';
import { escaped, visible } from '../core/oneLine.js';
import type { Place } from '../core/place.js';
import { type Finding, sureFindings } from '../core/rating.js';
import { headline, usageSentence, whyWords } from '../core/ratingWords.js';
import type { RatedVerdict, Verdict } from '../core/verdict.js';
import { basisTold, checklistTold, questionsTold, type ToldChecklist, type ToldQuestion } from './told.js';

type Format = Parameters<typeof styleText>[0];

/** Text in a style, or as it is where the output is no terminal. */
export type Style = (format: Format, text: string) => string;

export const plain: Style = (_, text) => text;
export const coloured: Style = (format, text) => styleText(format, text);

const outcomeFormats: Readonly<Record<Verdict['decision'], Format>> = {
  proceed: ['bold', 'green'],
  abstain: ['bold', 'red'],
  unrated: ['bold', 'yellow'],
};

const severityFormats: Readonly<Record<Finding['severity'], Format>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** A verdict as people read it. `text` is the rated document, whose lines are shown under the findings. */
export function verdictText(verdict: Verdict, text: string, style: Style): string {
  const { decision, source, findings, usage } = verdict;
  const outcome = style(outcomeFormats[decision], headline(verdict));
  const parts = [`${escaped(source)}: ${outcome}\n  ${escaped(whyWords(verdict))}`];
  if (verdict.unrated) {
    parts.push(`  Next: ${escaped(verdict.unrated.nextStep)}`);
    if (usage) parts.push(style('dim', `  ${usageSentence(usage)}`));
  } else {
    parts.push(indent(visible(verdict.explanation)));
    const lines = text.split(/\r\n|\r|\n/);
    const told = sureFindings(verdict);
    parts.push(...told.map((finding) => findingText(finding, lines, style)));
    const unsure = findings.length - told.length;
    if (unsure > 0)
      parts.push(
        style(
          'dim',
          `  ${unsure} unsure ${unsure === 1 ? 'finding is' : 'findings are'} left out; --json has them.`,
        ),
      );
    const questions = questionsTold(verdict);
    if (questions.length > 0) parts.push(questionsText(questions, style));
    const checklist = checklistTold(verdict);
    if (checklist) parts.push(checklistText(checklist, style));
    parts.push(style('dim', footer(verdict)));
  }
  return `${parts.join('\n\n')}\n`;
}

function findingText(finding: Finding, lines: readonly string[], style: Style): string {
  const head = `  ${style(severityFormats[finding.severity], finding.severity)}  ${escaped(finding.message)}`;
  const { place } = finding;
  if (!place) return head;
  const where = [place, ...(finding.otherPlaces ?? [])].map(placeText).join(', ');
  return `${head} ${style('dim', `(${where})`)}\n${underlined(place, lines, style)}`;
}

function placeText({ file, range: { start } }: Place): string {
  if (!file) return `${start.line}:${start.column}`;
  return `${escaped(file.path)}:${file.line}${file.side === 'old' ? ' (deleted)' : ''}`;
}

const widestLine = 100;

function underlined({ file, range: { start, end } }: Place, lines: readonly string[], style: Style): string {
  const line = lines[start.line - 1] ?? '';
  const from = Math.max(0, Math.min(start.column - 1, line.length));
  const to = end.line > start.line ? line.length : Math.max(from + 1, Math.min(end.column - 1, line.length));
  const left = from > widestLine / 2 ? from - 20 : 0;
  const shown = line.slice(left, left + widestLine).replaceAll('\t', ' ');
  const before = escaped(shown.slice(0, from - left));
  const marked = escaped(shown.slice(from - left, to - left));
  // A line of a patch has no number that anybody sees; the line of its file stands above.
  const number = (file ? '' : String(start.line)).padStart(6);
  const blank = ' '.repeat(number.length);
  return [
    `${style('dim', `${number} │`)} ${before}${marked}${escaped(shown.slice(to - left))}`,
    `${style('dim', `${blank} │`)} ${' '.repeat(before.length)}${style('yellow', '~'.repeat(Math.max(1, marked.length)))}`,
  ].join('\n');
}

function questionsText(questions: readonly ToldQuestion[], style: Style): string {
  const numbered = questions.map(
    ({ text, worth }, i) => `    ${i + 1}. ${escaped(text)}${worth && ` ${style('dim', worth)}`}`,
  );
  return ['  Questions to ask', ...numbered].join('\n');
}

function checklistText({ title, points }: ToldChecklist, style: Style): string {
  const rows = points.map(({ state, text, why, places }) => {
    const said = [state === 'not met' && escaped(why.replace(/\.$/, '')), ...places.map(placeText)];
    const basis = said.filter(Boolean).join(', ');
    const format = stateFormats[state] ?? 'dim';
    return `    ${style(format, state.padEnd(8))} ${escaped(text)}${basis && style('dim', ` (${basis})`)}`;
  });
  return [`  ${title}`, ...rows].join('\n');
}

const stateFormats: Readonly<Record<string, Format>> = { met: 'green', 'not met': 'red' };

function footer(verdict: RatedVerdict): string {
  const unread = verdict.coverage.files.filter((file) => file.how !== 'reviewed');
  const [reviewed = '', ...rest] = basisTold(verdict).map((line) => `  ${escaped(line)}`);
  return [
    reviewed,
    ...(unread.length > 0 ? ['  Not line by line:'] : []),
    ...unread.map((file) => `    ${escaped(file.path)} (${file.how}: ${escaped(file.why)})`),
    ...rest,
  ].join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
