import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
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

/** What was read of a file. */
interface FileRecords extends Records {
  /** Changes whenever the file does. */
  readonly state: string;
  readonly size: number;
  readonly ino: number;
  /** Where its last whole line ends, and that line with its line feed. */
  readonly end: number;
  readonly last: Buffer;
  /** Of `unreadable`, half a line at the end. */
  readonly torn: number;
}

/** Reads a ledger's files, without those of the archive, and again only what has changed or was added since. */
export class LedgerReader {
  private files = new Map<string, FileRecords>();
  private view: LedgerView | undefined;

  constructor(private readonly directory: string) {}

  read(): Promise<LedgerView> {
    return unlessMoved(async () => {
      const files = new Map<string, FileRecords>();
      for (const path of await currentFiles(this.directory)) {
        files.set(path, await recordsIn(path, this.files.get(path)));
      }
      const isSame =
        files.size === this.files.size && [...files].every(([path, file]) => this.files.get(path) === file);
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

/** Lines after which other work gets a turn. */
const linesAtOnce = 500;

/** A file's records, and how many of its lines hold none; half a line at its end is one of these. */
async function recordsIn(path: string, known?: FileRecords): Promise<FileRecords> {
  const { size, mtimeMs, ino } = await stat(path);
  const state = `${size} ${mtimeMs} ${ino}`;
  if (known?.state === state) return known;
  const grown: Partial<FileRecords> = known && size > known.size && ino === known.ino ? known : {};
  const { records: before = [], unreadable = 0, torn = 0, end: begun = 0, last = Buffer.of() } = grown;
  const start = begun - last.length;
  const content = await buffer(createReadStream(path, { start, highWaterMark: 1_048_576 }));
  // Lines are only added or taken out: where the last one stands as it did, so do all before it.
  if (!content.subarray(0, last.length).equals(last)) return recordsIn(path);
  const end = endOfLines(content);
  const records = [...before];
  let wrong = unreadable - torn;
  let lines = 0;
  for (const line of linesOf(content.subarray(last.length))) {
    const record = recordOf(line);
    if (record) records.push(record);
    else wrong++;
    if (++lines % linesAtOnce === 0) await setImmediate();
  }
  const half = Number(end < content.length);
  return {
    records,
    unreadable: wrong + half,
    state,
    size,
    ino,
    end: start + end,
    last: Buffer.from(content.subarray(content.subarray(0, Math.max(0, end - 1)).lastIndexOf(10) + 1, end)),
    torn: half,
  };
}
