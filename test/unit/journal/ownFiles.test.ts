import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFolder } from '../../../src/bench/run/runFolder.js';
import type { RunSettings } from '../../../src/bench/run/runSettings.js';
import { LineFile } from '../../../src/journal/lineFile.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { AnswerCache, cacheKey } from '../../../src/models/answerCache.js';
import { decision } from '../ledger/samples.js';

describe('What Bouncer keeps for itself', () => {
  it('is readable by its owner only, whatever the umask says', async function () {
    if (process.platform === 'win32') this.skip();
    const umask = process.umask(0);
    const folder = mkdtempSync(join(tmpdir(), 'bouncer-own-'));
    const ledger = new Ledger(join(folder, 'ledger'));
    try {
      const reply = { text: 'x', calls: [], inputTokens: 1, outputTokens: 1, end: 'complete' as const };
      await new AnswerCache(join(folder, 'answers')).set(cacheKey(['x']), reply);
      const dates = ['2020-01-15T00:00:00.000Z', new Date().toISOString()];
      await ledger.append(dates.map((at) => ({ record: decision({ at }), verdict: '{}', text: 'x' })));
      await ledger.tidy(1);
      const run = await RunFolder.create(join(folder, 'runs/one'), {} as RunSettings);
      await (await LineFile.open(join(run.path, 'answers.jsonl'))).close();
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      assert.ok(names.length >= 14, names.join(' '));
      for (const name of names) {
        const stats = statSync(join(folder, name));
        assert.equal(stats.mode & 0o777, stats.isDirectory() ? 0o700 : 0o600, name);
      }
    } finally {
      await ledger.close();
      process.umask(umask);
      rmSync(folder, { recursive: true });
    }
  });
});
