import type { TaskRow } from './taskRows.js';
import { count, shareText } from './words.js';

/** A table as every format shows it. Its texts are untrusted and not yet escaped. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly title: string;
  /** `number` stands to the right, `text` may be long. */
  readonly kind: 'name' | 'number' | 'text';
}

interface TableRow {
  /** One for each column; the first names the row. */
  readonly cells: readonly TableCell[];
  readonly isOwn?: boolean;
}

export interface TableCell {
  readonly text: string;
  /** In smaller letters under the text, unless it is empty. */
  readonly note?: string;
  /** Of its row, 0..1; a page shades the cell by it. */
  readonly share?: number;
  /** The task that the editor opens from here. */
  readonly task?: Pick<TaskRow, 'door' | 'task'>;
}

/** A column for the rows' names, and columns of numbers. */
export function columns(first: string, ...others: readonly string[]): Column[] {
  return [{ title: first, kind: 'name' }, ...others.map((title) => ({ title, kind: 'number' as const }))];
}

export function cells(...values: readonly (string | TableCell)[]): TableCell[] {
  return values.map((value) => (typeof value === 'string' ? { text: value } : value));
}

/** Counts with the share of their row that each is. */
export function shares(counts: readonly number[]): TableCell[] {
  const all = counts.reduce((sum, one) => sum + one, 0);
  return counts.map((one) => {
    const share = one / (all || 1);
    return { text: count(one), note: shareText(share, 0), share };
  });
}
