import { oneLine } from '../../core/oneLine.js';
import type { Report } from './report.js';
import { type Section, sectionsOf } from './sections.js';
import type { Table } from './table.js';

const mostTasks = 25;

/** The report's tables as Markdown (GitHub's), for a pull request or a paper; plots are in the HTML. */
export function reportMarkdown(report: Report): string {
  const about = report.about.map(([label, value]) => `- ${escaped(label)}: ${escaped(value)}`).join('\n');
  const sections = sectionsOf(report, mostTasks).flatMap((section) => partsOf(section, '##'));
  const answers = report.answers.map((answer) => `**${escaped(answer)}**`);
  const parts = [`# ${escaped(report.name)}`, ...answers, about, ...sections];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function partsOf(
  { title, paragraphs = [], items = [], table, parts = [] }: Section,
  level: string,
): string[] {
  const body = [
    ...paragraphs,
    ...(items.length > 0 ? [items.map((item) => `- ${escaped(item)}`).join('\n')] : []),
    ...(table ? [tableText(table)] : []),
    ...parts.flatMap((part) => partsOf(part, `${level}#`)),
  ];
  return body.length === 0 ? [] : [`${level} ${title}`, ...body];
}

function tableText({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    escaped(caption),
    '',
    line(columns.map(({ title }) => escaped(title))),
    line(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
    ...rows.map(({ cells }) =>
      line(cells.map(({ text, note }) => escaped(text) + (note ? `<br>${escaped(note)}` : ''))),
    ),
  ].join('\n');
}

/** Text on one line that Markdown and the HTML in it leave as it is. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>|#~!&$]/g, (character) => `\\${character}`);
}
