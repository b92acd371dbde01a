import { oneLine } from '../core/oneLine.js';
import type { Row, RowProblem } from './row.js';

/** Reads the values of one row, and collects what is wrong with them instead of throwing. */
export interface Values {
  /** The text of the first of the columns that has one; empty where none has. */
  text(...columns: readonly string[]): string;
  /** As `text`, but a missing one is a problem. */
  requiredText(column: string): string;
  /** A number from 0 to `most` of the first of the columns that has one; null where it is unknown. */
  number(most: number, ...columns: readonly string[]): number | null;
  /** Null where it is unknown. */
  boolean(column: string): boolean | null;
  /** Whatever is there, by any reader; null where it is unknown. `read` answers undefined for what it can't read. */
  other<Value>(column: string, what: string, read: (value: unknown) => Value | undefined): Value | null;
  problem(column: string | null, what: string): void;
  /** What was wrong since the last call; an empty list means that the values may be used. */
  takeProblems(): readonly RowProblem[];
}

export function valuesOf({ row, values }: Row): Values {
  let problems: RowProblem[] = [];
  function problem(column: string | null, what: string, more = ''): void {
    const where = column === null ? '' : ` in the column ${column}`;
    problems.push({ row, column, message: `Row ${row} ${what}${where}${more}.` });
  }
  function valueIn(column: string): unknown {
    const value = Object.hasOwn(values, column) ? values[column] : undefined;
    return value === '' || value === undefined || Number.isNaN(value) ? null : value;
  }
  function other<Value>(column: string, what: string, read: (value: unknown) => Value | undefined) {
    const value = valueIn(column);
    if (isUnknown(value)) return null;
    const found = read(value);
    if (found === undefined) problem(column, `has no ${what}`);
    return found ?? null;
  }
  function text(...columns: readonly string[]): string {
    const column = columns.find((name) => valueIn(name) !== null);
    if (column === undefined) return '';
    const value = valueIn(column);
    if (typeof value === 'string') return value;
    problem(column, 'has something other than a text');
    return '';
  }
  return {
    text,
    requiredText: (column) => {
      if (!Object.hasOwn(values, column)) {
        const names = Object.keys(values)
          .slice(0, 30)
          .map((name) => oneLine(name).slice(0, 60));
        problem(column, 'has no text', `; its columns are ${names.join(', ') || 'none'}`);
        return '';
      }
      const found = text(column);
      if (found.trim() === '' && !problems.some((other) => other.column === column)) {
        problem(column, 'has no text');
      }
      return found;
    },
    number: (most, ...columns) => {
      const column = columns.find((name) => !isUnknown(valueIn(name)));
      if (column === undefined) return null;
      return other(column, `number from 0 to ${most}`, (value) => {
        const found = numberOf(value);
        return found >= 0 && found <= most ? found : undefined;
      });
    },
    boolean: (column) => other(column, 'true or false', booleanOf),
    other,
    problem,
    takeProblems: () => {
      const taken = problems;
      problems = [];
      return taken;
    },
  };
}

/** Data frames write what they don't know in several ways. */
function isUnknown(value: unknown): boolean {
  return value === null || (typeof value === 'string' && /^\s*(?:nan|null|none|<na>)?\s*$/i.test(value));
}

function numberOf(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return Number.NaN;
  // Where a spreadsheet separates values by semicolons, its numbers have decimal commas.
  const text = value.replace(/^(\s*[+-]?\d+),(\d+\s*)$/, '$1.$2');
  return /^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^\s*(?:true|false)\s*$/i.test(value)) {
    return value.trim().toLowerCase() === 'true';
  }
  const number = numberOf(value);
  return number === 0 || number === 1 ? number === 1 : undefined;
}
