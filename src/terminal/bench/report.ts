import { writeFile } from 'node:fs/promises';
import { type Comparison, comparePaired } from '../../bench/comparison.js';
import { metricOf } from '../../bench/metrics/registry.js';
import { figureText, intervalText } from '../../bench/report/figureWords.js';
import { type ReportFormat, reportFormats } from '../../bench/report/formats.js';
import { buildReport } from '../../bench/report/report.js';
import { latestAnswers, scoredOf } from '../../bench/report/scoredOf.js';
import { counted } from '../../bench/report/words.js';
import { runForReport } from '../../bench/run/aboutRun.js';
import { isKeptByRun, RunFolder } from '../../bench/run/runFolder.js';
import { CouldNotRate } from '../../core/rating.js';
import { table } from '../../core/textTable.js';
import { unwritable } from '../../core/unwritable.js';

/** `bouncer bench report`: the report of the first run, the others beside it. @returns what to print */
export async function report(
  paths: readonly string[],
  format: ReportFormat,
  out: string | undefined,
): Promise<string> {
  if (out !== undefined && (await isKeptByRun(out))) {
    throw new CouldNotRate(
      'forbidden',
      `${out} is a file of a run, which would be lost.`,
      'Name another file.',
    );
  }
  const folders = await Promise.all(paths.map((path) => RunFolder.open(path)));
  const runs = await Promise.all(folders.map(runForReport));
  const empty = folders[runs.findIndex(({ answers }) => answers.length === 0)];
  if (empty) {
    throw new CouldNotRate(
      'empty',
      `The run in ${empty.path} has no answer yet.`,
      `Continue with: bouncer bench resume ${empty.path}`,
    );
  }
  const text = reportFormats[format](buildReport(runs));
  if (out === undefined) return text;
  await writeFile(out, text).catch((error: unknown) => {
    throw unwritable(out, error);
  });
  return `${out}\n`;
}

/** `bouncer bench compare`: two runs on the tasks of both. @throws CouldNotRate when they have none in common */
export async function compare(paths: readonly [string, string], json: boolean): Promise<string> {
  const folders = await Promise.all(paths.map((path) => RunFolder.open(path)));
  const [a, b] = await Promise.all(folders.map(async (folder) => [...(await folder.answers()).values()]));
  const doors = folders[0]?.settings.doors.filter((door) => folders[1]?.settings.doors.includes(door)) ?? [];
  const comparisons = doors
    .map((door) =>
      comparePaired(
        door,
        scoredOf(latestAnswers(a ?? [], door)).scored,
        scoredOf(latestAnswers(b ?? [], door)).scored,
      ),
    )
    .filter(({ tasks }) => tasks > 0);
  if (comparisons.length === 0) {
    throw new CouldNotRate(
      'malformed',
      'The two runs have no rated task in common.',
      'Compare runs over the same data set.',
    );
  }
  if (json) return `${JSON.stringify(comparisons, null, 2)}\n`;
  return comparisons.map(comparisonText).join('\n');
}

function comparisonText(comparison: Comparison): string {
  const { door, tasks, onlyInA, onlyInB, bothRight, onlyARight, onlyBRight, bothWrong, pValue } = comparison;
  const rows = comparison.figures.map(({ id, a, b, value, excludesZero, ...interval }) => [
    metricOf(id).title,
    figureText(id, a),
    figureText(id, b),
    figureText(id, value),
    intervalText(id, interval),
    excludesZero ? '*' : '',
  ]);
  return [
    `${door} door: ${counted(tasks, 'task')} in both runs; ${onlyInA} only in the first, ${onlyInB} only in the second.`,
    `Both right ${bothRight}, only the first ${onlyARight}, only the second ${onlyBRight}, both wrong ${bothWrong}; McNemar's exact test p = ${pValue.toPrecision(2)}.`,
    '',
    table(['', 'first', 'second', 'difference', '95% interval', ''], rows),
    '* The interval of the difference lies on one side of zero.',
    '',
  ].join('\n');
}
