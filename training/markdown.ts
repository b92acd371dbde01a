import { readFileSync, writeFileSync } from 'node:fs';
import type { Estimate } from '../src/stats/bootstrap.js';

/** A table in Markdown; cells are the project's own words and numbers. */
export function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...lines.map(row)].join('\n');
}

export function interval({ low, high }: Estimate): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

/** A share in percent; a dash where there is none. */
export function share(value: number): string {
  return Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)}%`;
}

/**
 * Puts figures between the marks of a page, or compares them with what stands there; says which, and whether it is the
 * same.
 *
 * @param command what makes the figures, as the mark names it
 */
export function placeFigures(path: string, command: string, figures: string, check = false): boolean {
  const [start, end] = [`<!-- figures: ${command} -->\n`, '<!-- end of figures -->'];
  const page = readFileSync(path, 'utf8');
  const from = page.indexOf(start) + start.length;
  const to = page.indexOf(end, from);
  if (from < start.length || to < 0) throw new Error(`${path} has no place for the figures.`);
  const text = `\n${figures}\n\n`;
  const isSame = page.slice(from, to) === text;
  if (check) console.log(`${path} says ${isSame ? 'the same' : `otherwise: write it anew with ${command}`}.`);
  else writeFileSync(path, page.slice(0, from) + text + page.slice(to));
  return isSame;
}
