import { rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { csv, jsonLines } from './exports.js';
import type { ReadSegment } from './indexFile.js';
import { deleteIndex } from './ledgerIndex.js';
import { LedgerReader, type LedgerView } from './ledgerReader.js';
import { lineOf } from './line.js';
import { withLock } from './lock.js';
import { deleteAsides, type Keep } from './merge.js';
import { findDecision, readRecords } from './readRecords.js';
import type { DecisionRecord, LedgerRecord } from './record.js';
import { rewrite } from './rewrite.js';
import { isClosed, segmentNames, unlessMoved } from './segment.js';
import { SegmentWriter } from './segmentWriter.js';

/** How many decisions stay. */
export interface Bounds {
  readonly mostRecords?: number;
  /** ISO 8601 in UTC; earlier decisions go. */
  readonly oldest?: string;
}

export interface LedgerSettings {
  /** Bytes from which on a segment is ended and a new one begun. */
  readonly segmentBytes?: number;
  /** Milliseconds after which the segment of a process that is not there counts as closed. */
  readonly rest?: number;
}

/** The default of {@link Bounds.mostRecords}. */
export const mostDecisions = 200_000;
/** So many small closed segments are merged into one. */
const mostSmallSegments = 8;
/** How long deleting waits for another window that merges, in milliseconds. */
const patience = 10_000;

/**
 * Decisions and what became of them, in a folder that any number of processes append to and read at the same time.
 * Each process appends to segments of its own, nothing is ever rewritten in place, and every line carries a checksum,
 * so that a crash costs no more than the line that was being written.
 */
export class Ledger {
  private readonly writer: SegmentWriter;
  private readonly segmentBytes: number;
  private readonly rest: number;
  private readonly reader: LedgerReader;
  /** Reading, merging and deleting take turns. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly directory: string,
    { segmentBytes = 16 << 20, rest = 60 * 60_000 }: LedgerSettings = {},
  ) {
    this.writer = new SegmentWriter(directory, segmentBytes);
    this.reader = new LedgerReader(directory);
    this.segmentBytes = segmentBytes;
    this.rest = rest;
  }

  /** Resolves when the records would outlast a power loss. @throws Error when they can't be written */
  append(records: LedgerRecord | readonly LedgerRecord[]): Promise<void> {
    const all: readonly LedgerRecord[] = 'kind' in records ? [records] : records;
    return all.length === 0 ? Promise.resolve() : this.writer.append(all.map(lineOf).join(''));
  }

  /** All records, the earliest first. */
  read(): AsyncIterable<LedgerRecord> {
    return readRecords(this.directory);
  }

  /** What the ledger holds now; only what was added since the last time is read. */
  load(): Promise<LedgerView> {
    return this.inTurn(async () => {
      const view = await this.reader.read();
      if (this.reader.isAhead) this.saveLater();
      return view;
    });
  }

  /** A decision with its facts and, where it was kept, its text; undefined when it is gone. */
  details(id: string): Promise<DecisionRecord | undefined> {
    return unlessMoved(() => findDecision(this.directory, id));
  }

  /** The whole ledger in pieces of text: `jsonl` has every record, `csv` a row for each decision. */
  async *export(format: 'jsonl' | 'csv'): AsyncGenerator<string, undefined> {
    yield* format === 'jsonl' ? jsonLines(this.read()) : csv((await this.load()).entries);
  }

  /**
   * Drops the oldest decisions beyond the bounds, with what was done about them, and merges small segments. Only
   * segments that nobody writes into are touched. Tells how many decisions were dropped; none when another window
   * is merging.
   */
  async compact({ mostRecords = mostDecisions, oldest = '' }: Bounds = {}): Promise<number> {
    const dropped = await this.inTurn(() =>
      withLock(this.directory, 0, async () => {
        await deleteAsides(this.directory);
        const { entries } = await this.reader.read();
        const kept = entries.slice(0, mostRecords).filter(({ decision }) => decision.at >= oldest).length;
        const sources = await this.worthMerging(entries[kept]?.decision.at);
        if (sources.length === 0) return 0;
        const gone = new Set(entries.slice(kept).map(({ decision }) => decision.id));
        // A response or outcome without its decision is of one that was dropped before.
        const orphans = new Set(this.reader.index.early.keys());
        let count = 0;
        await this.rewrite(sources, (record) => {
          if (!record) return true;
          const stays = !gone.has(decisionOf(record)) && !orphans.has(decisionOf(record));
          if (!stays && record.kind === 'decision') count++;
          return stays;
        });
        return count;
      }),
    );
    return dropped ?? 0;
  }

  /** Forgets everything, also what other windows wrote. @throws Error when it can't */
  async deleteAll(): Promise<void> {
    await this.exclusively(async () => {
      await deleteAsides(this.directory);
      await deleteIndex(this.directory);
      for (const name of await segmentNames(this.directory)) {
        await rm(joinPath(this.directory, name), { force: true });
      }
      this.reader.forget();
    });
  }

  /** Forgets a repository's decisions, by its key, and what was done about them. @throws Error when it can't */
  async deleteFor(repository: string): Promise<void> {
    await this.exclusively(async () => {
      await deleteAsides(this.directory);
      const { entries } = await this.reader.read();
      const gone = new Set(
        entries
          .filter(({ decision }) => decision.repository?.key === repository)
          .map(({ decision }) => decision.id),
      );
      if (gone.size === 0) return;
      await this.rewrite(await segmentNames(this.directory), (record) => {
        // What a later version wrote may be about the repository, too.
        if (!record || gone.has(decisionOf(record))) return false;
        return record.kind !== 'decision' || record.repository?.key !== repository;
      });
    });
  }

  /** Waits for what is under way and ends this process's segment. */
  async close(): Promise<void> {
    await this.writer.end();
    await this.turn;
  }

  private async exclusively(work: () => Promise<void>): Promise<void> {
    const done = await this.inTurn(() =>
      withLock(this.directory, patience, async () => {
        await this.writer.end();
        await work();
        return true;
      }),
    );
    if (!done) {
      throw new Error('Another window is tidying the ledger, so nothing was deleted. Try again in a minute.');
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private saveLater(): void {
    const saved = this.inTurn(() =>
      withLock(this.directory, 0, async () => {
        // Another window may have merged or deleted what was read before.
        await this.reader.read();
        if (this.reader.isAhead) await this.reader.save();
      }),
    );
    // In a folder that is read-only there is no index; it opens more slowly.
    void saved.catch(() => undefined);
  }

  /** Closed segments that hold a decision as old as that, and all small ones where there are many. */
  private async worthMerging(newestDropped: string | undefined): Promise<string[]> {
    const all = [...this.reader.index.segments];
    const closed = await Promise.all(
      all.map(([name]) => this.writer.ended.has(name) || isClosed(this.directory, name, this.rest)),
    );
    const candidates = all.filter((_, i) => closed[i]);
    const isSmall = ({ bytes }: ReadSegment) => bytes < this.segmentBytes;
    const many = candidates.filter(([, read]) => isSmall(read)).length >= mostSmallSegments;
    const isOld = ({ oldest }: ReadSegment) =>
      newestDropped !== undefined && oldest !== null && oldest <= newestDropped;
    return candidates.filter(([, read]) => isOld(read) || (many && isSmall(read))).map(([name]) => name);
  }

  private async rewrite(sources: readonly string[], keep: Keep): Promise<void> {
    const { index } = this.reader;
    // Read anew next time, also after a failure: the index is changed as the merge goes on.
    this.reader.forget();
    const late = await rewrite(this.directory, index, sources, keep, this.segmentBytes);
    if (late !== '') await this.writer.append(late);
  }
}

function decisionOf(record: LedgerRecord): string {
  return record.kind === 'decision' ? record.id : record.decision;
}
