import { setTimeout as delay } from 'node:timers/promises';

/** Holds calls back from a server that has asked to be left alone for a while; all calls to it share one. */
export class Pace {
  private until = 0;

  /** Nobody calls for so many milliseconds from now. */
  hold(milliseconds: number): void {
    this.until = Math.max(this.until, performance.now() + milliseconds);
  }

  /** Resolves when calls are welcome again. @throws an AbortError when cancelled */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.left(); left > 0; left = this.left()) {
      await delay(left, undefined, { signal });
    }
  }

  private left(): number {
    return this.until - performance.now();
  }
}
