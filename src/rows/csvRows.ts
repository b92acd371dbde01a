import type { CsvError } from 'csv-parse';
import { loadDatasets } from '../chunks/load.js';
import { malformed, mostRowBytes, textBytes } from './fileBytes.js';
import type { RowProblem } from './row.js';
import { type Row, rowProblem } from './row.js';

/**
 * The rows of a CSV file (RFC 4180) with a header line, which tells whether commas, semicolons or tabs separate values.
 * Every value is a text. Quotation marks that nothing quotes belong to their value.
 *
 * @throws CouldNotRate when it can't be read.
 */
export async function* csvRows(path: string): AsyncGenerator<Row | RowProblem> {
  let found: (Row | RowProblem)[] = [];
  let header: readonly string[] | undefined;
  let row = 0;
  const onRecord = (record: readonly string[]) => {
    if (!header) {
      header = record.map((name) => name.trim());
    } else if (record.length === header.length) {
      const values = Object.fromEntries(header.map((name, i) => [name, record[i]]));
      found.push({ row: ++row, values });
    } else {
      const values = record.length === 1 ? '1 value' : `${record.length} values`;
      found.push(rowProblem(++row, `has ${values} for ${header.length} columns`));
    }
  };
  let parser: ReturnType<typeof recordParser> | undefined;
  function failed(error: CsvError): RowProblem {
    const what = wrongWith(error);
    if (!header) throw malformed(path, `has a header line that ${what}`, error);
    return rowProblem(row + 1, `${what}; nothing after it was read`);
  }
  for await (const chunk of textBytes(path)) {
    parser ??= recordParser(onRecord, delimiterIn(chunk));
    const error = await parser.write(chunk);
    yield* found;
    found = [];
    if (error) {
      yield failed(error);
      return;
    }
  }
  const error = await parser?.end();
  yield* found;
  if (error) yield failed(error);
}

/** What separates the values: of the signs that spreadsheets use, the one that the header has most. */
function delimiterIn(start: Buffer): string {
  const [header = ''] = start.toString('utf8').trimStart().split(/\r?\n/, 1);
  const outside = header.replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => outside.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Hands records on before the promise that took their last byte resolves, also those before an error. */
function recordParser(onRecord: (record: readonly string[]) => void, delimiter: string) {
  const parser = loadDatasets().parseCsv({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: mostRowBytes,
    on_record: (record: string[]) => {
      onRecord(record);
      return null;
    },
  });
  // Reported by `write` and `end`.
  parser.on('error', () => undefined);
  const done = (start: (callback: (error?: Error | null) => void) => void) =>
    new Promise<CsvError | undefined>((resolve) => start((error) => resolve(error as CsvError | undefined)));
  return {
    write: (chunk: Buffer) => done((callback) => parser.write(chunk, callback)),
    end: () => done((callback) => parser.end(callback)),
  };
}

function wrongWith({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'opens a quotation mark that nothing closes';
  if (code === 'CSV_MAX_RECORD_SIZE') return `is longer than ${mostRowBytes / 1e6} MB`;
  return `is not CSV (${message})`;
}
