import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { findClone } from '../../../src/repository/git.js';
import { latestCommits } from '../../../src/repository/origin.js';
import { changesIn, type ReviewScope } from '../../../src/repository/reviewScope.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';

describe('The changes of a scope', () => {
  let top: string;
  let clone: string;

  beforeEach(() => {
    top = newFolder();
    clone = cloneOf(join(top, 'clone'), { 'a.py': 'a = 1\n', 'b.py': 'b = 1\nc = 2\nd = 3\n' });
  });
  afterEach(() => rmSync(top, { recursive: true }));

  const found = async () => {
    const one = await findClone(clone);
    assert.ok(one);
    return one;
  };
  const changes = async (scope: ReviewScope) => changesIn(await found(), scope);
  const pathsOf = (patch: string) => parsePatch(patch, 'x').files.map(({ path }) => path);
  const commit = (message: string) => {
    gitIn(clone, 'add', '-A');
    gitIn(clone, 'commit', '-q', '-m', message);
  };

  it('names each file on both sides', async () => {
    write(clone, { 'new.py': 'n = 1\n', 'c/d.py': 'x = 1\n' });
    rmSync(join(clone, 'a.py'));
    renameSync(join(clone, 'b.py'), join(clone, 'moved.py'));
    const { files } = await changes({ kind: 'tree', changes: 'all' });
    assert.deepEqual(files, [
      { oldPath: 'a.py', newPath: undefined },
      { oldPath: undefined, newPath: 'c/d.py' },
      { oldPath: 'b.py', newPath: 'moved.py' },
      { oldPath: undefined, newPath: 'new.py' },
    ]);
  });

  it('takes what a branch has since it left the default one', async () => {
    gitIn(clone, 'branch', '-M', 'main');
    gitIn(clone, 'checkout', '-q', '-b', 'agent/7-fees');
    write(clone, { 'a.py': 'a = 2\n' });
    commit('First');
    write(clone, { 'new.py': 'n = 1\n' });
    commit('Second');
    gitIn(clone, 'checkout', '-q', 'main');
    write(clone, { 'other.py': 'o = 1\n' });
    commit('Elsewhere');
    gitIn(clone, 'checkout', '-q', 'agent/7-fees');
    write(clone, { 'b.py': 'not committed\n' });
    const { patch, old } = await changes({ kind: 'branch' });
    assert.deepEqual(pathsOf(patch), ['a.py', 'new.py']);
    assert.ok(typeof old === 'object');
  });

  it('has no branch to take where there is no other', async () => {
    gitIn(clone, 'branch', '-M', 'main');
    await assert.rejects(changes({ kind: 'branch' }), /no other that it started from/);
  });

  it('takes a commit, also the first one', async () => {
    write(clone, { 'a.py': 'a = 2\n' });
    commit('commit 0123456789012345678901234567890123456789');
    const [last, first] = await latestCommits(await found(), 10);
    assert.equal(last?.title, 'commit 0123456789012345678901234567890123456789');
    const { patch } = await changes({ kind: 'commit', commit: last?.commit ?? '' });
    assert.deepEqual(pathsOf(patch), ['a.py']);
    const whole = await changes({ kind: 'commit', commit: first?.commit ?? '' });
    assert.equal(whole.old, 'nothing');
    assert.deepEqual(pathsOf(whole.patch), ['a.py', 'b.py']);
  });

  it('refuses what is no commit', async () => {
    await assert.rejects(changes({ kind: 'commit', commit: '--output=x' }), /no commit/);
  });
});
