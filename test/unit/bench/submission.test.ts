import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSubmission, slug } from '../../../src/bench/submission.js';
import type { Door } from '../../../src/core/rating.js';
import { doRun, localWish, withData } from './run/runs.js';

const entrant = { name: '  My Bouncer_v2 (beta)! ', oss: true, site: 'https://a.example', icon: 'x"y' };

/** What the leaderboard's checker demands, field by field, written from its description alone. */
function check(out: string, leaderboard: 'input' | 'output' | 'lite', instances: readonly string[]): void {
  const lines = readFileSync(join(out, 'config.yaml'), 'utf8').trimEnd().split('\n');
  const config = new Map(lines.map((line) => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
  assert.equal(JSON.parse(config.get('name') ?? ''), entrant.name);
  assert.equal(config.get('oss'), 'true');
  assert.equal(JSON.parse(config.get('site') ?? ''), entrant.site);
  assert.equal(JSON.parse(config.get('icon') ?? ''), entrant.icon);
  assert.equal(config.get('entries'), '');
  const entries = [...config].filter(([key]) => key.startsWith('  ')).map(([key]) => key.trim());
  assert.deepEqual(entries, [leaderboard]);
  const file = JSON.parse(config.get(`  ${leaderboard}`) ?? '');
  const data = JSON.parse(readFileSync(join(out, 'data', file), 'utf8')) as Record<string, object>;
  assert.deepEqual(Object.keys(data).sort(), [...instances].sort());
  const doors: Door[] = leaderboard === 'lite' ? ['input', 'output'] : [leaderboard];
  const evaluation = join(out, 'evaluation', leaderboard, 'my-bouncer-v2-beta');
  for (const [instance, entry] of Object.entries(data)) {
    const fields = entry as Record<string, unknown>;
    for (const door of doors) assert.equal(typeof fields[`${door}_bounce`], 'boolean');
    assert.ok(['string', 'object'].includes(typeof fields['trace']) && fields['trace'] !== null);
    const trace = readFileSync(join(evaluation, 'traces', instance, 'trace.json'), 'utf8');
    assert.deepEqual(JSON.parse(trace), fields['trace']);
  }
  const metrics = JSON.parse(readFileSync(join(evaluation, 'metrics.json'), 'utf8'));
  assert.equal(metrics.model, entrant.name);
  assert.equal(metrics.img_src, entrant.icon);
  assert.equal(metrics.link, entrant.site);
  for (const door of doors) {
    const own = leaderboard === 'lite' ? metrics[`${door}_metrics`] : metrics;
    const score = door === 'input' ? 'I_Score' : 'O_Score';
    const digits = { [score]: 3, F_m: 3, R_b: 1, FNR_a: 1 };
    for (const [key, most] of Object.entries(digits)) {
      assert.equal(typeof own[key], 'number', key);
      assert.equal(Number(own[key].toFixed(most)), own[key], key);
    }
    const golds = instances.map((name) => Number(name.split('-')[1]));
    const bounced = (i: number) =>
      (data[`made__up-${i}`] as Record<string, unknown>)[`${door}_bounce`] === true;
    const worth = (i: number) =>
      door === 'input'
        ? ((2 / 3) * (bounced(i) ? 1 : -1) * ((i % 4) - 1.5)) / golds.length
        : ((bounced(i) === (i % 2 === 1) ? 1 : -1) * (i % 2 === 0 ? 1 : 0.5)) / golds.length;
    assert.equal(own[score], Number(golds.reduce((sum, i) => sum + worth(i), 0).toFixed(3)));
  }
}

describe('A submission', () => {
  let data: ReturnType<typeof withData>;
  beforeEach(() => {
    data = withData(24);
  });
  afterEach(() => data.clean());

  for (const [leaderboard, doors] of [
    ['input', ['input']],
    ['output', ['output']],
    ['lite', ['input', 'output']],
  ] as const) {
    it(`of a full run is accepted by the checker (${leaderboard})`, async () => {
      const { folder } = await doRun(join(data.folder, 'run'), localWish(data.path, { doors }));
      const out = join(data.folder, 'out');
      await exportSubmission(folder, entrant, out);
      const instances = Array.from({ length: 24 }, (_, i) => `made__up-${i}`);
      check(out, leaderboard, instances);
      assert.deepEqual(readdirSync(join(out, 'evaluation')), [leaderboard]);
    });
  }

  it('is not made of a run that lacks answers', async () => {
    const ending = new AbortController();
    const { folder } = await doRun(join(data.folder, 'run'), localWish(data.path), {
      ending: ending.signal,
      onAnswer: () => ending.abort(),
    });
    const out = join(data.folder, 'out');
    await assert.rejects(exportSubmission(folder, entrant, out), /has answers to 1 of its 24 tasks/);
    assert.equal(existsSync(out), false);
  });

  it('has a folder named as the leaderboard names it', () => {
    assert.equal(slug('  GPT-4.1 + o4__mini  (low)! '), 'gpt-41-o4-mini-low');
    assert.equal(slug('--Ünï cöde--'), 'ünï-cöde');
  });
});
