import { createHash } from 'node:crypto';
import { fileBytes } from '../../rows/fileBytes.js';

/** The SHA-256 of a file's bytes, in hex. @throws CouldNotRate when it can't be read. */
export async function datasetHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of fileBytes(path)) hash.update(chunk);
  return hash.digest('hex');
}
