import { readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { allFiles, currentFiles, endOfLines, linesOf, unlessMoved } from './files.js';
import { recordOf } from './line.js';
import type { LedgerRecord } from './record.js';
import { type Entry, history } from './view.js';

/** What a ledger holds, as of one moment. */
export interface LedgerView {
  /** Newest decision first. */
  readonly entries: readonly Entry[];
  /** Lines on disk that hold no record: torn by a crash, changed by hand, or of a later version. */
  readonly unreadable: number;
}

interface Records {
  readonly records: readonly LedgerRecord[];
  readonly unreadable: number;
}

/** Reads a ledger's files, without those of the archive, and again only those that have changed since. */
export class LedgerReader {
  /** By path and by what changes whenever the file does. */
  private files = new Map<string, Records>();
  private view: LedgerView | undefined;

  constructor(private readonly directory: string) {}

  read(): Promise<LedgerView> {
    return unlessMoved(async () => {
      const files = new Map<string, Records>();
      for (const path of await currentFiles(this.directory)) {
        const { size, mtimeMs, ino } = await stat(path);
        const key = `${path} ${size} ${mtimeMs} ${ino}`;
        files.set(key, this.files.get(key) ?? (await recordsIn(path)));
      }
      const isSame = files.size === this.files.size && [...files.keys()].every((key) => this.files.has(key));
      if (!isSame || !this.view) this.view = viewOf([...files.values()]);
      this.files = files;
      return this.view;
    });
  }
}

/** All records, also those of the archive, the earliest first, each once. */
export async function readAll(directory: string): Promise<Records> {
  const files = await readFiles(directory);
  const records = new Map(
    files
      .flatMap((file) => file.records)
      .map((record) => [record.kind === 'outcome' ? JSON.stringify(record) : record.id, record]),
  );
  const inOrder = [...records.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { records: inOrder, unreadable: unreadableIn(files) };
}

/** Everything, also what is archived. */
export async function viewOfAll(directory: string): Promise<LedgerView> {
  return viewOf(await readFiles(directory));
}

function viewOf(files: readonly Records[]): LedgerView {
  return { entries: history(files.flatMap(({ records }) => records)), unreadable: unreadableIn(files) };
}

function unreadableIn(files: readonly Records[]): number {
  return files.reduce((sum, { unreadable }) => sum + unreadable, 0);
}

function readFiles(directory: string): Promise<Records[]> {
  return unlessMoved(async () => {
    const files: Records[] = [];
    for (const path of await allFiles(directory)) files.push(await recordsIn(path));
    return files;
  });
}

/** Others get a turn after so many lines. */
const linesAtOnce = 500;

/** A file's records, and how many of its lines hold none; half a line at its end is one of these. */
async function recordsIn(path: string): Promise<Records> {
  const content = await readFile(path);
  const records: LedgerRecord[] = [];
  let unreadable = Number(endOfLines(content) < content.length);
  let lines = 0;
  for (const line of linesOf(content)) {
    const record = recordOf(line);
    if (record) records.push(record);
    else unreadable++;
    if (++lines % linesAtOnce === 0) await setImmediate();
  }
  return { records, unreadable };
}
