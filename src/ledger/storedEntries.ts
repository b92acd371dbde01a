import { bytesOf, type Columns, idBytes, StoredEntry } from './storedRecords.js';
import { byAge, type Entries, type Entry } from './view.js';

/**
 * The entries of an index file and those that were read since. What the file holds becomes objects only when it is
 * looked at: a hundred thousand entries of plain objects take a third of a second, most of it to collect garbage.
 */
export class StoredEntries implements Entries {
  /** Null where an entry was deleted. */
  private readonly stored: (Entry | null)[];
  private readonly added = new Map<string, Entry>();
  private rowsById: Uint32Array | undefined;

  constructor(private readonly columns?: Columns) {
    const rows = columns?.rows ?? 0;
    this.stored = new Array<Entry | null>(rows);
    for (let row = 0; columns && row < rows; row++) this.stored[row] = new StoredEntry(columns, row);
  }

  get(id: string): Entry | undefined {
    return this.added.get(id) ?? this.stored[this.rowOf(id)] ?? undefined;
  }

  set(id: string, entry: Entry): void {
    const row = this.rowOf(id);
    if (this.stored[row]) this.stored[row] = entry;
    else this.added.set(id, entry);
  }

  delete(id: string): void {
    const row = this.rowOf(id);
    if (this.stored[row]) this.stored[row] = null;
    this.added.delete(id);
  }

  newestFirst(): Entry[] {
    const added = [...this.added.values()].sort(byAge);
    const all: Entry[] = [];
    let next = 0;
    for (let row = 0; row < this.stored.length; row++) {
      const entry = this.stored[row];
      if (!entry) continue;
      for (; next < added.length; next++) {
        const other = added[next] as Entry;
        if (byAge(other, entry) > 0) break;
        all.push(other);
      }
      all.push(entry);
    }
    // Not spread into `push`: there may be more than a call can have arguments.
    return next === added.length ? all : all.concat(added.slice(next));
  }

  /** The row of a decision in the file; -1 where it isn't there. */
  private rowOf(id: string): number {
    if (!this.columns) return -1;
    const { ids, rows } = this.columns;
    this.rowsById ??= rowsById(ids, rows);
    const bytes = bytesOf(id);
    const slots = this.rowsById.length;
    for (let slot = bytes.readUInt32LE(0) % slots; ; slot = (slot + 1) % slots) {
      const row = (this.rowsById[slot] as number) - 1;
      if (row === -1 || bytes.equals(ids.subarray(idBytes * row, idBytes * (row + 1)))) return row;
    }
  }
}

/**
 * A hash table of rows, from 1 (0: free), with linear probing. Ids are random, so their first bytes do as hash; a
 * `Map` would need a hundred thousand strings.
 */
function rowsById(ids: Buffer, rows: number): Uint32Array {
  const slots = 2 * rows + 1;
  const table = new Uint32Array(slots);
  for (let row = 0; row < rows; row++) {
    let slot = ids.readUInt32LE(idBytes * row) % slots;
    while (table[slot] !== 0) slot = (slot + 1) % slots;
    table[slot] = row + 1;
  }
  return table;
}
