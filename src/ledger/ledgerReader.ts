import { emptyIndex, type LedgerIndex } from './indexFile.js';
import { deleteIndex, readIndex, readOn, writeIndex } from './ledgerIndex.js';
import { segmentNames, unlessMoved } from './segment.js';
import type { Entry } from './view.js';

/** What a ledger holds, as of one moment. */
export interface LedgerView {
  /** Newest decision first. */
  readonly entries: readonly Entry[];
  /** Lines on disk that hold no record: torn by a crash, changed by hand, or of a later version. */
  readonly unreadable: number;
}

/** The index on disk is written again when so many bytes were read that it lacks. */
const mostUnindexedBytes = 1 << 20;

/** Reads a ledger's segments, each only as far as it grew since the last time. Its calls must take turns. */
export class LedgerReader {
  private current: LedgerIndex | undefined;
  private view: LedgerView | undefined;
  private unindexed = 0;

  constructor(private readonly directory: string) {}

  /** What was read; empty before the first reading. */
  get index(): LedgerIndex {
    this.current ??= emptyIndex();
    return this.current;
  }

  /** Whether so much was read that the index on disk should be written. */
  get isAhead(): boolean {
    return this.unindexed > mostUnindexedBytes;
  }

  read(): Promise<LedgerView> {
    return unlessMoved(() => this.readOnAll());
  }

  /** Writes what was read as the index on disk. */
  async save(): Promise<void> {
    await writeIndex(this.index, this.directory);
    this.unindexed = 0;
  }

  /** Reads anew next time. */
  forget(): void {
    this.current = undefined;
    this.view = undefined;
    this.unindexed = 0;
  }

  private async readOnAll(): Promise<LedgerView> {
    const names = await segmentNames(this.directory);
    if ([...this.index.segments.keys()].some((name) => !names.includes(name))) this.forget();
    if (this.index.segments.size === 0) {
      this.view = undefined;
      this.current = (await readIndex(this.directory, names)) ?? emptyIndex();
    }
    const { index } = this;
    let added = 0;
    for (const name of names) {
      const bytes = await readOn(index, this.directory, name);
      if (bytes === undefined) {
        // Shorter than it was, after a power loss: what the index says of it can't be trusted.
        await deleteIndex(this.directory);
        this.forget();
        return this.readOnAll();
      }
      added += bytes;
    }
    this.unindexed += added;
    const unreadable = [...index.segments.values()].reduce(
      (sum, { unreadable: lines, torn }) => sum + lines + Number(torn),
      0,
    );
    if (!this.view || added > 0 || this.view.unreadable !== unreadable) {
      this.view = { entries: index.entries.newestFirst(), unreadable };
    }
    return this.view;
  }
}
