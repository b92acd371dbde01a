import { readFile, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeOwnFolder, replaceOwnFile, writeOwnFile } from '../journal/ownFiles.js';
import { pathsIn } from './files.js';
import { type DecisionRecord, type Details, hashOf, type Kept } from './record.js';

/** Milliseconds that a full verdict is kept. */
const verdictLife = 90 * 24 * 60 * 60_000;
const dayPattern = /^\d{4}-\d\d-\d\d$/;
const hashPattern = /^[0-9a-f]{64}(?:\.[\w-]+\.tmp)?$/;

/** What is too long or too private for a decision's line, in files that are named by the SHA-256 of their content. */
export class Beside {
  private readonly texts: string;
  /** A folder for each day of decisions. */
  private readonly verdicts: string;

  constructor(directory: string) {
    this.texts = join(directory, 'texts');
    this.verdicts = join(directory, 'verdicts');
  }

  async put({ record, verdict, text }: Kept): Promise<void> {
    const day = join(this.verdicts, record.at.slice(0, 10));
    // A verdict that a crash tears is known by its hash, so that flushing each to the disk is not worth the time.
    if (basename(day) >= oldestDay()) await putInto(day, verdict, writeOwnFile);
    if (text !== undefined) await putInto(this.texts, text, replaceOwnFile);
  }

  async details({ at, verdict = '', inputHash }: DecisionRecord): Promise<Details> {
    const json = await getFrom(join(this.verdicts, at.slice(0, 10)), verdict);
    const text = await this.text(inputHash);
    return { ...(json && { verdict: JSON.parse(json) }), ...(text !== undefined && { text }) };
  }

  text(hash: string): Promise<string | undefined> {
    return getFrom(this.texts, hash);
  }

  /** Deletes all but some hashes. */
  async keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    const days = await pathsIn(this.verdicts, dayPattern);
    for (const folder of [...days, this.verdicts, this.texts]) await keepIn(folder, hashes);
  }

  async expire(): Promise<void> {
    const oldest = oldestDay();
    for (const day of await pathsIn(this.verdicts, dayPattern)) {
      if (basename(day) < oldest) await keepIn(day, new Set());
    }
  }
}

function oldestDay(): string {
  return new Date(Date.now() - verdictLife).toISOString().slice(0, 10);
}

async function putInto(folder: string, text: string, write: typeof writeOwnFile): Promise<void> {
  await makeOwnFolder(folder);
  await write(join(folder, hashOf(text)), text);
}

/** Undefined where it is gone or not as it was written. */
async function getFrom(folder: string, hash: string): Promise<string | undefined> {
  const text = await readFile(join(folder, hash), 'utf8').catch(() => undefined);
  return text !== undefined && hashOf(text) === hash ? text : undefined;
}

async function keepIn(folder: string, hashes: ReadonlySet<string>): Promise<void> {
  for (const path of await pathsIn(folder, hashPattern)) {
    if (!hashes.has(basename(path))) await rm(path, { force: true });
  }
  // This deletes only an empty folder.
  await rmdir(folder).catch(() => undefined);
}
