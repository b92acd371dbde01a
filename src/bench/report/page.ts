import { html, type Markup, markupText, nothing } from './markup.js';
import { type Plot, plotFile } from './plots.js';
import type { Report } from './report.js';
import { type Section, sectionsOf } from './sections.js';
import { documentCss } from './style.js';
import { drawing } from './svg/drawing.js';
import type { Column, Table, TableCell } from './table.js';

interface PageOptions {
  /** In the editor: tasks are buttons that open them (`data-door`, `data-task`), plots have one to save them (`data-save-plot`). */
  readonly interactive: boolean;
}

/** Rows of tasks that a page shows; a browser grows slow with many more. */
const mostTasks = 500;

/** What stands in the page: well-formed as XML too, without a script and without anything from elsewhere. */
export function reportBody(report: Report, { interactive }: PageOptions): string {
  const { name, about, answers } = report;
  const facts = about.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`);
  return markupText(html`<main class="report">
<header>${answers.map((answer) => html`<p class="answer">${answer}</p>`)}<h1>${name}</h1><p class="soft">Report of a benchmark run</p>${facts.length === 0 ? nothing : html`<dl>${facts}</dl>`}</header>
${sectionsOf(report, mostTasks).map((section) => html`<section>${sectionMarkup(section, 2, interactive)}</section>\n`)}</main>`);
}

/** The report as one HTML file that needs nothing else and runs nothing. */
export function reportHtml(report: Report): string {
  const head = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${report.name}: Bouncer report</title>
<style>${documentCss}</style>
</head>
<body>`;
  return `${markupText(head)}\n${reportBody(report, { interactive: false })}\n</body>\n</html>\n`;
}

function sectionMarkup(section: Section, level: number, interactive: boolean): Markup {
  const { title, paragraphs = [], items = [], table, plots = [], parts = [] } = section;
  return html`<h${level}>${title}</h${level}>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}${items.length === 0 ? nothing : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`}${table ? tableMarkup(table, interactive) : nothing}${plots.length === 0 ? nothing : html`<div class="plots">${plots.map((plot) => figure(plot, interactive))}</div>`}
${parts.map((part) => sectionMarkup(part, level + 1, interactive))}`;
}

/** A table with a caption, heads of columns and of rows, numbers to the right. */
function tableMarkup({ caption, columns, rows }: Table, interactive: boolean): Markup {
  const heads = columns.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`);
  const body = rows.map(({ cells, isOwn }) => {
    const row = cells.map((cell, i) => cellMarkup(cell, columns[i]?.kind ?? 'name', i === 0, interactive));
    return html`<tr class="${isOwn ? 'this' : 'other'}">${row}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

function cellMarkup(
  { text, note, share, task }: TableCell,
  kind: Column['kind'],
  isHead: boolean,
  interactive: boolean,
): Markup {
  const shown =
    interactive && task
      ? html`<button type="button" data-door="${task.door}" data-task="${task.task}">${text}</button>`
      : html`${text}`;
  const small = note ? html`<span class="note">${note}</span>` : nothing;
  return isHead
    ? html`<th scope="row" class="${kind}">${shown}${small}</th>`
    : html`<td class="${share === undefined ? kind : `${kind} share${Math.round(10 * share)}`}">${shown}${small}</td>`;
}

function figure(plot: Plot, interactive: boolean): Markup {
  const save = interactive
    ? html`<button type="button" data-save-plot="${plot.id}" aria-label="Save the plot &quot;${plot.title}&quot;">Save as SVG</button>`
    : html`<a download="${plot.id}.svg" href="data:image/svg+xml;charset=utf-8,${encodeURIComponent(plotFile(plot))}" aria-label="Save the plot &quot;${plot.title}&quot;">Save as SVG</a>`;
  return html`<figure>${drawing(plot)}<figcaption>${plot.hint} ${save}</figcaption></figure>`;
}
