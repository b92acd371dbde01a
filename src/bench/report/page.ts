import {
  comparisonTable,
  confusionTable,
  figuresTable,
  leaderboardTable,
  repositoryTable,
} from './figureTables.js';
import { html, type Markup, markupText, nothing } from './markup.js';
import { doorPlots, type Plot, plotFile, sharedPlots } from './plots.js';
import type { DoorReport, Report } from './report.js';
import { failuresTable, submissionsTable, totalsTable } from './runTables.js';
import { documentCss } from './style.js';
import { drawing } from './svg/drawing.js';
import type { Table } from './table.js';
import { tableMarkup } from './tableMarkup.js';
import { taskSection } from './taskSection.js';
import { doorNames, readingSentences } from './words.js';

interface PageOptions {
  /** In the editor: tasks are buttons that open them (`data-door`, `data-task`), plots have one to save them (`data-save-plot`). */
  readonly interactive: boolean;
}

/** What stands in the page: well-formed as XML too, without a script and without anything from elsewhere. */
export function reportBody(report: Report, { interactive }: PageOptions): string {
  const shared = sharedPlots(report);
  return markupText(html`<main class="report">
<header><h1>${report.name}</h1><p class="soft">Report of a benchmark run</p>${about(report)}</header>
<section><h2>How to read this</h2>${readingSentences.map((sentence) => html`<p>${sentence}</p>`)}</section>
<section><h2>Totals</h2>${tableMarkup(totalsTable(report))}</section>
${report.doors.map((door) => doorSection(door, interactive))}
${shared.length === 0 ? nothing : html`<section><h2>Both doors</h2>${figures(shared, interactive)}</section>`}
${titled('h2', 'Failures', failuresTable(report))}
${problemSection(report)}
${taskSection(report.tasks, interactive)}
</main>`);
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

function about({ about: facts }: Report): Markup {
  if (facts.length === 0) return nothing;
  return html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function doorSection(door: DoorReport, interactive: boolean): Markup {
  const heading = html`<h2>${doorNames[door.door]}</h2>`;
  if (door.measurement.tasks === 0) {
    return html`<section>${heading}<p>No task of this door has both a gold label and a rating, so there is nothing to measure.</p></section>`;
  }
  return html`<section>${heading}
${titled('h3', 'Leaderboard', leaderboardTable(door))}
${titled('h3', 'Compared task by task', comparisonTable(door))}
<h3>Plots</h3>${figures(doorPlots(door), interactive)}
${titled('h3', 'Decisions', confusionTable(door))}
${titled('h3', 'Before and after the door', submissionsTable(door))}
${titled('h3', 'Repositories', repositoryTable(door))}
${titled('h3', 'All figures', figuresTable(door))}</section>`;
}

function problemSection({ problems }: Report): Markup {
  if (problems.length === 0) return nothing;
  return html`<section><h2>Rows left out</h2><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></section>`;
}

function titled(level: 'h2' | 'h3', title: string, table: Table | null): Markup {
  if (!table) return nothing;
  return level === 'h2'
    ? html`<section><h2>${title}</h2>${tableMarkup(table)}</section>`
    : html`<h3>${title}</h3>${tableMarkup(table)}`;
}

function figures(plots: readonly Plot[], interactive: boolean): Markup {
  return html`<div class="plots">${plots.map((plot) => figure(plot, interactive))}</div>`;
}

function figure(plot: Plot, interactive: boolean): Markup {
  const save = interactive
    ? html`<button type="button" data-save-plot="${plot.id}" aria-label="Save the plot &quot;${plot.title}&quot;">Save as SVG</button>`
    : html`<a download="${plot.id}.svg" href="data:image/svg+xml;charset=utf-8,${encodeURIComponent(plotFile(plot))}" aria-label="Save the plot &quot;${plot.title}&quot;">Save as SVG</a>`;
  return html`<figure>${drawing(plot)}<figcaption>${plot.hint} ${save}</figcaption></figure>`;
}
