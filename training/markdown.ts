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
