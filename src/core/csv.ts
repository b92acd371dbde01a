/** A value of a table. */
export type Cell = string | number | boolean | null | undefined;

/** A row of a table as CSV (RFC 4180), for a spreadsheet, too, with its line end. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' ? harmless(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"): a file's name
 * or a model's words must not compute anything. The full-width signs count, too; numbers stay numbers.
 */
function harmless(text: string): string {
  const isFormula = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(text);
  return isFormula && !/^[+-]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
}
