import { progressText } from '../../bench/run/progressText.js';
import type { Progress } from '../../bench/run/tally.js';

/** Characters of the bar. */
const width = 24;
/** Milliseconds between two lines where the output is no terminal. */
const quiet = 10_000;
/** Milliseconds between two drawings on a terminal. */
const lively = 100;

/** Shows how far a run is on standard error: one line that is drawn anew on a terminal, else a line now and then. */
export class ProgressLine {
  private shown = Number.NEGATIVE_INFINITY;
  private open = false;

  show(progress: Progress): void {
    const { stderr } = process;
    const now = performance.now();
    if (now - this.shown < (stderr.isTTY ? lively : quiet)) return;
    this.shown = now;
    if (stderr.isTTY) {
      stderr.write(`\r\u001b[K${bar(progress)} ${progressText(progress)}`);
      this.open = true;
    } else stderr.write(`${progressText(progress)}\n`);
  }

  /** Leaves the line, so that other words have one of their own. */
  end(): void {
    if (this.open) process.stderr.write('\n');
    this.open = false;
  }
}

function bar({ done, tasks }: Progress): string {
  const filled = tasks === 0 ? width : Math.min(width, Math.round((width * done) / tasks));
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}
