import { basename, extname } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { csvRows } from './csvRows.js';
import { malformed } from './fileBytes.js';
import { jsonLineRows } from './jsonLineRows.js';
import { jsonRows } from './jsonRows.js';
import { parquetRows } from './parquetRows.js';
import type { RowProblem } from './row.js';
import { isProblem, type Row } from './row.js';

type Reader = (path: string, columns: ReadonlySet<string> | undefined) => AsyncIterable<Row | RowProblem>;

const readers = new Map<string, Reader>([
  ['.csv', csvRows],
  ['.tsv', csvRows],
  ['.json', jsonRows],
  ['.jsonl', jsonLineRows],
  ['.ndjson', jsonLineRows],
  ['.parquet', parquetRows],
]);

/** Rows without any known column, from the first on, after which the file is taken to be no data set. */
const mostUnknown = 100;

/**
 * The rows of a data set.
 *
 * @param known one of these columns must be in one of the first {@link mostUnknown} rows.
 * @param isAll reads columns that are not known as well, where the format makes that a difference.
 * @throws CouldNotRate when the file can't be read, is not of its format, or has no known column.
 */
export async function* readRows(
  path: string,
  known: ReadonlySet<string>,
  isAll = false,
): AsyncGenerator<Row | RowProblem> {
  let isKnown = false;
  let unknown = 0;
  const none = () =>
    malformed(path, `has none of the columns of a data set, such as ${[...known].slice(0, 3).join(', ')}`);
  for await (const found of readerOf(path)(path, isAll ? undefined : known)) {
    if (!isKnown && !isProblem(found)) {
      isKnown = Object.keys(found.values).some((column) => known.has(column));
      if (!isKnown && ++unknown >= mostUnknown) throw none();
    }
    yield found;
  }
  if (!isKnown && unknown > 0) throw none();
}

/** Reads files one after the other. Where there are several, problems name the file. */
export async function* eachFile<Found extends object>(
  paths: string | readonly string[],
  read: (path: string) => AsyncIterable<Found | RowProblem>,
): AsyncGenerator<Found | RowProblem> {
  const files = typeof paths === 'string' ? [paths] : paths;
  for (const path of files) {
    for await (const found of read(path)) {
      if (files.length > 1 && isProblem(found)) yield inFile(found, path);
      else yield found;
    }
  }
}

/** The problem with the name of its file in front. */
export function inFile(problem: RowProblem, path: string): RowProblem {
  return { ...problem, message: `${basename(path)}: ${problem.message}` };
}

function readerOf(path: string): Reader {
  const reader = readers.get(extname(path).toLowerCase());
  if (reader) return reader;
  throw new CouldNotRate(
    'unreadable',
    `${basename(path)} is not a data set that Bouncer reads.`,
    `Name a file that ends in ${[...readers.keys()].join(', ')}.`,
  );
}
