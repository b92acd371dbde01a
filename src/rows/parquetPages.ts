import type { AsyncBuffer, ColumnMetaData, OffsetIndex, PageHeader } from 'hyparquet';
import { loadDatasets } from '../chunks/load.js';

export type PageLocation = OffsetIndex['page_locations'][number];

/** Bytes read for a page's header; statistics of long texts may stand in it. */
const headerBytes = [1 << 12, 1 << 16, 1 << 20];

/**
 * Where the pages of a flat column lie and which rows they hold, found by walking from page header to page header
 * (https://parquet.apache.org/docs/file-format/data-pages/), as most writers leave no offset index.
 *
 * @throws Error when the pages don't fill the column.
 */
export async function pageLocations(file: AsyncBuffer, column: ColumnMetaData): Promise<PageLocation[]> {
  const pages: PageLocation[] = [];
  let offset = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = offset + Number(column.total_compressed_size);
  let rows = 0;
  while (offset < end) {
    const { header, length } = await headerAt(file, offset, end);
    const size = length + header.compressed_page_size;
    const here = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_rows;
    if (here !== undefined) {
      pages.push({ offset: BigInt(offset), compressed_page_size: size, first_row_index: BigInt(rows) });
      rows += here;
    }
    offset += size;
  }
  if (BigInt(rows) !== column.num_values || offset !== end) throw new Error('a column has damaged pages');
  return pages;
}

async function headerAt(
  file: AsyncBuffer,
  offset: number,
  end: number,
): Promise<{ header: PageHeader; length: number }> {
  for (const bytes of headerBytes) {
    const buffer = await file.slice(offset, Math.min(offset + bytes, end));
    const reader = { view: new DataView(buffer), offset: 0 };
    try {
      const header = loadDatasets().parquetHeader(reader);
      if (header.type === undefined || !(header.compressed_page_size >= 0)) break;
      return { header, length: reader.offset };
    } catch (error) {
      // Past the end of what was read: the header is longer.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new Error('a page has a damaged header');
}
