import { once } from 'node:events';
import { count } from '../bench/report/words.js';
import { visible } from '../core/oneLine.js';
import type { RowProblem } from '../rows/row.js';

/** Tells a person something, on standard error. What a file, a server or a model said may be in it. */
export function say(text: string): void {
  process.stderr.write(`${visible(text)}\n`);
}

/** The first problems of rows, a line each, and how many more there are. */
export function problemLines(problems: readonly RowProblem[], most = 20): string[] {
  const told = problems.slice(0, most).map(({ message }) => message);
  const more = problems.length - told.length;
  return more > 0 ? [...told, `… and ${count(more)} more`] : told;
}

/** What goes to standard output as it is, unless that is a person's terminal. */
export function shown(text: string): string {
  return process.stdout.isTTY ? visible(text) : text;
}

/** Writes to standard output, waiting where the reader is slow, so that streaming stays streaming. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
