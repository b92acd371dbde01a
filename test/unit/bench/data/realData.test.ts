import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { openLite } from '../../../../src/bench/data/lite.js';
import { openDataset } from '../../../../src/bench/data/openDataset.js';
import { sorted } from './datasetFiles.js';

const data = '../shared/data';

describe('The data of the real data sets', function () {
  this.timeout(60_000);

  before(function () {
    if (existsSync(data)) return;
    console.log(`      (skipped: there are no data at ${data})`);
    this.skip();
  });

  it('give their tasks without a problem', async () => {
    const input = await sorted(openDataset(`${data}/input.train.jsonl`, ['input']));
    assert.deepEqual([input.found.length, input.problems], [739, []]);
    const output = await sorted(openDataset(`${data}/output.train.jsonl`, ['output']));
    assert.deepEqual([output.found.length, output.problems], [3119, []]);
    assert.equal(new Set(output.found.map(({ id }) => id)).size, 3119);
  });

  it('give labels that agree with what their page says', async () => {
    const input = await sorted(openDataset(`${data}/input.train.jsonl`, ['input'], 'labels'));
    const output = await sorted(openDataset(`${data}/output.train.jsonl`, ['output'], 'labels'));
    const share = ({ found }: typeof input) => found.filter(({ gold }) => gold?.bounce).length / found.length;
    assert.equal((100 * share(input)).toFixed(1), '28.8');
    assert.equal((100 * share(output)).toFixed(1), '74.4');
  });

  it('give labels where there are no texts, and problems where texts are needed', async () => {
    const path = `${data}/recorded_input_labels.train.jsonl`;
    const { found, problems } = await sorted(openDataset(path, ['input'], 'labels'));
    assert.deepEqual([found.length, problems], [1189, []]);
    assert.ok(found.every(({ gold, ticket }) => gold && ticket === ''));
    const tasks = await sorted(openDataset(path, ['input']));
    assert.deepEqual([tasks.found.length, tasks.problems.length], [0, 1189]);
    assert.match(
      tasks.problems[16]?.message ?? '',
      /^recorded_input_labels\.train\.jsonl: Row 17 \([\w-]+\) has no text in the column problem_statement; its columns are instance_id, /,
    );
  });

  it('join to instances that have a ticket and patches', async () => {
    const { found, problems } = await sorted(
      openLite([`${data}/input.train.jsonl`], [`${data}/output.train.jsonl`]),
    );
    assert.deepEqual(problems, []);
    const inputs = new Set(found.filter(({ door }) => door === 'input').map(({ id }) => id));
    const instances = new Set(found.filter(({ door }) => door === 'output').map((task) => task.instanceId));
    assert.deepEqual(inputs, instances);
    assert.ok(inputs.size > 100);
  });
});
