import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scorePredictions } from '../../../src/bench/predictions.js';
import { score } from '../../../src/terminal/bench/score.js';
import { withStderr } from '../terminal/standardError.js';
import { withData } from './run/runs.js';

const data = '../shared/data';

describe('Predictions', () => {
  let rows: ReturnType<typeof withData>;
  beforeEach(() => {
    rows = withData(12);
  });
  afterEach(() => rows.clean());

  function file(name: string, text: string): string {
    const path = join(rows.folder, name);
    writeFileSync(path, text);
    return path;
  }

  async function bounced(path: string): Promise<boolean[]> {
    const { raters } = await scorePredictions('input', rows.path, path);
    return (raters[0]?.scored ?? []).map((one) => one.bounced);
  }

  const even = Array.from({ length: 12 }, (_, i) => i % 2 === 0);
  const name = (i: number) => `made__up-${i}`;

  it('are read in every form that there is', async () => {
    const submission = even.map((b, i) => [name(i), { input_bounce: b, trace: 'x' }]);
    assert.deepEqual(await bounced(file('a.json', JSON.stringify(Object.fromEntries(submission)))), even);
    const outputs = even.map((b, i) => [
      name(i),
      { explanation: 'x', label: b ? 'VAGUE' : 'WELL_SPECIFIED' },
    ]);
    assert.deepEqual(await bounced(file('b.json', JSON.stringify(Object.fromEntries(outputs)))), even);
    const lines = (row: (b: boolean) => object) =>
      even.map((b, i) => `${JSON.stringify({ instance_id: name(i), ...row(b) })}\n`).join('');
    assert.deepEqual(
      await bounced(
        file(
          'c.jsonl',
          lines((b) => ({ bounce: b })),
        ),
      ),
      even,
    );
    assert.deepEqual(
      await bounced(
        file(
          'd.jsonl',
          lines((b) => ({ bounceProbability: b ? 0.7 : 0.2 })),
        ),
      ),
      even,
    );
    // A verdict's decision counts, whatever its label says.
    const verdict = (b: boolean) => ({ label: 'VAGUE', decision: b ? 'abstain' : 'proceed' });
    assert.deepEqual(await bounced(file('e.jsonl', lines(verdict))), even);
    const csv = `instance_id,bounce\n${even.map((b, i) => `${name(i)},${b ? 'True' : 'False'}\n`).join('')}`;
    assert.deepEqual(await bounced(file('f.csv', csv)), even);
  });

  it('that are missing, unknown or unreadable are counted and told', async () => {
    const path = file(
      'a.jsonl',
      `{"instance_id":"made__up-1","bounce":true}\n{"instance_id":"other","bounce":true}\n{"instance_id":"made__up-2"}\n`,
    );
    const { raters, problems } = await scorePredictions('input', rows.path, path);
    assert.deepEqual(
      raters.map(({ missing, unknown, scored }) => [missing, unknown, scored.length]),
      [[11, 1, 1]],
    );
    assert.match(problems[0]?.message ?? '', /^a\.jsonl: Row 3 \(made__up-2\) has no prediction/);
    await assert.rejects(
      scorePredictions('input', rows.path, file('b.jsonl', '{"instance_id":"other","bounce":true}\n')),
      /No prediction in .* is for a task of .*: .* for tasks like "other", .* for tasks like "made__up-0"\./,
    );
  });

  it('for tasks without a quality have no figures, which is an error', async () => {
    const gold = file('gold.jsonl', '{"instance_id":"p","output_bounce":true}\n');
    const asked = { door: 'output', gold, json: false, baselines: false } as const;
    await assert.rejects(
      score({ ...asked, predictions: file('p.jsonl', '{"instance_id":"p","bounce":true}\n') }),
      /No predicted task has an output_quality in .*gold\.jsonl/,
    );
    const graded = file(
      'graded.jsonl',
      '{"instance_id":"p","output_quality":1}\n{"instance_id":"q","output_bounce":true}\n',
    );
    const one = (id: string, rater: string) => `{"instance_id":"${id}","rater":"${rater}","bounce":true}\n`;
    const both = file('both.jsonl', one('p', 'x') + one('q', 'y'));
    const told = await withStderr(() => score({ ...asked, gold: graded, predictions: both }));
    assert.match(told, /^The predictions of "y" are for no task that has a quality in the gold file/);
  });

  it('of several raters in one column each are scored apart', async () => {
    const ratedBy = (column: string) =>
      ['x', 'y'].flatMap((rater) =>
        even.map((b, i) => ({ instance_id: name(i), [column]: rater, bounce: b === (rater === 'x') })),
      );
    for (const column of ['rater', 'model', 'agent']) {
      const path = file(
        `${column}.jsonl`,
        ratedBy(column)
          .map((row) => JSON.stringify(row))
          .join('\n'),
      );
      const { raters } = await scorePredictions('input', rows.path, path);
      assert.deepEqual(
        raters.map(({ rater, scored, contradicted }) => [
          rater,
          scored.map((one) => one.bounced),
          contradicted,
        ]),
        [
          ['x', even, []],
          ['y', even.map((b) => !b), []],
        ],
        column,
      );
    }
    const verdict = file('v.jsonl', '{"instance_id":"made__up-1","rater":{"name":"z"},"decision":"abstain"}');
    const { raters } = await scorePredictions('input', rows.path, verdict);
    assert.equal(raters[0]?.rater, 'z');
  });

  it('that say different things of a task are told, and the last counts', async () => {
    const said = (i: number, bounce: boolean) => JSON.stringify({ instance_id: name(i), bounce });
    const path = file('a.jsonl', [said(0, true), said(1, true), said(0, true), said(1, false)].join('\n'));
    const { raters } = await scorePredictions('input', rows.path, path);
    assert.deepEqual(raters[0]?.contradicted, [name(1)]);
    assert.deepEqual(
      raters[0]?.scored.map((one) => one.bounced),
      [true, false],
    );
    const asked = { door: 'input', gold: rows.path, json: false, baselines: false } as const;
    assert.equal(
      await withStderr(() => score({ ...asked, predictions: path })),
      'The predictions disagree about one task in several rows (made__up-1); the last row counts.\n',
    );
  });

  it('of the recorded models give the reference figures to the last digit', async function () {
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no data at ${data})`);
      return this.skip();
    }
    const reference = JSON.parse(readFileSync(`${data}/reference_metrics.json`, 'utf8'));
    const file = `${data}/recorded_input_labels.train.jsonl`;
    const asked = { json: true, baselines: true } as const;
    const input = JSON.parse(await score({ ...asked, door: 'input', gold: file, predictions: file }));
    const gold = `${data}/output.train.jsonl`;
    const some = join(rows.folder, 'p.jsonl');
    writeFileSync(
      some,
      `${readFileSync(gold, 'utf8').split('\n', 1)[0]}\n`.replace(/^\{/, '{"bounce":true,'),
    );
    const output = JSON.parse(await score({ ...asked, door: 'output', gold, predictions: some }));
    const names: Readonly<Record<string, string>> = {
      bounce_if_patch_over_1500_code_points: 'length_only',
    };
    for (const [door, printed] of [
      ['input', input],
      ['output', output],
    ] as const) {
      for (const [rater, figures] of Object.entries<Record<string, number>>(reference[door])) {
        for (const [key, value] of Object.entries(figures)) {
          assert.equal(printed[names[rater] ?? rater][key], value, `${door} ${rater} ${key}`);
        }
      }
    }
  });
});
