import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { readLabelledCases } from '../src/bench/labelledCases.js';
import type { FittedCalibration } from '../src/calibration/calibrationText.js';
import type { ShippedDoor } from '../src/calibration/defaultCalibrations.js';
import { calibrateDoor, type LabelledCase, localName } from '../src/calibration/doorCalibration.js';
import { fitLabelTable } from '../src/calibration/labelTable.js';
import { ordinalOf } from '../src/calibration/raterOutput.js';
import { type Door, doors } from '../src/core/rating.js';
import { localRater } from '../src/raters/local/localRater.js';
import { heldOutLocal } from './heldOutLocal.js';
import { placeFigures } from './markdown.js';
import { anyModel, byAnyModel, recorded, stackFigures } from './stackFigures.js';

/**
 * Fits what the recorded models' answers mean, alone and beside the local rater, and writes it where the product finds
 * it; measures the stacks, and writes that where people read it. `--check` compares instead of writing.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});
const path = 'src/calibration/defaults.json';
const files: Readonly<Record<Door, readonly string[]>> = {
  input: ['recorded_input_labels.train.jsonl'],
  output: ['bouncerbench_output_tasks.train.jsonl', 'recorded_output_answers.train.jsonl'],
};
const source = "BouncerBench's published answers";

async function ship(door: Door): Promise<{ shipped: ShippedDoor; figures: string }> {
  const paths = files[door].map((name) => join(values.data, name));
  const { cases } = await readLabelledCases(paths, door);
  const priorTable = pooledTable(door, cases);
  const options = { source, priorTable, localVersion: localRater.probabilityVersion(door) };
  const beside = besideLocal(cases, await heldOutLocal(door, values.data));
  const together = (some: readonly LabelledCase[], rater: string, from = source) =>
    calibrateDoor(door, some, { ...options, source: from, raters: [rater, localName] })
      .raters[0] as FittedCalibration;
  const pairs = recorded.flatMap((one, i) => recorded.slice(i + 1).map((other) => [one, other]));
  const { raters } = calibrateDoor(door, cases, { ...options, raters: recorded });
  const shipped = {
    priorTable,
    raters: raters.map((fitted) => ({
      ...fitted,
      besideLocal: together(beside, fitted.calibration.rater.name).besideLocal,
    })),
    anyModel: together(byAnyModel(beside), anyModel, `${source} of other models`),
    stacks: [...pairs, recorded].flatMap(
      (members) => calibrateDoor(door, cases, { ...options, raters: members }).stack ?? [],
    ),
  };
  return { shipped, figures: stackFigures(door, beside, options) };
}

/** The cases that the local rater has rated, with its probability among the answers. */
function besideLocal(
  cases: readonly LabelledCase[],
  probabilities: ReadonlyMap<string, number>,
): LabelledCase[] {
  return cases.flatMap((one) => {
    const bounceProbability = probabilities.get(one.instance);
    if (bounceProbability === undefined) return [];
    return [{ ...one, outputs: new Map([...one.outputs, [localName, { bounceProbability }]]) }];
  });
}

/** What each label means over all recorded raters, itself starting from the share of bounces. */
function pooledTable(door: Door, cases: readonly LabelledCase[]): readonly number[] {
  const share = cases.filter(({ bounce }) => bounce).length / cases.length;
  const answers = cases.flatMap(({ bounce, outputs }) =>
    recorded.flatMap((rater) => {
      const ordinal = ordinalOf(outputs.get(rater) ?? {}, door);
      return ordinal === undefined ? [] : [{ ordinal, bounce }];
    }),
  );
  return fitLabelTable(
    answers.map(({ ordinal }) => ordinal),
    answers.map(({ bounce }) => bounce),
    [share, share, share, share],
  );
}

async function run(): Promise<void> {
  const made = { input: await ship('input'), output: await ship('output') };
  const shipped = { input: made.input.shipped, output: made.output.shipped };
  for (const door of doors) console.log(told(door, shipped[door]));
  const figures = doors.map((door) => `${titles[door]}\n\n${made[door].figures}`).join('\n\n');
  console.log(figures);
  const isSame = placeFigures('docs/calibration.md', 'npm run calibrate', figures, values.check);
  if (values.check) {
    const before: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isKnown = isDeepStrictEqual(before, JSON.parse(JSON.stringify(shipped)));
    console.log(
      `${path} has ${isKnown ? 'the same' : 'something else: write it anew with npm run calibrate'}.`,
    );
    process.exitCode = isSame && isKnown ? 0 : 1;
    return;
  }
  writeFileSync(path, JSON.stringify(shipped, null, 2));
  execFileSync('npx', ['biome', 'format', '--write', path], { stdio: 'inherit' });
}

const titles: Readonly<Record<Door, string>> = { input: '### Tickets', output: '### Patches' };

function told(door: Door, { raters, anyModel, stacks }: ShippedDoor): string {
  const lines = [...raters, anyModel].map(({ calibration, threshold, besideLocal }) => {
    const { rater, version } = calibration;
    return `${door} ${rater.name}: threshold ${threshold}, version ${version}; beside the local rater ${besideLocal?.threshold}, ${besideLocal?.stack.version}`;
  });
  return [...lines, `${door}: ${stacks.length} stacks`].join('\n');
}

void run();
