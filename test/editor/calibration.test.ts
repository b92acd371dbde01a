import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LabelledSource } from '../../src/bench/labelledSource.js';
import { startChatServer } from '../host/chatServer.js';
import { activeDocument, bouncer, closeAll, measuring, rate, show } from './workspace.js';

async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const settings = vscode.workspace.getConfiguration('bouncer');
    // Each update has every document rated again.
    if (settings.inspect(name)?.globalValue === value) continue;
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

describe('Calibrations and policies', () => {
  let folder: string;

  /** Patches that the rater calls incorrect half of the time, which one in four of those is. */
  function source(
    name: string,
    rater: string,
    probability: (i: number) => number | undefined,
  ): LabelledSource {
    const rows = Array.from({ length: 400 }, (_, i) => ({
      instance_id: `p${i}`,
      output_bounce: i % 8 === 0 || i % 40 === 1,
      rater,
      label: i % 2 === 0 ? 'INCORRECT' : 'CORRECT_AND_PRECISE',
      bounceProbability: probability(i),
    }));
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return { kind: 'file', path, name };
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-policies-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    await configure({
      'patches.baseRate': undefined,
      'patches.threshold': undefined,
      'patches.next': undefined,
      'patches.risk': undefined,
      'patches.rater': undefined,
      'chat.baseUrl': undefined,
      'chat.model': undefined,
      calibration: undefined,
    });
    await closeAll();
    // What a model rated waits for the user; the other suites want what is rated by itself.
    const { document } = await show('patches/bad.patch');
    await rate(document, 'output', 'local');
    await closeAll();
  });

  it('set the threshold that a policy asks for, and remember what it is for', async () => {
    const { policies } = await measuring();
    const from = {
      source: source('local.jsonl', 'local', (i) => (i % 2 === 0 ? 0.6 : 0.1)),
      door: 'output',
    } as const;
    const result = await policies.find(from, 'local', { kind: 'risk', alpha: 0.2, delta: 0.1 });
    assert.ok('threshold' in result.policy);
    assert.match(result.page, /At most 20% of the accepted patches/);
    assert.match(result.page, /<svg [^>]*class="plot"/);
    await policies.apply(from, 'local', result);
    assert.equal(
      vscode.workspace.getConfiguration('bouncer').get('patches.threshold'),
      Math.min(1, result.policy.threshold),
    );
    const impossible = await policies.find(from, 'local', { kind: 'risk', alpha: 0.001, delta: 0.01 });
    assert.ok('impossible' in impossible.policy);
    assert.match(impossible.page, /Not enough data/);
  });

  it('say in words who reviews patches next, instead of a threshold', async () => {
    const { policies } = await measuring();
    await configure({ 'patches.threshold': 0.9, 'patches.next': 'nobody' });
    const { document } = await show('patches/bad.patch');
    assert.equal((await rate(document, 'output', 'local')).policy, 'threshold');
    await policies.review('person');
    const verdict = await rate(document, 'output', 'local');
    assert.equal(verdict.policy, 'person');
    await configure({ 'patches.next': 'nobody', 'patches.risk': 0.05 });
    const unreviewed = await rate(document, 'output', 'local');
    assert.deepEqual([unreviewed.policy, unreviewed.threshold], ['nobody', 0.05]);
    assert.equal(unreviewed.decision, 'abstain');
  });

  it('come into force once they are saved, and out of it by the setting', async () => {
    const { raters } = await bouncer();
    const { calibration } = await measuring();
    const server = await startChatServer(() => ({
      content: JSON.stringify({ explanation: 'Hm.', label: 'INCORRECT', confidence: 0.9 }),
    }));
    try {
      const fitted = await calibration.fit({
        source: source('chat.jsonl', 'chat:m', () => undefined),
        door: 'output',
      });
      assert.match(activeDocument().getText(), /AUROC[\s\S]*calibrated/);
      const [first] = fitted.raters;
      assert.ok(first);
      await calibration.save(first);
      await configure({ 'patches.rater': 'chat', 'chat.baseUrl': server.url, 'chat.model': 'm' });
      // At the share of the rows that it was fitted on, nothing moves.
      await configure({ 'patches.baseRate': first.calibration.baseRate });
      await raters.setKey('sk-editor');
      const { document } = await show('patches/bad.patch');
      const verdict = await rate(document, 'output', 'chosen');
      assert.equal(verdict.probabilitySource, 'calibrated');
      assert.equal(verdict.calibration?.source, 'chat.jsonl');
      assert.ok(verdict.bounceProbability < 0.4);
      assert.equal(verdict.threshold, first.threshold);
      await configure({ calibration: 'off' });
      assert.equal((await rate(document, 'output', 'chosen')).probabilitySource, 'stated');
    } finally {
      await server.close();
    }
  });
});
