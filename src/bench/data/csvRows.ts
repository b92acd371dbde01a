import { pipeline, Readable } from 'node:stream';
import type { CsvError, Info } from 'csv-parse';
import { loadDatasets } from '../../chunks/load.js';
import type { RowProblem } from '../task.js';
import { malformed, mostRowBytes, textBytes } from './fileBytes.js';
import { type Row, rowProblem } from './row.js';

/** The rows of a CSV file (RFC 4180) with a header line. Every value is a text. */
export async function* csvRows(path: string): AsyncGenerator<Row | RowProblem> {
  /** Records that the parser left out, each with how many it had given before. They run ahead of those read here. */
  const skipped: { readonly after: number; readonly what: string }[] = [];
  const parser = loadDatasets().parseCsv({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: mostRowBytes,
    on_skip: (error) => {
      if (error) skipped.push({ after: (error as CsvError & Info).records, what: wrongWith(error) });
    },
  });
  pipeline(Readable.from(textBytes(path)), parser, () => undefined);
  let header: readonly string[] | undefined;
  let row = 0;
  function* skippedBefore(records: number): Generator<RowProblem> {
    while (skipped[0] && skipped[0].after < records) yield rowProblem(++row, skipped.shift()?.what as string);
  }
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (!header) {
        if (skipped[0] && skipped[0].after < info.records) {
          throw malformed(path, `has a header line that ${skipped[0].what}`);
        }
        header = record.map((name) => name.trim());
        continue;
      }
      yield* skippedBefore(info.records);
      row++;
      if (record.length === header.length) {
        yield { row, values: Object.fromEntries(header.map((name, i) => [name, record[i]])) };
      } else {
        const values = record.length === 1 ? '1 value' : `${record.length} values`;
        yield rowProblem(row, `has ${values} for ${header.length} columns`);
      }
    }
    yield* skippedBefore(Number.POSITIVE_INFINITY);
  } catch (error) {
    if (!isCsvError(error)) throw error;
    if (!header) throw malformed(path, `has a header line that ${wrongWith(error)}`, error);
    yield* skippedBefore(Number.POSITIVE_INFINITY);
    yield rowProblem(row + 1, `${wrongWith(error)}; nothing after it was read`);
  }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

function wrongWith({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'opens a quotation mark that nothing closes';
  if (code === 'CSV_MAX_RECORD_SIZE') return `is longer than ${mostRowBytes / 1e6} MB`;
  if (code === 'INVALID_OPENING_QUOTE') return 'has a quotation mark inside a value that is not quoted';
  if (code === 'CSV_INVALID_CLOSING_QUOTE') return 'goes on after a closing quotation mark';
  return `is not CSV (${message})`;
}
