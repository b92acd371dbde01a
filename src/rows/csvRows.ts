import type { CsvError } from 'csv-parse';
import { loadDatasets } from '../chunks/load.js';
import { columnNames } from './columns.js';
import { malformed, mostRowBytes, textBytes, tooLong } from './fileBytes.js';
import type { Found } from './row.js';

/**
 * The rows of a CSV file (RFC 4180) with a header line, which tells whether commas, semicolons or tabs separate values.
 * Every value is a text. Quotation marks inside an unquoted value belong to it.
 *
 * @throws CouldNotRate when it can't be read, or names a column of a data set twice.
 */
export async function* csvRows(path: string): AsyncGenerator<Found> {
  let found: Found[] = [];
  let header: readonly string[] | undefined;
  let twice: string | undefined;
  const onRecord = (record: readonly string[]) => {
    if (!header) {
      header = record.map((name) => name.trim());
      twice = header.find((name, i) => columnNames.has(name) && header?.indexOf(name) !== i);
    } else if (record.length === header.length) {
      found.push({ values: Object.fromEntries(header.map((name, i) => [name, record[i]])) });
    } else {
      const values = record.length === 1 ? '1 value' : `${record.length} values`;
      found.push(`has ${values} for ${header.length} columns`);
    }
  };
  let parser: ReturnType<typeof recordParser> | undefined;
  for await (const chunk of textBytes(path)) {
    parser ??= recordParser(onRecord, delimiterIn(chunk));
    const error = await parser.write(chunk);
    if (twice !== undefined) throw malformed(path, `has two columns named ${twice}`);
    yield* found;
    found = [];
    if (error) return yield failed(error);
  }
  const error = await parser?.end();
  yield* found;
  if (error) yield failed(error);

  function failed(error: CsvError): string {
    if (!header) throw malformed(path, `has a header line that ${wrongWith(error)}`, error);
    return `${wrongWith(error)}; nothing after it was read`;
  }
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
  return code === 'CSV_MAX_RECORD_SIZE' ? tooLong : `is not CSV (${message})`;
}
