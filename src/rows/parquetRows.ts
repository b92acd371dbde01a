import { type FileHandle, open } from 'node:fs/promises';
import type { AsyncBuffer, FileMetaData, RowGroup } from 'hyparquet';
import { loadDatasets } from '../chunks/load.js';
import { unreadable } from '../core/unreadable.js';
import { columnNames } from './columns.js';
import { malformed } from './fileBytes.js';
import { type PageLocation, pageLocations } from './parquetPages.js';
import type { Found, Values } from './row.js';

/** Uncompressed bytes that are decoded at once, as long as single pages are not larger. */
const sliceBytes = 8_000_000;

/**
 * The known columns of the rows of a Parquet file, one row group after the other. A large row group (many writers make one of a million
 * rows) is read in slices of its pages, so that memory stays bounded; nested columns of it are read again for each.
 *
 * @throws CouldNotRate when it can't be read or is not Parquet.
 */
export async function* parquetRows(path: string): AsyncGenerator<Found> {
  const { parquetMetadataAsync, parquetSchema } = loadDatasets();
  const handle = await open(path).catch((error) => {
    throw unreadable(path, error);
  });
  let row = 0;
  try {
    const file = await fileBuffer(handle);
    const metadata = await parquetMetadataAsync(file);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const known = names.filter((name) => columnNames.has(name));
    // If none is known, one is read all the same: the reader of the rows says what is wrong.
    const source = { file, metadata, columns: known.length > 0 ? known : names.slice(0, 1) };
    for (const group of metadata.row_groups) {
      for await (const values of groupRows(source, group)) {
        row++;
        yield { values };
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall) throw unreadable(path, error);
    const where = row === 0 ? '' : ` after row ${row}`;
    throw malformed(path, `is not a whole Parquet file${where} (${(error as Error).message})`, error);
  } finally {
    await handle.close();
  }
}

interface Source {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: string[];
}

async function* groupRows(source: Source, group: RowGroup): AsyncGenerator<Values> {
  const rows = Number(group.num_rows);
  const chunks = group.columns.flatMap(({ meta_data: column }) =>
    column && source.columns.includes(column.path_in_schema[0] as string) ? [column] : [],
  );
  const bytes = chunks.reduce((sum, column) => sum + Number(column.total_uncompressed_size), 0);
  const atOnce = Math.max(1, Math.floor(rows * Math.min(1, sliceBytes / bytes)));
  const pages: Record<string, PageLocation[]> = {};
  if (atOnce < rows) {
    for (const column of chunks) {
      const isFlat = column.path_in_schema.length === 1 && column.num_values === group.num_rows;
      if (isFlat) pages[column.path_in_schema.join('.')] = await pageLocations(source.file, column);
    }
  }
  const options = {
    ...source,
    metadata: { ...source.metadata, row_groups: [group] },
    compressors: loadDatasets().compressors,
    // Not among hyparquet's documented options, but it hands them on to its planner, which takes these as it takes
    // those of an offset index. A test reads slices of such a file.
    pageLocationsByGroup: [pages],
  };
  for (let rowStart = 0; rowStart < rows; rowStart += atOnce) {
    yield* await loadDatasets().parquetReadObjects({
      ...options,
      rowStart,
      rowEnd: Math.min(rows, rowStart + atOnce),
    });
  }
}

async function fileBuffer(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  if (size === 0) throw new Error('it is empty');
  return {
    byteLength: size,
    async slice(start, end = size) {
      if (!(start >= 0 && end >= start && end <= size)) throw new Error('it ends too early');
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) throw new Error('it ends too early');
        at += bytesRead;
      }
      return bytes.buffer;
    },
  };
}
