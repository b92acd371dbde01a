import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunSettings } from '../../src/bench/run/runSettings.js';
import type { Selection } from '../../src/bench/run/selection.js';
import { logOdds, sigmoid } from '../../src/stats/sigmoid.js';
import { wishOf } from '../../src/vscode/features/bench/wish.js';
import { bouncer, measuring, rate } from './workspace.js';

const rows = Array.from({ length: 300 }, (_, i) => ({
  instance_id: `made__up-${i}`,
  repo: `made/up${i % 3}`,
  problem_statement: `Sorting ${i} numbers drops the last one\n\nExpected three numbers, got two. ${'More words. '.repeat(50)}`,
  input_quality: i % 4,
}));

describe('The benchmark', () => {
  let folder: string;
  let data: { name: string; files: { path: string; door: null }[]; revision: null };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
    const path = join(folder, 'tickets.jsonl');
    writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    data = { name: 'tickets.jsonl', files: [{ path, door: null }], revision: null };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function plan(selection: Selection): Promise<RunSettings> {
    const { raters } = await bouncer();
    const { thread } = await measuring();
    const chosen = { data, doors: ['input'] as const, selection };
    const wish = wishOf({ ...chosen, concurrency: 1, budget: null, batch: false }, await raters.local());
    const { settings, estimate } = await thread.do('plan', { wish, models: [] });
    assert.equal(estimate.tasks, selection.kind === 'tasks' ? selection.keys.length : rows.length);
    return settings;
  }

  it('ends when it is cancelled, keeps every answer, and goes on without asking twice', async () => {
    const { thread } = await measuring();
    const path = join(folder, 'run');
    const job = { path, models: [], budget: {}, storage: folder };
    const cancellation = new vscode.CancellationTokenSource();
    let answers = 0;
    const first = await thread.do(
      'run',
      { ...job, settings: await plan({ kind: 'all' }), tellsAnswers: true },
      {
        token: cancellation.token,
        onProgress: ({ answer }) => {
          if (answer && ++answers === 3) cancellation.cancel();
        },
      },
    );
    assert.equal(first.complete, false);
    assert.ok(first.progress.done >= 3 && first.progress.done < rows.length, String(first.progress.done));
    const second = await thread.do('run', job);
    assert.equal(second.complete, true);
    const lines = readFileSync(join(path, 'answers.jsonl'), 'utf8').trim().split('\n');
    assert.equal(new Set(lines.map((line) => JSON.parse(line).task)).size, rows.length);
    assert.equal(lines.length, rows.length);
  });

  it('lets one run at a time write a folder', async () => {
    const { thread } = await measuring();
    const job = { path: join(folder, 'twice'), models: [], budget: {}, storage: folder };
    const first = thread.do('run', { ...job, settings: await plan({ kind: 'all' }) });
    await assert.rejects(
      Promise.all([first, thread.do('run', job)]),
      /There is no run in|Another process .* writes this run/,
    );
    assert.equal((await first).complete, true);
  });

  it('reports with every plot, without a script in it', async () => {
    const { thread } = await measuring();
    const { body, plots, files } = await thread.do('report', { paths: [join(folder, 'run')] });
    assert.match(body, /Leaderboard/);
    assert.doesNotMatch(body, /<script/i);
    assert.ok(Object.keys(plots).includes('input-risk-coverage'));
    assert.match(files.html, /^<!DOCTYPE html>/);
  });

  it('lists its tasks in the Test Explorer by repository', async () => {
    const { taskTests } = await measuring();
    await taskTests.list(data, ['input']);
    const items = taskTests.items;
    assert.deepEqual(items.map(({ label }) => label).sort(), ['made/up0', 'made/up1', 'made/up2']);
    assert.equal(
      items.reduce((sum, { children }) => sum + children.size, 0),
      rows.length,
    );
  });

  it('rates single tasks there, and passes those that are decided rightly', async () => {
    const { taskTests } = await measuring();
    const [group] = taskTests.items;
    assert.ok(group);
    const some = [...group.children].slice(0, 8).map(([, item]) => item);
    const { token } = new vscode.CancellationTokenSource();
    const results = await taskTests.run(new vscode.TestRunRequest(some), token);
    assert.deepEqual([...results.keys()].sort(), some.map(({ id }) => id).sort());
    const { thread } = await measuring();
    const { thresholds, baseRates } = await plan({ kind: 'tasks', keys: some.map(({ id }) => id) });
    for (const item of some) {
      const task = await thread.do('read', { files: data.files, doors: ['input'], key: item.id });
      assert.ok(task?.gold);
      const { verdict } = await rateText(task.ticket);
      const moved = logOdds(baseRates.input ?? 0) - logOdds(verdict.baseRate ?? 0);
      const bounces = sigmoid(logOdds(verdict.bounceProbability ?? 0) + moved) >= thresholds.input;
      const isRight = bounces === task.gold.bounce;
      assert.equal(results.get(item.id), isRight ? 'passed' : 'failed', item.id);
    }
  });
});

async function rateText(content: string) {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  return { verdict: await rate(document, 'input', 'chosen') };
}
