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

export interface TableRow {
  /** One for each column; the first names the row. */
  readonly cells: readonly TableCell[];
  readonly isOwn?: boolean;
}

export interface TableCell {
  readonly text: string;
  /** In smaller letters under the text. */
  readonly note?: string;
}

/** A column for the rows' names, and columns of numbers. */
export function columns(first: string, ...others: readonly string[]): Column[] {
  return [{ title: first, kind: 'name' }, ...others.map((title) => ({ title, kind: 'number' as const }))];
}

export function cells(...texts: readonly string[]): TableCell[] {
  return texts.map((text) => ({ text }));
}

/** A cell with small print, unless that is empty. */
export function noted(text: string, note: string): TableCell {
  return note === '' ? { text } : { text, note };
}
