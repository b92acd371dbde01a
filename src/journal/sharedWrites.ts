/**
 * Writes texts one after the other. Those that wait while another is written, and those of one turn, share the next
 * write, so that many cost no more flushes of the disk than a few.
 */
export class SharedWrites {
  private waiting = '';
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly write: (text: string) => Promise<void>) {}

  /** Resolves, or fails, with the write that the text was in. */
  append(text: string): Promise<void> {
    this.waiting += text;
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
    const text = this.waiting;
    this.waiting = '';
    this.next = undefined;
    return this.write(text);
  }
}
