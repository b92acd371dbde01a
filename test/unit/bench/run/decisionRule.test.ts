import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aboutRun } from '../../../../src/bench/run/aboutRun.js';
import { mergeRuns } from '../../../../src/bench/run/merge.js';
import { newRun, type RunWish } from '../../../../src/bench/run/newRun.js';
import { rulesText } from '../../../../src/bench/run/ruleWords.js';
import { RunFolder } from '../../../../src/bench/run/runFolder.js';
import { Spending } from '../../../../src/models/spending.js';
import { localRater } from '../../../../src/raters/local/localRater.js';
import { doRun, localWish, madeUp, withData } from './runs.js';

describe('What a run decides by', () => {
  const { folder, path, clean } = withData(20);
  after(clean);
  const { benchmark } = localRater;

  const settingsOf = async (changed: Partial<RunWish> = {}, file = path) =>
    (await newRun(localWish(file, changed), { models: [], spending: new Spending({}, undefined) })).settings;

  /** A file of tickets of these grades. */
  const graded = (name: string, grades: readonly (number | undefined)[]) => {
    const file = join(folder, name);
    const rows = grades.map((input_quality, i) => JSON.stringify({ ...madeUp(i), input_quality }));
    writeFileSync(file, rows.join('\n'));
    return file;
  };

  it("is the best threshold of the training rows at the data's own share of bounces", async () => {
    const settings = await settingsOf({ doors: ['input', 'output'] });
    assert.deepEqual(settings.baseRates, { input: 0.5, output: 0.5 });
    assert.deepEqual(settings.thresholds, {
      input: benchmark.threshold('input'),
      output: benchmark.threshold('output'),
    });
    const origin = { threshold: 'training', baseRate: 'data' };
    assert.deepEqual(settings.origins, { input: origin, output: origin });
    assert.match(
      rulesText(settings),
      /^Threshold at the input door \d+%: best score on training rows\. Base rate 50%: the share of bounces in the data\.\nThreshold at the output door /,
    );
  });

  it('decides every row, in a resumed and in a merged run, too', async () => {
    const expected = { threshold: benchmark.threshold('input'), baseRate: 0.5 };
    const shards: string[] = [];
    for (const index of [1, 2]) {
      const out = join(folder, `shard-${index}`);
      await doRun(out, localWish(path, { shard: { index, count: 2 } }));
      shards.push(out);
    }
    const merged = await mergeRuns(shards, join(folder, 'merged'));
    const { settings } = await RunFolder.open(merged.path);
    assert.deepEqual(settings.origins, (await RunFolder.open(shards[0] ?? '')).settings.origins);
    assert.deepEqual([settings.thresholds.input, settings.baseRates.input], Object.values(expected));
    const verdicts = [...(await merged.answers()).values()].map(({ verdict }) => verdict);
    assert.equal(verdicts.length, 20);
    for (const { threshold, baseRate } of verdicts) assert.deepEqual({ threshold, baseRate }, expected);
    const facts = new Map(aboutRun(settings));
    assert.match(facts.get('Threshold') ?? '', /^\d+%: best score on training rows$/);
    assert.equal(facts.get('Base rate'), '50%: the share of bounces in the data');
  });

  it('is the same for each part of the data', async () => {
    const [part, first] = [
      await settingsOf({ shard: { index: 2, count: 3 } }),
      await settingsOf({ selection: { kind: 'first', count: 2 } }),
    ];
    assert.deepEqual([part.baseRates.input, first.baseRates.input], [0.5, 0.5]);
  });

  it('is the training share where the data have no labels, and never certainty', async () => {
    const unlabelled = await settingsOf({}, graded('unlabelled.jsonl', [undefined, undefined]));
    assert.equal(unlabelled.baseRates.input, benchmark.baseRate('input'));
    assert.equal(unlabelled.origins?.input.baseRate, 'training');
    const bad = await settingsOf({}, graded('bad.jsonl', [3, 2, 3]));
    assert.equal(bad.baseRates.input, 0.99);
  });

  it('counts the rows that the score counts', async () => {
    const file = join(folder, 'mixed.jsonl');
    const rows = [1, 1, 0.5, 1, null, null].map((output_quality, i) =>
      JSON.stringify({ ...madeUp(i), output_quality, output_bounce: output_quality !== 1 }),
    );
    writeFileSync(file, rows.join('\n'));
    assert.equal((await settingsOf({ doors: ['output'] }, file)).baseRates.output, 0.25);
  });

  it('is what the user set', async () => {
    const settings = await settingsOf({
      thresholds: { input: 0.4 },
      baseRates: { input: 0.2, output: null },
    });
    assert.deepEqual([settings.thresholds.input, settings.baseRates.input], [0.4, 0.2]);
    assert.equal(rulesText(settings), 'Threshold 40%: as set. Base rate 20%: as set.');
  });

  it('stays with a rater that was not trained for the benchmark', async () => {
    const { choice } = localWish(path);
    const settings = await settingsOf({ choice: { ...choice, kind: 'checks' } });
    assert.deepEqual([settings.thresholds.input, settings.baseRates.input], [0.5, null]);
    assert.equal(rulesText(settings), "Threshold 50%: the rater's own.");
  });
});
