import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { doors } from '../src/core/rating.js';
import { trainDoor } from './doorTraining.js';
import { doorSettings, readDoor, seed } from './localDoors.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });

for (const door of doors) {
  const rows = readDoor(door, values.data);
  const model = trainDoor(door, rows, doorSettings[door], seed);
  const version = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 8);
  const path = `src/raters/local/${door}.model.json`;
  writeFileSync(path, `${JSON.stringify({ version, ...model })}\n`);
  const { scorer, limits } = model;
  console.log(
    `${path}: ${rows.length} rows, ${scorer.inputs.length} inputs, ${scorer.vocabulary.length} n-grams, limits ${limits.ask} and ${limits.abstain}, version ${version}`,
  );
}
