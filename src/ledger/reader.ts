import { readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { allFiles, currentFiles, endOfLines, linesOf, unlessMoved } from './files.js';
import { recordOf } from './line.js';
import type { LedgerRecord } from './record.js';
import { byAge, type Entry, history, type Joined, join } from './view.js';

/** What a ledger holds, as of one moment. */
export interface LedgerView {
  /** Newest decision first. */
  readonly entries: readonly Entry[];
  /** Lines on disk that hold no record: torn by a crash, changed by hand, or of a later version. */
  readonly unreadable: number;
}

/** How far a file has been read. */
interface ReadFile {
  /** Changes whenever the file does. */
  readonly stamp: string;
  readonly bytes: number;
  /** CRC-32 of these bytes. */
  readonly sum: number;
  readonly unreadable: number;
  /** The file ends in half a line. */
  readonly torn: boolean;
}

/**
 * Reads a ledger's files, without those of the archive: whole at first, then only what was added. Where anything else
 * has changed, all are read anew. Its calls must take turns.
 */
export class LedgerReader {
  private files = new Map<string, ReadFile>();
  private joined: Joined = { entries: new Map(), early: new Map() };
  private view: LedgerView | undefined;

  constructor(private readonly directory: string) {}

  read(): Promise<LedgerView> {
    return unlessMoved(async () => {
      if (!(await this.readOn())) {
        this.files = new Map();
        this.joined = { entries: new Map(), early: new Map() };
        await this.readOn();
      }
      this.view ??= {
        entries: [...this.joined.entries.values()].sort(byAge),
        unreadable: [...this.files.values()].reduce((sum, one) => sum + one.unreadable + Number(one.torn), 0),
      };
      return this.view;
    });
  }

  /** Tells whether what was read before still stands. */
  private async readOn(): Promise<boolean> {
    const paths = await currentFiles(this.directory);
    const isStanding = [...this.files.keys()].every((path) => paths.includes(path));
    if (!isStanding) this.view = undefined;
    for (const path of isStanding ? paths : []) {
      const known = this.files.get(path);
      const { size, mtimeMs, ino } = await stat(path);
      const stamp = `${size} ${mtimeMs} ${ino}`;
      if (known?.stamp === stamp) continue;
      this.view = undefined;
      const content = await readFile(path);
      const from = known?.bytes ?? 0;
      if (known && crc32(content.subarray(0, from)) !== known.sum) return false;
      const end = endOfLines(content);
      const unreadable = await readLines(content, from, (record) => join(this.joined, record));
      this.files.set(path, {
        stamp,
        bytes: end,
        sum: crc32(content.subarray(from, end), known?.sum),
        unreadable: (known?.unreadable ?? 0) + unreadable,
        torn: end < content.length,
      });
    }
    return isStanding;
  }
}

/** All records, also those of the archive, the earliest first, each once. */
export function readAll(directory: string): Promise<{ records: LedgerRecord[]; unreadable: number }> {
  return unlessMoved(async () => {
    const records = new Map<string, LedgerRecord>();
    let damaged = 0;
    for (const path of await allFiles(directory)) {
      const content = await readFile(path);
      damaged += await readLines(content, 0, (record) => {
        records.set(record.kind === 'outcome' ? JSON.stringify(record) : record.id, record);
      });
      damaged += Number(endOfLines(content) < content.length);
    }
    const inOrder = [...records.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return { records: inOrder, unreadable: damaged };
  });
}

/** Everything, also what is archived. */
export async function viewOfAll(directory: string): Promise<LedgerView> {
  const { records, unreadable } = await readAll(directory);
  return { entries: history(records), unreadable };
}

/** Others get a turn after so many lines. */
const linesAtOnce = 500;

/** Reads the whole lines of a file's content from an offset on. Tells how many of them hold no record. */
async function readLines(
  content: Buffer,
  from: number,
  take: (record: LedgerRecord) => void,
): Promise<number> {
  let [lines, unreadable] = [0, 0];
  for (const line of linesOf(content, from)) {
    const record = recordOf(line);
    if (record) take(record);
    else unreadable++;
    if (++lines % linesAtOnce === 0) await setImmediate();
  }
  return unreadable;
}
