import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { readLabelledCases } from '../bench/labelledCases.js';
import { labelledFrom } from '../bench/labelledSource.js';
import { crossValidated, measureOn } from '../calibration/beforeAndAfter.js';
import { reportText } from '../calibration/calibrationReport.js';
import type { DoorCalibration } from '../calibration/calibrationText.js';
import { priorTable } from '../calibration/defaultCalibrations.js';
import { calibrateDoor, type LabelledCase } from '../calibration/doorCalibration.js';
import { enoughCases, fittableRaters, reportOf } from '../calibration/fitting.js';
import { counted } from '../core/counted.js';
import { nouns, plurals } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { localRater } from '../raters/local/localRater.js';
import { door, files, flag, needed, text, type Values } from './options.js';
import type { ProgramCommand } from './program.js';
import { print, problemLines, say } from './say.js';

const calibrateOptions = {
  door,
  fit: needed(files('What to learn from')),
  evaluate: files('What to measure on, instead of cross-validation on --fit, grouped by instance'),
  out: text('file', 'Write calibrations, stack and thresholds as JSON.'),
  json: flag('Print the figures as JSON.'),
} as const;

/** `bouncer calibrate` */
export function calibrateCommand(command: ProgramCommand): void {
  command.does({
    description:
      "Learns from labeled tickets or patches what raters' answers mean, and shows what that changes.",
    options: calibrateOptions,
    more: `FILE is JSON lines, CSV or Parquet. A row has instance_id; the truth as input_quality (0 to 3) or input_bounce, output_quality
(0 to 1) or output_bounce; and raters' answers as labels and probabilities by rater ({"labels": {"gpt-4.1": "VAGUE"}}),
or one as label or bounceProbability with rater, model or agent. Rows of one instance belong together; rows that can't
be read are reported and left out. The folder of a ledger (--ledger DIR) will do, too: its decisions with outcomes are the rows.

Exit code
  0  done        2  could not read or fit, or wrong usage`,
    run: async (asked) => {
      await print(await calibrate(asked));
      return 0;
    },
  });
}

async function calibrate({
  door,
  fit,
  evaluate,
  out,
  json,
}: Values<typeof calibrateOptions>): Promise<string> {
  const fitted = await readCases(fit, door);
  const kept = evaluate.length > 0 ? await readCases(evaluate, door) : undefined;
  const raters = ratersOf(door, fitted, kept, fit.join(', '));
  const localVersion = localRater.probabilityVersion(door);
  const options = { raters, source: fit.join(', '), priorTable: priorTable(door), localVersion };
  const calibration = out !== undefined || kept ? calibrateDoor(door, fitted, options) : undefined;
  const measured = kept && calibration ? measureOn(calibration, kept) : crossValidated(door, fitted, options);
  if (out !== undefined && calibration) await writeOut(out, calibration);
  const report = reportOf(door, fitted, kept, measured);
  return json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The labeled cases of files, or of a ledger's folder; tells which rows are left out. @throws CouldNotRate when they can't be read or are too few */
export async function readCases(files: readonly string[], door: Door): Promise<readonly LabelledCase[]> {
  const [path] = files;
  if (files.length === 1 && path !== undefined && isFolder(path))
    return labelledFrom({ kind: 'ledger', path, name: path }, door);
  const found = await readLabelledCases(files, door);
  for (const line of problemLines(found.problems)) say(line);
  const { length } = found.problems;
  if (length > 0) say(`${length.toLocaleString('en')} ${length === 1 ? 'row is' : 'rows are'} left out.`);
  if (found.withoutGold > 0)
    say(
      `${counted(found.withoutGold, 'case')} without a truth ${found.withoutGold === 1 ? 'is' : 'are'} left out.`,
    );
  return enoughCases(found, door, files.join(', '));
}

/** The raters with enough cases to fit that also answered where they are measured, in the order of their names. */
function ratersOf(
  door: Door,
  fitted: readonly LabelledCase[],
  kept: readonly LabelledCase[] | undefined,
  source: string,
): string[] {
  const enough = fittableRaters(door, fitted, source);
  if (!kept) return enough;
  const common = enough.filter((rater) => kept.some(({ outputs }) => outputs.has(rater)));
  if (common.length > 0) return common;
  const others = [...new Set(kept.flatMap(({ outputs }) => [...outputs.keys()]))];
  throw new CouldNotRate(
    'malformed',
    `The files have no rater in common: --fit has ${list(enough)}, --evaluate has ${list(others)}.`,
    `Evaluate on ${plurals[door]} that the same raters have rated.`,
  );
}

/** Names for people: "a", "b". */
export function list(raters: readonly string[]): string {
  return raters.map((rater) => `"${rater}"`).join(', ');
}

async function writeOut(path: string, calibration: DoorCalibration): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(calibration, null, 2)}\n`);
  } catch (error) {
    throw new CouldNotRate(
      'unreadable',
      `The ${nouns[calibration.door]} calibration could not be written to ${path} (${(error as Error).message}).`,
      'Name another file with --out.',
      { cause: error },
    );
  }
}
