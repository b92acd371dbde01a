import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AgreementModel } from '../src/agreement/risk.js';
import { agreementFigures, measuredOn } from './agreementFigures.js';
import { comparedRows, fitWeights, joinedRows } from './agreementTraining.js';
import { doorSettings, readDoor, seed } from './localDoors.js';
import { heldOutRows } from './nested.js';
import { readPatchData } from './patchRows.js';

/** Fits what agreement among patches for one ticket says of each, and measures it. */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, check: { type: 'boolean' } },
});

const modelPath = 'src/agreement/model.json';
const pagePath = 'docs/compare.md';
const [start, end] = ['<!-- figures: npm run agreement -->\n', '<!-- end of figures -->'];

const rated = heldOutRows('output', readDoor('output', values.data), doorSettings.output, seed);
const cases = rated.filter(({ copy }) => copy === '');
const rows = comparedRows(readPatchData(values.data), cases);
const joined = joinedRows(rows, seed);
const model: AgreementModel = {
  weights: fitWeights(rows),
  fittedOn: { rows: rows.length, instances: new Set(rows.map(({ instance }) => instance)).size },
  measured: measuredOn(joined, seed),
};
const figures = `\n${agreementFigures(joined, seed)}\n\n`;
console.log(figures);

const page = readFileSync(pagePath, 'utf8');
const [from, to] = [page.indexOf(start) + start.length, page.indexOf(end)];
if (from < start.length || to < 0) throw new Error(`${pagePath} has no place for the figures.`);
if (values.check) {
  const shipped: unknown = JSON.parse(readFileSync(modelPath, 'utf8'));
  const isSame = page.slice(from, to) === figures && JSON.stringify(shipped) === JSON.stringify(model);
  console.log(
    isSame ? 'Model and page say the same.' : 'Model or page says otherwise: run npm run agreement.',
  );
  process.exitCode = isSame ? 0 : 1;
} else {
  writeFileSync(pagePath, page.slice(0, from) + figures + page.slice(to));
  writeFileSync(modelPath, JSON.stringify(model));
  execFileSync('npx', ['biome', 'format', '--write', modelPath], { stdio: 'inherit' });
}
