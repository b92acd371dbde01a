import { spawnSync } from 'node:child_process';

const rounds = 15;

/** How long the program takes until it says what it can do, against Node alone; the quickest of several rounds. */
export function startTerminal(): void {
  const quickest = { node: Number.POSITIVE_INFINITY, bouncer: Number.POSITIVE_INFINITY };
  for (let i = 0; i < rounds; i++) {
    quickest.node = Math.min(quickest.node, timed(['-e', '0']));
    quickest.bouncer = Math.min(quickest.bouncer, timed(['dist/cli.js', '--help']));
  }
  const ratio = quickest.bouncer / quickest.node;
  console.log(
    `\nStart of the terminal: ${quickest.bouncer.toFixed(0)} ms, ${ratio.toFixed(2)} × node -e 0 (goal: ≤ 2.0)`,
  );
}

function timed(args: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
}
