import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentOf } from '../../../src/agents/agents.js';
import { originOf } from '../../../src/repository/origin.js';
import { cloneOf, gitIn, newFolder } from './clones.js';

describe('Where a change comes from', () => {
  let folder: string;
  beforeEach(() => {
    folder = cloneOf(newFolder(), { 'a.txt': 'a\n' });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function commit(message: string, author = 'Ada <ada@example.org>'): void {
    writeFileSync(join(folder, 'a.txt'), message);
    gitIn(folder, 'commit', '-qam', message, `--author=${author}`);
  }
  const made = async () => {
    const origin = await originOf(folder);
    return origin && agentOf(origin);
  };

  it('is told by the branch', async () => {
    assert.equal(await made(), undefined);
    gitIn(folder, 'checkout', '-qb', 'copilot/fix-fees');
    assert.equal((await originOf(folder))?.branch, 'copilot/fix-fees');
    assert.equal(await made(), 'Copilot');
  });

  it('is told by the last commit, where that is not on the default branch', async () => {
    const message = 'Fix fees\n\nSee below.\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>\n';
    commit(message);
    assert.equal(await made(), undefined);
    gitIn(folder, 'checkout', '-qb', 'fees');
    assert.equal(await made(), undefined);
    commit(message.replace('Fix', 'Mend'));
    assert.equal(await made(), 'Claude Code (Claude Opus 4.5)');
    assert.equal((await originOf(folder))?.author, 'Ada <ada@example.org>');
    commit('Mend more', 'devin-ai-integration[bot] <bot@example.org>');
    assert.equal(await made(), 'Devin');
    commit('By hand');
    assert.equal(await made(), undefined);
  });

  it('is not told by who reviewed or signed, nor by the words of a message', async () => {
    gitIn(folder, 'checkout', '-qb', 'fees');
    commit(
      'Use Copilot\n\nCo-authored-by: in the text\n\nReviewed-by: Copilot\nSigned-off-by: Devin <d@d>\n',
    );
    assert.deepEqual((await originOf(folder))?.trailers, []);
    assert.equal(await made(), undefined);
  });

  it('runs no program that the clone names', async () => {
    const ran = join(folder, 'ran');
    gitIn(folder, 'checkout', '-qb', 'fees');
    commit('By hand\n\nCo-authored-by: Ada <ada@example.org>\n');
    writeFileSync(join(folder, 'program.sh'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
    for (const [name, value] of [
      ['log.showSignature', 'true'],
      ['gpg.program', './program.sh'],
      ['core.fsmonitor', './program.sh'],
      ['core.pager', './program.sh'],
      ['trailer.made.key', 'Co-authored-by'],
      ['trailer.made.ifmissing', 'add'],
      ['trailer.made.command', './program.sh'],
      ['trailer.made.cmd', './program.sh'],
    ] as const)
      gitIn(folder, 'config', name, value);
    assert.equal((await originOf(folder))?.branch, 'fees');
    assert.throws(() => rmSync(ran));
  });

  it('is not known without a clone', async () => {
    const bare = newFolder();
    assert.equal(await originOf(bare), undefined);
    rmSync(bare, { recursive: true });
  });
});
