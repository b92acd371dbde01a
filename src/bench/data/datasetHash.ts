import { createHash } from 'node:crypto';
import { fileBytes } from '../../rows/fileBytes.js';

/** The hash of a file's bytes, in hex; SHA-256 unless another one is given. @throws CouldNotRate when it can't be read. */
export async function datasetHash(path: string, hash = createHash('sha256')): Promise<string> {
  for await (const chunk of fileBytes(path)) hash.update(chunk);
  return hash.digest('hex');
}
