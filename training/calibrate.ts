import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabelledCases } from '../src/bench/labelledCases.js';
import type { ShippedDoor } from '../src/calibration/defaultCalibrations.js';
import { calibrateDoor, type LabelledCase } from '../src/calibration/doorCalibration.js';
import { fitLabelTable } from '../src/calibration/labelTable.js';
import { ordinalOf } from '../src/calibration/raterOutput.js';
import type { Door } from '../src/core/rating.js';

/** Fits what the recorded models' answers mean, and writes it where the product finds it. */
const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });
const path = 'src/calibration/defaults.json';
const recorded = ['claude-3.7-sonnet', 'gemma3_27b-it-q8_0', 'gpt-4.1', 'o4-mini', 'qwen3_32b-q8_0'];
const files: Readonly<Record<Door, readonly string[]>> = {
  input: ['recorded_input_labels.train.jsonl'],
  output: ['bouncerbench_output_tasks.train.jsonl', 'recorded_output_answers.train.jsonl'],
};
const source = "BouncerBench's published answers";

async function ship(door: Door): Promise<ShippedDoor> {
  const paths = files[door].map((name) => join(values.data, name));
  const { cases } = await readLabelledCases(paths, door);
  const priorTable = pooledTable(door, cases);
  const options = { source, priorTable };
  const pairs = recorded.flatMap((one, i) => recorded.slice(i + 1).map((other) => [one, other]));
  const { raters } = calibrateDoor(door, cases, { ...options, raters: recorded });
  return {
    priorTable,
    raters,
    stacks: [...pairs, recorded].flatMap(
      (members) => calibrateDoor(door, cases, { ...options, raters: members }).stack ?? [],
    ),
  };
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

const doors = { input: await ship('input'), output: await ship('output') };
writeFileSync(path, JSON.stringify(doors, null, 2));
execFileSync('npx', ['biome', 'format', '--write', path], { stdio: 'inherit' });
for (const [door, { raters, stacks }] of Object.entries(doors)) {
  for (const { calibration, threshold } of raters) {
    console.log(`${door} ${calibration.rater.name}: threshold ${threshold}, version ${calibration.version}`);
  }
  console.log(`${door}: ${stacks.length} stacks`);
}
