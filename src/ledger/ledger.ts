import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { summed } from '../journal/checksum.js';
import { lockFolder } from '../journal/folderLock.js';
import { makeOwnFolder } from '../journal/ownFiles.js';
import { SharedWrites } from '../journal/sharedWrites.js';
import { Beside } from './beside.js';
import { carryOver } from './carryOver.js';
import { csv, jsonLines } from './exports.js';
import * as files from './files.js';
import { recordOf } from './line.js';
import { LedgerReader, type LedgerView, readAll, viewOfAll } from './reader.js';
import type { DecisionRecord, Details, Kept, LedgerRecord } from './record.js';

/** How long writing waits for another window, in milliseconds. */
const patience = 30_000;
/** Milliseconds after which a lock counts as left behind; nothing takes so long. */
const longestHeld = 10 * 60_000;

/**
 * Decisions and what became of them, in a folder that any number of processes append to and read at the same time:
 *
 *     2026-01.jsonl           a month's records, a line each
 *     archive/2024-05.jsonl   months that no view reads any more
 *     verdicts/2026-01-31/…   full verdicts of a day by their hash, for 90 days
 *     texts/…                 texts by their hash, where the user asked to keep them
 *
 * Writing is done under a lock, and every line carries a checksum, so that a crash costs no more than the line that was
 * being written. Readers need no lock.
 */
export class Ledger {
  private readonly writes = new SharedWrites<LedgerRecord | Kept>((items) => this.write(items));
  private readonly reader: LedgerReader;
  private readonly beside: Beside;
  /** Readings take turns. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly directory: string) {
    this.reader = new LedgerReader(directory);
    this.beside = new Beside(directory);
  }

  /** Resolves when the records would outlast a loss of power. @throws Error when they can't be written */
  async append(records: LedgerRecord | Kept | readonly (LedgerRecord | Kept)[]): Promise<void> {
    await Promise.all([records].flat().map((record) => this.writes.append(record)));
  }

  /** What the ledger holds now, without the archive; only what was added since the last time is parsed. */
  load(): Promise<LedgerView> {
    const view = this.turn.then(() => this.reader.read());
    this.turn = view.catch(() => undefined);
    return view;
  }

  /** What the ledger holds now, with the archive. */
  loadAll(): Promise<LedgerView> {
    return viewOfAll(this.directory);
  }

  /** What is known of a decision besides its summary. */
  details(decision: DecisionRecord): Promise<Details> {
    return this.beside.details(decision);
  }

  /** The text of a ticket or patch, by its hash, where it was kept. */
  text(hash: string): Promise<string | undefined> {
    return this.beside.text(hash);
  }

  /** The whole ledger in pieces of text: `jsonl` has every record with its details, `csv` a row for each decision. */
  async *export(format: 'jsonl' | 'csv'): AsyncGenerator<string, undefined> {
    if (format === 'csv') yield* csv((await this.loadAll()).entries);
    else yield* jsonLines((await readAll(this.directory)).records, (record) => this.details(record));
  }

  /**
   * Archives the months that hold none of the newest decisions. Tells how many decisions were archived; none while another
   * window writes.
   */
  async tidy(most: number): Promise<number> {
    let archived = 0;
    await this.locked(0, async () => {
      await files.deleteAsides(this.directory);
      const { entries } = await this.load();
      const last = entries[most - 1];
      if (!last || entries.length === most) return;
      const month = last.decision.at.slice(0, 7);
      await files.archiveBefore(this.directory, month);
      archived = entries.filter(({ decision }) => decision.at < month).length;
    });
    return archived;
  }

  /** Forgets everything, also what other windows wrote. @throws Error when it can't */
  deleteAll(): Promise<void> {
    return this.exclusively(async () => {
      await files.deleteFiles(this.directory);
      await this.beside.keepOnly(new Set());
    });
  }

  /** Forgets a repository's decisions, by its key, and what was done about them. @throws Error when it can't */
  deleteFor(repository: string): Promise<void> {
    return this.exclusively(async () => {
      await files.deleteAsides(this.directory);
      const gone = new Set<string>();
      const staying = new Set<string>();
      const { records } = await readAll(this.directory);
      for (const record of records) {
        if (record.kind !== 'decision') continue;
        if (record.repository?.key === repository) gone.add(record.id);
        else staying.add(record.inputHash).add(record.verdict ?? '');
      }
      if (gone.size === 0) return;
      for (const path of await files.allFiles(this.directory)) {
        // What is damaged, or of a later version, may be about the repository, too.
        const lines = [...files.linesOf(await readFile(path))].filter((line) => {
          const record = recordOf(line);
          return record && !gone.has(record.kind === 'decision' ? record.id : record.decision);
        });
        await files.replaceLines(path, lines);
      }
      await this.beside.keepOnly(staying);
    });
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.writes.settled();
    await this.turn;
  }

  private async write(items: readonly (LedgerRecord | Kept)[]): Promise<void> {
    await this.exclusively(async () => {
      const records = items.map((item) => ('kind' in item ? item : item.record));
      await files.appendLines(
        records.map((record) => [files.monthFile(this.directory, record.at), `${summed(record)}\n`]),
      );
      for (const item of items) if (!('kind' in item)) await this.beside.put(item);
    });
  }

  private async exclusively(work: () => Promise<void>): Promise<void> {
    if (await this.locked(patience, work)) return;
    throw new Error(`Another window is writing the ledger in "${this.directory}". Try again in a minute.`);
  }

  /** Does work that writes, and tells whether it did: not when another window writes as long as this one may wait. */
  private async locked(wait: number, work: () => Promise<void>): Promise<boolean> {
    const end = Date.now() + wait;
    try {
      await makeOwnFolder(this.directory);
      let unlock = lockFolder(this.directory, longestHeld);
      while (typeof unlock !== 'function') {
        if (Date.now() >= end) return false;
        // At random, so that two waiting windows don't stay in step.
        await setTimeout(2 + 20 * Math.random());
        unlock = lockFolder(this.directory, longestHeld);
      }
      try {
        await carryOver(this.directory, this.beside);
        await this.beside.expire();
        await work();
      } finally {
        unlock();
      }
      return true;
    } catch (error) {
      throw files.unwritable(this.directory, error);
    }
  }
}
