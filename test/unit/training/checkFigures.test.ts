import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { checksPage } from '../../../scripts/settings/checksPage.js';
import figures from '../../../src/checks/figures.json' with { type: 'json' };
import { type CheckedRow, checkFigures, loudShares, readChecked } from '../../../training/checkFigures.js';

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
    assert.equal(figure?.shares.right, 1 / 20);
    assert.equal(figure?.shares.wrong, 8 / 20);
    assert.ok(Math.abs((figure?.ratio.value ?? 0) - 8.5 / 1.5) < 1e-9);
    assert.ok((figure?.ratio.low ?? 0) < 8.5 / 1.5 && (figure?.ratio.high ?? 0) > 8.5 / 1.5);
    assert.deepEqual(loudShares(rows), {
      right: { share: 1 / 20, rows: 20 },
      wrong: { share: 8 / 20, rows: 20 },
    });
  });

  it('are written into the section of each check, each kind of patch by itself', () => {
    const [scratch] = checkFigures(rows, ['right', 'wrong'], 1);
    assert.ok(scratch);
    const page = checksPage({
      loud: { 'all agents': loudShares(rows) },
      patches: [{ ...scratch, shares: { gold: 0, ...scratch.shares } }],
      others: [scratch],
      tickets: [],
    });
    const [, section = ''] = page.split('### scratch-files\n');
    const [text = ''] = section.split('\n### ');
    assert.match(
      text,
      /\nMeasured: a warning on 0\.0% of gold, 5\.0% of right and 40\.0% of wrong patches in Python, ratio 5\.7 \(.+\); a warning on 5\.0% of right and 40\.0% of wrong patches in Rust and Java, ratio 5\.7 \(/,
    );
    assert.match(page, /\n\| all agents \| {2}\| 5\.0% of 20 \| 40\.0% of 20 \|\n/);
    assert.equal(page.match(/^Measured: /gm)?.length, 1);
  });

  it('are those that are measured', async function () {
    this.timeout(180_000);
    // All of them are compared by npm run checks -- --check; this file is the quickest to read.
    if (!existsSync(data)) {
      console.log(`      skipped: there are no labelled data in ${data}`);
      this.skip();
    }
    const { gold } = loudShares(await readChecked(data, 'gold_patches.train.jsonl'));
    const known = figures.loud['merged by the maintainers'].gold;
    assert.ok(gold && Math.abs(known.share - gold.share) < 1e-4, 'run npm run checks');
    assert.equal(known.rows, gold.rows);
  });
});
