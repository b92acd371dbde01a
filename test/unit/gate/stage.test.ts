import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { trailerOf, withTrailer } from '../../../src/gate/commitMessage.js';
import { stageReviewed } from '../../../src/gate/stage.js';
import { findClone } from '../../../src/repository/git.js';
import { type Scope, workingTreeDiff } from '../../../src/repository/workingTreeDiff.js';
import { cloneOf, gitIn, newFolder, write } from '../repository/clones.js';

describe('Staging what was reviewed', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
    cloneOf(folder, {
      'a.txt': 'one\n',
      'b.txt': 'b\nb\nb\nb\nb\n',
      'gone.txt': 'bye\n',
      'run.sh': 'true\n',
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

  const clone = async () => {
    const found = await findClone(folder);
    assert.ok(found);
    return found;
  };
  const reviewed = async (scope: Scope) => ({
    scope,
    patch: (await workingTreeDiff(await clone(), scope)).patch,
  });
  const status = () => gitIn(folder, 'status', '--porcelain', '--no-renames', '--untracked-files=all');

  it('stages changed, new, deleted, renamed and executable files, and nothing else', async () => {
    write(folder, { 'a.txt': 'two\n', 'new/ä "c".txt': 'c\n', 'late.txt': '' });
    gitIn(folder, 'mv', 'b.txt', 'moved.txt');
    rmSync(join(folder, 'gone.txt'));
    chmodSync(join(folder, 'run.sh'), 0o755);
    rmSync(join(folder, 'late.txt'));
    const changes = await reviewed('all');
    assert.equal(await stageReviewed(await clone(), changes), undefined);
    assert.ok(!/^.[^ ]/m.test(status()), status());
    gitIn(folder, 'commit', '-qm', 'reviewed');
    assert.equal(status(), '');
  });

  it('stages nothing where a file has changed since the review', async () => {
    write(folder, { 'a.txt': 'two\n' });
    const changes = await reviewed('all');
    write(folder, { 'a.txt': 'three\n' });
    const before = status();
    assert.equal(await stageReviewed(await clone(), changes), 'changed');
    write(folder, { 'a.txt': 'two\n', 'more.txt': '' });
    assert.equal(await stageReviewed(await clone(), changes), 'changed');
    rmSync(join(folder, 'more.txt'));
    assert.equal(status(), before);
  });

  it('takes what is staged where that was reviewed, whatever is on disk', async () => {
    write(folder, { 'a.txt': 'two\n' });
    gitIn(folder, 'add', 'a.txt');
    write(folder, { 'a.txt': 'three\n' });
    const changes = await reviewed('staged');
    assert.equal(await stageReviewed(await clone(), changes), undefined);
    assert.equal(gitIn(folder, 'show', ':a.txt'), 'two\n');
  });

  it('lets no staged change along that was not reviewed', async () => {
    write(folder, { 'a.txt': 'two\n', 'b.txt': 'other\n' });
    gitIn(folder, 'add', 'b.txt');
    assert.equal(await stageReviewed(await clone(), await reviewed('unstaged')), 'besides');
    // Staged, and then taken back on disk: all changes together don't show it.
    write(folder, { 'b.txt': 'b\nb\nb\nb\nb\n' });
    assert.equal(await stageReviewed(await clone(), await reviewed('all')), undefined);
    assert.equal(status(), 'M  a.txt\n');
  });

  it('resolves no merge conflict', async () => {
    gitIn(folder, 'checkout', '-qb', 'side');
    write(folder, { 'a.txt': 'side\n' });
    gitIn(folder, 'commit', '-qam', 'side');
    gitIn(folder, 'checkout', '-q', 'main');
    write(folder, { 'a.txt': 'main\n' });
    gitIn(folder, 'commit', '-qam', 'main');
    assert.throws(() => gitIn(folder, 'merge', '-q', 'side'));
    assert.equal(await stageReviewed(await clone(), await reviewed('all')), 'conflict');
    assert.equal(status(), 'UU a.txt\n');
  });

  it('runs no filter and no hook', async () => {
    gitIn(folder, 'config', 'filter.f.clean', `touch '${join(folder, 'ran')}'; cat`);
    write(folder, { '.gitattributes': '*.bin filter=f\n', 'x.bin': 'x\n' });
    write(folder, { '.git/hooks/post-index-change': `#!/bin/sh\ntouch '${join(folder, 'ran')}'\n` });
    chmodSync(join(folder, '.git/hooks/post-index-change'), 0o755);
    const changes = await reviewed('all');
    assert.equal(await stageReviewed(await clone(), changes), undefined);
    assert.equal(status(), 'A  .gitattributes\n?? x.bin\n');
    rmSync(join(folder, '.git/hooks/post-index-change'));
    assert.ok(!existsSync(join(folder, 'ran')));
  });

  it('works before the first commit', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    gitIn(folder, 'init', '-q');
    assert.equal(await stageReviewed(await clone(), await reviewed('all')), undefined);
    assert.match(status(), /^A {2}a\.txt\n/);
  });
});

describe('A commit message', () => {
  it('gets the verdict as a trailer', () => {
    const trailer = trailerOf({ decision: 'proceed', bounceProbability: 0.214 });
    assert.equal(trailer, 'Bouncer: proceed, risk 21%');
    assert.equal(withTrailer('fix: round', trailer), `fix: round\n\n${trailer}\n`);
    assert.equal(withTrailer('Round\n\nWhy: so', trailer), `Round\n\nWhy: so\n${trailer}\n`);
    assert.equal(withTrailer('Round\n\nIt was wrong.\n', trailer), `Round\n\nIt was wrong.\n\n${trailer}\n`);
    assert.equal(trailerOf({ decision: 'unrated', bounceProbability: null }), 'Bouncer: unrated');
  });
});
