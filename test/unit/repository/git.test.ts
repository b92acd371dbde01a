import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findClone, gitText, withoutDrivers } from '../../../src/repository/git.js';
import { openRevision } from '../../../src/repository/revision.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';

describe('A clone', () => {
  let top: string;
  beforeEach(() => {
    top = newFolder();
  });
  afterEach(() => rmSync(top, { recursive: true }));

  it('is found from a folder in it, from a linked working tree and from a submodule', async () => {
    const main = cloneOf(join(top, 'main'), { 'src/a.py': 'x = 1\n' });
    const library = cloneOf(join(top, 'library'), { 'b.py': 'y = 1\n' });
    gitIn(main, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib');
    gitIn(main, 'worktree', 'add', '-q', join(top, 'linked'));
    assert.deepEqual(await findClone(join(main, 'src')), { top: main, prefix: 'src/', bare: false });
    for (const folder of [main, join(main, 'lib'), join(top, 'linked')]) {
      assert.deepEqual(await findClone(folder), { top: folder, prefix: '', bare: false });
      assert.ok(await openRevision(folder, 'HEAD'));
    }
    gitIn(top, 'clone', '-q', '--bare', main, 'bare');
    assert.deepEqual(await (await openRevision(join(top, 'bare'), 'HEAD'))?.paths(), ['src/a.py']);
  });

  it('is refused where its .git leads to another one', async () => {
    const main = cloneOf(join(top, 'main'), { 'private.txt': 'secret\n' });
    gitIn(main, 'worktree', 'add', '-q', join(top, 'linked'));
    const strange = (name: string, files: Record<string, string>) => {
      write(join(top, name), files);
      return join(top, name);
    };
    const folders = [
      strange('file', { '.git': `gitdir: ${main}/.git\n` }),
      strange('worktree', { '.git': `gitdir: ${main}/.git/worktrees/linked\n` }),
      strange('own', {
        '.git': 'gitdir: fake\n',
        'fake/HEAD': 'ref: refs/heads/main\n',
        'fake/gitdir': '../.git\n',
        'fake/commondir': `${main}/.git\n`,
      }),
      strange('common', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/commondir': `${main}/.git\n` }),
    ];
    const link = join(top, 'link');
    mkdirSync(link);
    symlinkSync(join(main, '.git'), join(link, '.git'));
    const parts = join(top, 'parts');
    mkdirSync(join(parts, '.git'), { recursive: true });
    for (const name of readdirSync(join(main, '.git')))
      symlinkSync(join(main, '.git', name), join(parts, '.git', name));
    for (const folder of [...folders, link, parts]) {
      assert.equal(await findClone(folder), undefined, folder);
      assert.equal(await openRevision(folder, 'HEAD'), undefined, folder);
    }
  });

  it('shows no more of itself than the folder that is asked for', async () => {
    const clone = cloneOf(top, { 'project/a.py': 'x = 1\n', 'private/diary.txt': 'x = 2\n' });
    const revision = await openRevision(join(clone, 'project'), 'HEAD');
    assert.deepEqual(await revision?.paths(), ['a.py']);
    assert.equal(await revision?.read('a.py'), 'x = 1\n');
    assert.equal(await revision?.read('../private/diary.txt'), undefined);
    assert.deepEqual(await revision?.search('x', '', 9), [{ path: 'a.py', line: 1, text: 'x = 1' }]);
  });

  it('runs none of its programs and asks no remote', async () => {
    const clone = cloneOf(join(top, 'clone'), {
      'a.py': 'x = 1\n',
      'b.py': 'y = 1\n',
      '.gitattributes': '* filter=f diff=f\n',
    });
    const blob = gitIn(clone, 'rev-parse', 'HEAD:b.py').trim();
    rmSync(join(clone, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const run = `sh -c "touch '${top}/ran'; cat"`;
    const settings = {
      'core.fsmonitor': run,
      'core.repositoryformatversion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': `ext::sh -c touch% ${top}/ran`,
      'protocol.ext.allow': 'always',
      'filter.f.clean': run,
      'filter.f.required': 'true',
      'filter.f.process': run,
      'diff.f.textconv': run,
      'diff.f.command': run,
      'alias.cat-file': `!${run}`,
      'hook.h.command': run,
      'hook.h.event': 'post-index-change',
    };
    for (const [name, value] of Object.entries(settings)) gitIn(clone, 'config', name, value);
    const revision = await openRevision(clone, 'HEAD');
    assert.equal(await revision?.read('a.py'), 'x = 1\n');
    assert.equal(await revision?.read('b.py'), undefined);
    write(clone, { 'a.py': 'x = 2\n' });
    const found = await findClone(clone);
    assert.ok(found);
    const diff = await gitText(found, ['diff', '--no-ext-diff', '--no-textconv', '--', 'a.py'], {
      settings: await withoutDrivers(found),
    });
    assert.match(diff, /^\+x = 2$/m);
    assert.equal((await withoutDrivers(found))['hook.h.enabled'], 'false');
    assert.equal(existsSync(join(top, 'ran')), false);
  });
});
