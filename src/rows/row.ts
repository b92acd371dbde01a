/** A row, or a value in a row, that can't be used. Reading goes on with the next row. */
export interface RowProblem {
  /** The row's number, from 1, without a header line. */
  readonly row: number;
  /** Null where the whole row is wrong. */
  readonly column: string | null;
  /** One sentence that names row and column: "Row 17 has no text in the column patch." */
  readonly message: string;
}

/** One row of a data set, as the file has it. */
export interface Row {
  /** From 1, without a header line. */
  readonly row: number;
  /** By column; only own properties count, because their names come from the file. */
  readonly values: Readonly<Record<string, unknown>>;
}

export function isProblem(found: object): found is RowProblem {
  return 'message' in found;
}

/** The problem of a row as a whole. `what` reads on after "Row 17". */
export function rowProblem(row: number, what: string): RowProblem {
  return { row, column: null, message: `Row ${row} ${what}.` };
}

/** Whether a parsed value can be a row. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
