import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeRuns } from '../../../../src/bench/run/merge.js';
import { answerLines, doRun, localWish, withData } from './runs.js';

describe('Merging shards', () => {
  let data: ReturnType<typeof withData>;
  let shards: string[];

  beforeEach(async () => {
    data = withData(40);
    shards = [1, 2, 3].map((index) => join(data.folder, `shard${index}`));
    for (const [i, out] of shards.entries()) {
      await doRun(out, localWish(data.path, { shard: { index: i + 1, count: 3 } }));
    }
  });
  afterEach(() => data.clean());

  it('gives the run that one machine would have made', async () => {
    const merged = await mergeRuns(shards, join(data.folder, 'merged'));
    assert.equal(merged.settings.shard, null);
    assert.equal(merged.settings.tasks, 40);
    const { folder } = await doRun(join(data.folder, 'whole'), localWish(data.path));
    const said = async (run: typeof folder) =>
      [...(await run.answers())].map(([key, { verdict }]) => [key, verdict.label]).sort();
    assert.deepEqual(await said(merged), await said(folder));
  });

  it('refuses gaps, doubles and strangers, and makes nothing then', async () => {
    const out = join(data.folder, 'merged');
    const [first = '', second = '', third = ''] = shards;
    await assert.rejects(mergeRuns([first, third], out), /Shard 2 of 3 is missing/);
    await assert.rejects(mergeRuns([first, second, second, third], out), /Shard 2 of 3 is named 2 times/);
    const whole = join(data.folder, 'whole');
    await doRun(whole, localWish(data.path));
    await assert.rejects(mergeRuns([first, whole], out), /are not shards/);
    const path = join(second, 'answers.jsonl');
    const lines = readFileSync(path, 'utf8');
    writeFileSync(path, lines.slice(lines.indexOf('\n') + 1));
    await assert.rejects(mergeRuns(shards, out), /has answers to \d+ of its \d+ tasks/);
    writeFileSync(path, lines);
    appendFileSync(path, `${JSON.stringify(answerLines(first)[0])}\n`);
    await assert.rejects(mergeRuns(shards, out), /is in .* and in another shard/);
    const other = join(data.folder, 'other');
    await doRun(other, localWish(data.path, { shard: { index: 2, count: 3 }, minimumCoverage: 0.9 }));
    await assert.rejects(mergeRuns([first, other, third], out), /minimumCoverage differs/);
  });
});
