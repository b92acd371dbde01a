import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Door } from '../src/core/rating.js';
import type { LabelledRow } from './labelledRows.js';
import { doorSettings, readDoor, seed } from './localDoors.js';
import { type HeldOutRow, heldOutRows } from './nested.js';
import { leftOutSources, patchFigures } from './patchFigures.js';
import { ticketFigures } from './ticketFigures.js';

const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});

const path = 'docs/local-rater.md';
const [start, end] = ['<!-- figures: npm run card -->\n', '<!-- end of figures -->'];

function measured(
  door: Door,
  figures: (rated: readonly HeldOutRow[], rows: readonly LabelledRow[]) => string,
): string {
  const rows = readDoor(door, values.data);
  return figures(heldOutRows(door, rows, doorSettings[door], seed), rows);
}

const { input, output } = doorSettings;
const chapters = [
  measured('input', (rated, rows) => ticketFigures(rated, rows, input, seed)),
  measured('output', (rated, rows) => patchFigures(rated, leftOutSources(rows, output, seed), seed)),
];
const text = `\n${chapters.join('\n\n')}\n\n`;
console.log(text);

const card = readFileSync(path, 'utf8');
const [from, to] = [card.indexOf(start) + start.length, card.indexOf(end)];
if (from < start.length || to < 0) throw new Error(`${path} has no place for the figures.`);
if (values.check) {
  const same = card.slice(from, to) === text;
  console.log(same ? `${path} says the same.` : `${path} says otherwise: write it anew with npm run card.`);
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(path, card.slice(0, from) + text + card.slice(to));
}
