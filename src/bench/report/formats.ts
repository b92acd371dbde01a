import { reportFiguresCsv, reportTasksCsv } from './csv.js';
import { reportMarkdown } from './markdown.js';
import { reportHtml } from './page.js';
import type { Report } from './report.js';

/** What a report is written as. */
export const reportFormats = {
  md: reportMarkdown,
  html: reportHtml,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: reportFiguresCsv,
  tasks: reportTasksCsv,
} as const satisfies Readonly<Record<string, (report: Report) => string>>;

export type ReportFormat = keyof typeof reportFormats;
