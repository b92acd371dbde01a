import { basename, extname } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { columnNames } from './columns.js';
import { csvRows } from './csvRows.js';
import { malformed } from './fileBytes.js';
import { jsonLineRows } from './jsonLineRows.js';
import { jsonRows } from './jsonRows.js';
import { parquetRows } from './parquetRows.js';
import { type Found, problemOf, Row, type RowProblem } from './row.js';

type Format = (path: string) => AsyncIterable<Found>;

const tables: Readonly<Record<string, Format>> = {
  '.csv': csvRows,
  '.tsv': csvRows,
  '.parquet': parquetRows,
};
const formats: Readonly<Record<string, Format>> = {
  ...tables,
  '.json': jsonRows,
  '.jsonl': jsonLineRows,
  '.ndjson': jsonLineRows,
};

/** Rows without any known column, from the first on, after which the file is taken to be no data set. */
const mostUnknown = 100;

/**
 * Streams the rows of a data set: files whose names end in .csv, .tsv, .json, .jsonl, .ndjson or .parquet, one after the
 * other. Reading continues after a wrong row.
 *
 * @throws CouldNotRate when a file can't be read, is not of its format, or has none of the {@link columnNames}
 */
export async function* readRows(paths: string | readonly string[]): AsyncGenerator<Row | RowProblem> {
  for (const path of typeof paths === 'string' ? [paths] : paths) {
    let isKnown = false;
    let unknown = 0;
    const none = () => malformed(path, 'has none of the columns of a data set, such as instance_id or patch');
    for await (const found of rowsOf(path, formatOf(path, formats))) {
      if (!isKnown && found instanceof Row) {
        isKnown = Object.keys(found.values).some((column) => columnNames.has(column));
        if (!isKnown && ++unknown >= mostUnknown) throw none();
      }
      yield found;
    }
    if (!isKnown && unknown > 0) throw none();
  }
}

/**
 * Streams rows of any columns: of tables as {@link readRows} does, else of JSON lines, whatever the file is called; `-`
 * reads standard input.
 *
 * @throws CouldNotRate when a file can't be read
 */
export async function* readLines(paths: readonly string[]): AsyncGenerator<Row | RowProblem> {
  for (const path of paths) yield* rowsOf(path, formatOf(path, tables, jsonLineRows));
}

/** What people call a file of rows. */
export function fileName(path: string): string {
  return path === '-' ? 'standard input' : basename(path);
}

async function* rowsOf(path: string, format: Format): AsyncGenerator<Row | RowProblem> {
  let row = 0;
  for await (const found of format(path)) {
    row++;
    yield typeof found === 'string'
      ? problemOf(fileName(path), row, found)
      : new Row(fileName(path), row, found.values, found.text);
  }
}

function formatOf(path: string, known: Readonly<Record<string, Format>>, otherwise?: Format): Format {
  const ending = extname(path).toLowerCase();
  const format = Object.hasOwn(known, ending) ? known[ending] : otherwise;
  if (format) return format;
  throw new CouldNotRate(
    'unreadable',
    `${basename(path)} is not a data set that Bouncer reads.`,
    `Name a file that ends in ${Object.keys(known).join(', ')}.`,
  );
}
