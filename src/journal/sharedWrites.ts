/**
 * Writes items one after the other. Those that wait while others are written, and those of one turn, share the next
 * write, so that many cost no more flushes of the disk than a few.
 */
export class SharedWrites<Item> {
  private waiting: Item[] = [];
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly write: (items: readonly Item[]) => Promise<void>) {}

  /** Resolves, or fails, with the write that the item was in. */
  append(item: Item): Promise<void> {
    this.waiting.push(item);
    if (!this.next) {
      this.next = this.last.then(() => this.writeWaiting());
      this.last = this.next.catch(() => undefined);
    }
    return this.next;
  }

  /** Resolves when what was appended until now is written or has failed. */
  settled(): Promise<void> {
    return this.last;
  }

  private writeWaiting(): Promise<void> {
    const items = this.waiting;
    this.waiting = [];
    this.next = undefined;
    return this.write(items);
  }
}
