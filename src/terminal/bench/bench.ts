import { benchHelp, readBenchArguments } from './benchArguments.js';
import { resumeRun, startRun } from './run.js';
import { work } from './work.js';

/** `bouncer bench …`. @returns the exit code @throws UsageError, CouldNotRate */
export async function bench(argv: readonly string[]): Promise<number> {
  const asked = readBenchArguments(argv);
  if (asked === 'help') {
    process.stdout.write(benchHelp);
    return 0;
  }
  switch (asked.command) {
    case 'run':
      return startRun(asked);
    case 'resume':
      return resumeRun(asked.run);
    case 'work':
      await work(asked.run);
      return 0;
    default:
      throw new Error(`TODO ${asked.command}`);
  }
}
