import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Door } from '../src/core/rating.js';
import type { LocalFigures } from '../src/raters/local/figures.js';
import { cardFigures, readmeFigures, withFigures } from './cardPage.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { doorSettings, readDoor, seed } from './localDoors.js';
import { type HeldOutRow, heldOutRows } from './nested.js';
import { patchFigures } from './patchFigures.js';
import { ticketFigures } from './ticketFigures.js';

/** Measures the local rater on held-out rows: figures for the product, and the same ones for its card. */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    /** Compares instead of writing. */
    check: { type: 'boolean' },
    /** Measures nothing: prints the figures that there are. */
    pages: { type: 'boolean' },
  },
});

function measured<Figures>(
  door: Door,
  figures: (
    rated: readonly HeldOutRow[],
    rows: readonly LabelledRow[],
    settings: DoorSettings,
    seed: number,
  ) => Figures,
): Figures {
  const rows = readDoor(door, values.data);
  const settings = doorSettings[door];
  return figures(heldOutRows(door, rows, settings, seed), rows, settings, seed);
}

const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(5)) : value);
const measure = (): LocalFigures => ({
  tickets: measured('input', ticketFigures),
  patches: measured('output', patchFigures),
});
const path = 'src/raters/local/figures.json';
const text = values.pages ? readFileSync(path, 'utf8') : `${JSON.stringify(measure(), rounded, 1)}\n`;

const stored = JSON.parse(text) as LocalFigures;

const pages: Readonly<Record<string, (page: string) => string>> = {
  [path]: () => text,
  'docs/local-rater.md': (page) => withFigures(page, cardFigures(stored)),
  'README.md': (page) => withFigures(page, readmeFigures(stored)),
};
for (const [name, renewed] of Object.entries(pages)) {
  const page = readFileSync(name, 'utf8');
  const content = renewed(page);
  const same = page === content;
  if (!values.check) writeFileSync(name, content);
  else if (!same) process.exitCode = 1;
  const otherwise = values.check ? 'says otherwise: write it anew with npm run card' : 'is written anew';
  console.log(`${name} ${same ? 'says the same' : otherwise}.`);
}
