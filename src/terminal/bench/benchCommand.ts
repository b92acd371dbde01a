import { type ReportFormat, reportFormats } from '../../bench/report/formats.js';
import { mergeRuns } from '../../bench/run/merge.js';
import { RunFolder } from '../../bench/run/runFolder.js';
import { exportSubmission } from '../../bench/submission.js';
import { options } from '../../engine/config/generated.js';
import { door, flag, json, needed, oneOf, text } from '../options.js';
import type { ProgramCommand } from '../program.js';
import { baseUrlOf } from '../raterFor.js';
import { shown } from '../say.js';
import { runOptions } from './benchArguments.js';
import { compare, report } from './report.js';
import { resumeRun, startRun } from './run.js';
import { score } from './score.js';

const formats = Object.keys(reportFormats) as ReportFormat[];

/** `bouncer bench …` */
export function benchCommand(bench: ProgramCommand): void {
  bench
    .description('Measures raters on BouncerBench (arXiv 2506.17812) and on data sets of your own.')
    .addHelpText(
      'after',
      `
A run is a folder. FILE is CSV, JSON, JSON lines or Parquet in BouncerBench's columns (docs/bench.md).

Exit code
  0  done        1  the run can be resumed: some tasks have no answer yet        2  it failed, or wrong usage`,
    );
  bench.command('run').does({
    description: 'Rates the tasks of a data set into a new folder.',
    options: runOptions,
    more: `Every answer is on the disk before it counts. Ctrl-C stops after the answers under way; a second one cuts them off.`,
    run: startRun,
  });
  bench.command('resume').does({
    description: 'Resumes a run where it stopped, and asks for nothing twice.',
    takes: '<run>',
    options: { baseUrl: options.baseUrl },
    more: `A run's folder may come from anybody, so it never chooses where tickets, patches and your key go: name the server with
--base-url or BOUNCER_BASE_URL. A server on this computer is asked even if it is not named, but without your key.`,
    run: ({ baseUrl }, [run = '']) => resumeRun(run, baseUrlOf(baseUrl)),
  });
  bench.command('report').does({
    description: 'Reports the first run, with the others beside it.',
    takes: '<run...>',
    options: {
      format: { ...oneOf('format', formats, 'What to write.'), default: 'md' },
      out: text('file', 'Write to a file.'),
    },
    run: async ({ format, out }, runs) => print(await report(runs, format, out)),
  });
  bench.command('compare').does({
    description: 'Compares two runs on the tasks of both.',
    takes: '<first> <second>',
    options: { json },
    run: async ({ json }, [first = '', second = '']) => print(await compare([first, second], json)),
  });
  bench.command('merge').does({
    description: 'Puts the shards of a run together.',
    takes: '<run...>',
    options: { out: needed(text('dir', 'Folder of the whole run.')) },
    run: async ({ out }, runs) => print(`${(await mergeRuns(runs, out)).path}\n`),
  });
  bench.command('export').does({
    description: "Writes a run in the leaderboard's format.",
    takes: '<run>',
    options: {
      name: needed(text('name', 'Name of the entrant.')),
      out: needed(text('dir', 'Folder of the submission.')),
      oss: flag('The entrant is open source.'),
      site: text('url', "The entrant's page."),
      icon: text('url', "The entrant's icon."),
    },
    run: async ({ out, site = '', icon = '', ...entrant }, [run = '']) => {
      await exportSubmission(await RunFolder.open(run), { ...entrant, site, icon }, out);
      return print(`${out}\n`);
    },
  });
  bench.command('score').does({
    description: "Scores predictions against a gold file, with the figures of BouncerBench's own script.",
    options: {
      door,
      gold: needed(text('file', 'Gold labels.')),
      predictions: needed(text('file', 'Predictions.')),
      baselines: flag('Score raters that read nothing, too.'),
      json,
    },
    more: `Predictions are a leaderboard submission, published outputs ({instance_id: {explanation, label}}), or JSON lines with
instance_id and label, bounce or bounceProbability, or labels of several raters. The fields rater, model or agent tell
raters apart; each gets a column (if the gold file names agents, agent says whose patch it is).`,
    run: async (asked) => print(await score(asked)),
  });
}

function print(text: string): number {
  process.stdout.write(shown(text));
  return 0;
}
