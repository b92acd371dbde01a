import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checksPage, type Figures } from '../scripts/settings/checksPage.js';
import { type CheckedRow, checkFigures, loudShares, readChecked } from './checkFigures.js';

/** Measures how often each check is right on the labelled data, and writes it where the page on the checks reads it. */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});

const path = 'src/checks/figures.json';
const seed = 44;

async function measure(): Promise<Figures> {
  const read = (name: string) => readChecked(values.data, `${name}.train.jsonl`);
  const gold = await read('gold_patches');
  const early = await read('output');
  const late = await read('output_modern');
  const others = await read('output_multilingual');
  const ofPatches = (rows: readonly CheckedRow[]) => checkFigures(rows, ['right', 'wrong'], seed);
  return {
    loud: {
      'merged by the maintainers': loudShares(gold),
      'agents of 2024 and 2025': loudShares(early),
      'agents of 2025 and 2026': loudShares(late),
      'all agents above': loudShares([...early, ...late]),
      'agents on Rust and Java': loudShares(others),
    },
    patches: ofPatches([...gold, ...early, ...late]),
    others: ofPatches(others),
    tickets: checkFigures(await read('input'), ['clear', 'vague'], seed),
  };
}

async function run(): Promise<void> {
  const figures = await measure();
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(5)) : value;
  const text = `${JSON.stringify(figures, rounded, 1)}\n`;
  if (values.check) {
    const same = text === readFileSync(path, 'utf8');
    console.log(same ? `${path} says the same.` : `${path} says otherwise: run npm run checks.`);
    process.exitCode = same ? 0 : 1;
  } else {
    writeFileSync(path, text);
    writeFileSync('docs/checks.md', checksPage(figures));
  }
}

void run();
