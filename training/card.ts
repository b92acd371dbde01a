import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { doors } from '../src/core/rating.js';
import { figures, figuresMarkdown } from './cardFigures.js';
import { doorSettings, readDoor, seed } from './localDoors.js';

const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});

const path = 'docs/local-rater.md';
const [start, end] = ['<!-- figures: npm run card -->\n', '<!-- end of figures -->'];

const measured = doors.map((door) =>
  figuresMarkdown(door, figures(door, readDoor(door, values.data), doorSettings[door], seed)),
);
const text = `\n${measured.join('\n\n')}\n\n`;
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
