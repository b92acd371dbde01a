import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readChecked } from './checkFigures.js';
import { checksPage, figuresOf } from './checkPage.js';

const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});

const path = 'docs/checks.md';

async function run(): Promise<void> {
  const figures = await figuresOf((file) => readChecked(values.data, file));
  console.log(figures.tables);
  const before = readFileSync(path, 'utf8');
  const after = checksPage(before, figures);
  if (!values.check) writeFileSync(path, after);
  else {
    console.log(before === after ? `${path} says the same.` : `${path} says otherwise: run npm run checks.`);
    process.exitCode = before === after ? 0 : 1;
  }
}

void run();
