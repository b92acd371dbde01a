import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { type CheckedRow, checkFigures, loudShare, readChecked } from '../../../training/checkFigures.js';
import { checksPage, loudLine } from '../../../training/checkPage.js';

const data = '../shared/data';

const row = (instance: string, standing: CheckedRow['standing'], loud: string[] = []): CheckedRow => ({
  instance,
  standing,
  loud,
  hints: [],
});

describe('Figures of the checks', () => {
  const rows = Array.from({ length: 40 }, (_, i) =>
    row(`i${i % 20}`, i < 20 ? 'right' : 'wrong', i === 0 || i >= 32 ? ['scratch-files'] : []),
  );

  it('tell how often a check speaks, and by how much more often on wrong patches', () => {
    const [figure] = checkFigures(rows, ['right', 'wrong'], 1);
    assert.equal(figure?.shares.get('right'), 1 / 20);
    assert.equal(figure?.shares.get('wrong'), 8 / 20);
    assert.ok(Math.abs((figure?.ratio.value ?? 0) - 8.5 / 1.5) < 1e-9);
    assert.ok((figure?.ratio.low ?? 0) < 8.5 / 1.5 && (figure?.ratio.high ?? 0) > 8.5 / 1.5);
    assert.equal(loudShare(rows, 'wrong'), 8 / 20);
  });

  it('are written between their marks and into the section of each check, and can be written again', () => {
    const page =
      '# Checks\n\n### scratch-files\n\nWhat.\n\n### todo-left\n\nWhat.\n\n## Figures\n\n<!-- figures: npm run checks -->\n<!-- end of figures -->\n';
    const figures = { tables: '| A |', sentences: new Map([['scratch-files', 'a warning.']]) };
    const written = checksPage(page, figures);
    assert.match(
      written,
      /### scratch-files\n\nWhat\.\n\nMeasured: a warning\.\n\n### todo-left\n\nWhat\.\n\n## Figures/,
    );
    assert.match(written, /npm run checks -->\n\n\| A \|\n\n<!-- end/);
    assert.equal(checksPage(written, figures), written);
  });

  it('stand in docs/checks.md as they are measured', async function () {
    this.timeout(180_000);
    // The whole page is compared by npm run checks -- --check; this file is the quickest to read.
    if (!existsSync(data)) {
      console.log(`      skipped: there are no labelled data in ${data}`);
      this.skip();
    }
    const page = readFileSync('docs/checks.md', 'utf8');
    const line = `| ${loudLine('merged by the maintainers', await readChecked(data, 'gold_patches.train.jsonl')).join(' | ')} |`;
    assert.ok(page.includes(line), `docs/checks.md does not say "${line}": run npm run checks.`);
  });
});
