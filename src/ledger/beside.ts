import { readFile, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeOwnFolder } from '../journal/ownFiles.js';
import { pathsIn } from './files.js';
import { hashOf } from './record.js';

const namePattern = /^[0-9a-f]{64}(?:\.[\w-]+\.tmp)?$/;

/** Texts in a folder, each in a file that is named by its SHA-256: what is too long or too private for a line. */
export class Beside {
  constructor(
    private readonly directory: string,
    private readonly write: (path: string, text: string) => Promise<void>,
  ) {}

  /** @param at when it counts as written (ISO 8601); now by default */
  async put(text: string, at?: string): Promise<void> {
    await makeOwnFolder(this.directory);
    const path = join(this.directory, hashOf(text));
    await this.write(path, text);
    if (at !== undefined) await utimes(path, new Date(at), new Date(at));
  }

  /** The text of a hash; undefined where it is gone or not as it was written. */
  async get(hash: string): Promise<string | undefined> {
    const text = await readFile(join(this.directory, hash), 'utf8').catch(() => undefined);
    return text !== undefined && hashOf(text) === hash ? text : undefined;
  }

  /** Deletes all but some hashes. */
  async keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    for (const path of await pathsIn(this.directory, namePattern)) {
      if (!hashes.has(basename(path))) await rm(path, { force: true });
    }
    // Only an empty folder goes.
    await rmdir(this.directory).catch(() => undefined);
  }

  /** Deletes what was written before a time, in milliseconds since 1970. */
  async deleteBefore(time: number): Promise<void> {
    for (const path of await pathsIn(this.directory, namePattern)) {
      if ((await stat(path)).mtimeMs < time) await rm(path, { force: true });
    }
  }
}
