export { JSONParser, TokenType } from '@streamparser/json';
export { parse as parseCsv } from 'csv-parse';
export { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
export { parquetHeader } from 'hyparquet/src/column.js';
export { compressors } from 'hyparquet-compressors';
