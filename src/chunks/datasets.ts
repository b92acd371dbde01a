export { JSONParser } from '@streamparser/json';
export { parse as parseCsv } from 'csv-parse';
export { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
export { compressors } from 'hyparquet-compressors';
