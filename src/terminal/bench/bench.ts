import { mergeRuns } from '../../bench/run/merge.js';
import { RunFolder } from '../../bench/run/runFolder.js';
import { exportSubmission } from '../../bench/submission.js';
import { shown } from '../say.js';
import { benchHelp, readBenchArguments } from './benchArguments.js';
import { compare, report } from './report.js';
import { resumeRun, startRun } from './run.js';
import { score } from './score.js';
import { work } from './work.js';

/** `bouncer bench …`. @returns the exit code @throws UsageError, CouldNotRate */
export async function bench(argv: readonly string[]): Promise<number> {
  const asked = readBenchArguments(argv);
  if (asked === 'help') return print(benchHelp);
  switch (asked.command) {
    case 'run':
      return startRun(asked);
    case 'resume':
      return resumeRun(asked.run, asked.baseUrl);
    case 'work':
      await work();
      return 0;
    case 'report':
      return print(await report(asked.runs, asked.format, asked.out));
    case 'compare':
      return print(await compare(asked.runs, asked.json));
    case 'merge':
      return print(`${(await mergeRuns(asked.runs, asked.out)).path}\n`);
    case 'export':
      await exportSubmission(await RunFolder.open(asked.run), asked, asked.out);
      return print(`${asked.out}\n`);
    case 'score':
      return print(await score(asked));
  }
}

function print(text: string): number {
  process.stdout.write(shown(text));
  return 0;
}
