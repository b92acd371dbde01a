import { escaped } from '../core/oneLine.js';

/** A row, or a value in a row, that can't be used. Reading continues with the next row. */
export interface RowProblem {
  /** The row's number in its file, from 1, without a header line and blank lines. */
  readonly row: number;
  /** Null where it is not known. */
  readonly instance: string | null;
  /** Null where the whole row is wrong. */
  readonly column: string | null;
  /** One sentence: "tickets.csv: Row 17 (a__b-1) has no text in the column patch." */
  readonly message: string;
}

/** What stands in a column. */
export interface Column<Value> {
  /** Its name, then other names that it goes by; the first that has a value counts. */
  readonly names: readonly string[];
  /** What is read, for people. */
  readonly what: string;
  /** Null for a word that says that the value is unknown, undefined for what can't be read. */
  read(value: unknown): Value | null | undefined;
}

export type Values = Readonly<Record<string, unknown>>;

/** What a format gives of a row: its values, and its text where it has one of its own; or what is wrong with it. */
export type Found = { readonly values: Values; readonly text?: string } | string;

/** A row of a file. What is wrong with values that are asked for is noted instead of thrown. */
export class Row {
  private problems: RowProblem[] = [];

  constructor(
    /** What people call the file. */
    private readonly file: string,
    /** From 1, without a header line and blank lines. */
    readonly number: number,
    /** By column, as the file has them; only own properties count, because their names come from the file. */
    readonly values: Values,
    /** The row's own text, where the format has it. */
    readonly text?: string,
  ) {}

  /** The value of a column; null if it is unknown, or of another kind, which is noted. */
  get<Value>(column: Column<Value>): Value | null {
    for (const name of column.names) {
      const found = this.read(name, own(this.values, name), column);
      if (found !== null) return found;
    }
    return null;
  }

  /** The values of a column that has one for each rater; null where it is unknown. */
  byRater<Value>(column: Column<Value>): ReadonlyMap<string, Value> | null {
    const [name = ''] = column.names;
    const given = this.read(name, own(this.values, name), {
      names: [name],
      what: 'one for each rater',
      read: (value) => (isRecord(value) ? value : undefined),
    });
    const found = Object.entries(given ?? {}).map(
      ([rater, value]) => [rater, this.read(`${name}.${rater}`, value, column)] as const,
    );
    return given && new Map(found.filter((one): one is [string, Value & {}] => one[1] !== null));
  }

  /** As {@link get}, but a text that is missing or blank is noted, and empty. */
  need(column: Column<string>): string {
    const before = this.problems.length;
    const text = this.get(column) ?? '';
    if (text.trim() !== '' || this.problems.length > before) return text;
    const [name = ''] = column.names;
    const names = Object.keys(this.values).slice(0, 30);
    const others = names.map((other) => other.slice(0, 60)).join(', ') || 'none';
    this.note(name, 'has no text', this.has(column) ? '' : `; its columns are ${others}`);
    return text;
  }

  /** Whether the row has such a column, whatever is in it. */
  has({ names }: Column<unknown>): boolean {
    return names.some((name) => Object.hasOwn(this.values, name));
  }

  /** Notes a problem. `what` reads on after "Row 17". */
  note(column: string | null, what: string, more = ''): void {
    const where = column === null ? '' : ` in the column ${column.slice(0, 100)}`;
    const id = own(this.values, 'instance_id');
    const instance = typeof id === 'string' && id !== '' ? id : null;
    const problem = problemOf(this.file, this.number, `${what}${where}${more}`, instance);
    this.problems.push({ ...problem, column });
  }

  /** What was wrong since the last call; where there is nothing, what was read may be used. */
  takeProblems(): readonly RowProblem[] {
    const taken = this.problems;
    this.problems = [];
    return taken;
  }

  private read<Value>(name: string, value: unknown, { what, read }: Column<Value>): Value | null {
    if (value === '' || value === undefined || value === null || Number.isNaN(value)) return null;
    const found = read(value);
    if (found === undefined) this.note(name, `has ${shown(value)}`, ` instead of ${what}`);
    return found ?? null;
  }
}

/** The problem of a row as a whole. `what` reads on after "Row 17". */
export function problemOf(
  file: string,
  row: number,
  what: string,
  instance: string | null = null,
): RowProblem {
  const name = instance === null ? '' : ` (${instance.slice(0, 100)})`;
  return { row, instance, column: null, message: escaped(`${file}: Row ${row}${name} ${what}.`) };
}

export function isProblem(found: object): found is RowProblem {
  return 'message' in found;
}

/** Whether a parsed value can be a row. */
export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(values: Values, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, part) =>
    typeof part === 'bigint' ? Number(part) : part === Infinity || part === -Infinity ? `${part}` : part,
  );
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
