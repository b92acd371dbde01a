import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { findClone } from '../../../src/repository/git.js';
import { type Scope, workingTreeDiff } from '../../../src/repository/workingTreeDiff.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';

const long = (name: string) => Array.from({ length: 30 }, (_, i) => `${name}_${i} = ${i}\n`).join('');

describe('The diff of a working tree', () => {
  let top: string;
  let clone: string;

  beforeEach(() => {
    top = newFolder();
    clone = cloneOf(join(top, 'clone'), {
      'a.py': long('a'),
      'b.py': long('b'),
      'docs/c.md': '# C\n',
      'logo.bin': Buffer.from([0, 1, 2, 3]),
    });
  });
  afterEach(() => rmSync(top, { recursive: true }));

  const diff = async (scope: Scope = 'all') => {
    const found = await findClone(clone);
    assert.ok(found);
    return workingTreeDiff(found, scope);
  };
  const pathsOf = (patch: string) =>
    patch === '' ? [] : parsePatch(patch, 'x').files.map(({ path }) => path);

  /** The files that a patch makes of the last commit, by `git apply`. */
  function applied(patch: string): Record<string, string> {
    const other = join(top, 'other');
    gitIn(top, 'clone', '-q', clone, other);
    writeFileSync(join(top, 'x.patch'), patch);
    if (patch !== '') gitIn(other, 'apply', '--binary', join(top, 'x.patch'));
    return filesOf(other);
  }

  function filesOf(folder: string): Record<string, string> {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !/^\.git(?:\/|$)/.test(name) && statSync(join(folder, name)).isFile(),
    );
    return Object.fromEntries(
      names.sort().map((name) => {
        const path = join(folder, name);
        return [name, `${statSync(path).mode & 0o111 ? 'x' : '-'} ${readFileSync(path, 'latin1')}`];
      }),
    );
  }

  it('makes of the last commit what is on disk: changes, new, deleted, moved and binary files, modes', async () => {
    write(clone, {
      'a.py': `${long('a')}last = 1\n`,
      'new file é.py': 'n = 1',
      'deep/er/new.py': 'd = 1\n',
      'empty.txt': '',
      'logo.bin': Buffer.from([0, 9, 9]),
      'new.bin': Buffer.from([0, 7]),
      'quote"d.txt': 'q\n',
    });
    gitIn(clone, 'add', 'a.py');
    write(clone, { 'a.py': `first = 1\n${long('a')}last = 1\n` });
    renameSync(join(clone, 'b.py'), join(clone, 'moved.py'));
    rmSync(join(clone, 'docs/c.md'));
    rmSync(join(clone, 'docs'), { recursive: true });
    chmodSync(join(clone, 'moved.py'), 0o755);
    const before = gitIn(clone, 'status', '--porcelain=v2');
    const { patch, unread } = await diff();
    assert.deepEqual(unread, []);
    assert.deepEqual(applied(patch), filesOf(clone));
    const moved = parsePatch(patch, 'x').files.find(({ path }) => path === 'moved.py');
    assert.equal(moved?.change, 'renamed');
    assert.equal(gitIn(clone, 'status', '--porcelain=v2'), before);
  });

  it('takes the index, or what is not in it yet', async () => {
    write(clone, { 'a.py': 'a = 1\n', 'staged.py': 's = 1\n' });
    gitIn(clone, 'add', '-A');
    write(clone, { 'b.py': 'b = 1\n', 'untracked.py': 'u = 1\n' });
    assert.deepEqual(pathsOf((await diff('staged')).patch), ['a.py', 'staged.py']);
    assert.deepEqual(pathsOf((await diff('unstaged')).patch), ['b.py', 'untracked.py']);
    assert.equal((await diff()).patch.match(/^new file mode/gm)?.length, 2);
    gitIn(clone, 'add', '-A');
    assert.deepEqual(await diff('unstaged'), { patch: '', unread: [], files: [] });
  });

  it('works before the first commit, and in a linked working tree', async () => {
    const young = join(top, 'young');
    mkdirSync(young);
    gitIn(young, 'init', '-q');
    write(young, { 'x.py': 'x = 1\n' });
    gitIn(clone, 'worktree', 'add', '-q', join(top, 'linked'));
    write(join(top, 'linked'), { 'y.py': 'y = 1\n' });
    for (const [folder, path] of [
      [young, 'x.py'],
      [join(top, 'linked'), 'y.py'],
    ] as const) {
      clone = folder;
      assert.deepEqual(pathsOf((await diff()).patch), [path]);
      assert.deepEqual(pathsOf((await diff('unstaged')).patch), [path]);
    }
    clone = young;
    gitIn(young, 'add', '-A');
    assert.deepEqual(pathsOf((await diff('staged')).patch), ['x.py']);
  });

  it('looks the same whatever the settings and the environment say', async () => {
    write(clone, { 'a.py': long('a').replace('a_5 = 5', 'a_5 = 6').replace('a_15 = 15', 'a_15 = 16') });
    renameSync(join(clone, 'b.py'), join(clone, 'moved.py'));
    write(clone, { order: 'moved.py\n', 'ümlaut.py': 'u = 1\n' });
    const { patch } = await diff();
    const settings = {
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.renames': 'false',
      'diff.orderFile': 'order',
      'diff.external': '/bin/false',
      'diff.context': '0',
      'diff.interHunkContext': '100',
      'diff.algorithm': 'patience',
      'diff.relative': 'true',
      'diff.submodule': 'log',
      'diff.ignoreSubmodules': 'all',
      'diff.suppressBlankEmpty': 'true',
      'diff.colorMoved': 'zebra',
      'diff.wsErrorHighlight': 'all',
      'diff.wordRegex': '.',
      'color.ui': 'always',
      'color.diff': 'always',
      'core.quotePath': 'true',
      'core.pager': '/bin/false',
      'core.abbrev': '4',
      'core.bigFileThreshold': '1',
      'core.ignoreStat': 'true',
      'core.splitIndex': 'true',
      'status.showUntrackedFiles': 'no',
      'status.renames': 'copies',
      'status.relativePaths': 'true',
    };
    for (const [name, value] of Object.entries(settings)) gitIn(clone, 'config', name, value);
    const variables = {
      GIT_EXTERNAL_DIFF: '/bin/false',
      GIT_DIFF_OPTS: '-u0',
      GIT_PAGER: '/bin/false',
      GIT_DIR: top,
      GIT_INDEX_FILE: '/nowhere',
    };
    const kept = { ...process.env };
    Object.assign(process.env, variables);
    try {
      assert.equal((await diff()).patch, patch);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
      Object.assign(process.env, kept);
    }
  });

  it('runs no program that the clone names', async () => {
    const trap = join(top, 'trap.sh');
    const canary = join(top, 'canary');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> ${canary}\ncat\n`);
    chmodSync(trap, 0o755);
    write(clone, {
      '.gitattributes': '*.py diff=trap\n*.dat filter=trap\n*.pipe filter=pipe\n*.md merge=trap\n',
      'old.dat': 'one\n',
    });
    gitIn(clone, 'add', '-A');
    gitIn(clone, 'commit', '-qm', 'attributes');
    const settings = {
      'core.fsmonitor': trap,
      'core.hooksPath': top,
      'core.pager': trap,
      'core.editor': trap,
      'diff.external': trap,
      'diff.trap.textconv': trap,
      'diff.trap.command': trap,
      'filter.trap.clean': trap,
      'filter.trap.smudge': trap,
      'filter.trap.required': 'true',
      'filter.pipe.process': trap,
      'merge.trap.driver': trap,
      'interactive.diffFilter': trap,
      'diff.guitool': 'trap',
      'hook.trap.command': trap,
      'hook.trap.event': 'post-index-change',
    };
    for (const [name, value] of Object.entries(settings)) gitIn(clone, 'config', name, value);
    for (const hook of ['post-index-change', 'pre-commit', 'fsmonitor-watchman']) {
      writeFileSync(join(clone, '.git/hooks', hook), `#!/bin/sh\necho hook >> ${canary}\n`);
      chmodSync(join(clone, '.git/hooks', hook), 0o755);
    }
    write(clone, { 'a.py': 'a = 1\n', 'old.dat': 'two\n', 'new.dat': 'three\n', 'new.pipe': 'four\n' });
    rmSync(canary, { force: true });
    for (const scope of ['all', 'staged', 'unstaged'] as const) {
      const { patch, unread } = await diff(scope);
      assert.deepEqual(pathsOf(patch), scope === 'staged' ? [] : ['a.py']);
      const filtered = scope === 'staged' ? [] : ['new.dat', 'new.pipe', 'old.dat'];
      assert.deepEqual(unread.map(({ path }) => path).sort(), filtered);
    }
    assert.ok(!existsSync(canary), existsSync(canary) ? readFileSync(canary, 'utf8') : '');
  });

  it('does not hang on an index that is a pipe', async () => {
    rmSync(join(clone, '.git/index'));
    execFileSync('mkfifo', [join(clone, '.git/index')]);
    await assert.rejects(diff('all'));
  });

  it('shows what attributes, flags of the index and a conflict would hide', async () => {
    write(clone, { '.gitattributes': '*.py -diff\nb.py diff=x\n', 'logo.bin': Buffer.from([0, 5]) });
    gitIn(clone, 'config', 'diff.x.binary', 'true');
    gitIn(clone, 'update-index', '--assume-unchanged', 'a.py');
    gitIn(clone, 'update-index', '--skip-worktree', 'docs/c.md');
    write(clone, {
      'a.py': 'evil = 1\n',
      'b.py': 'evil = 2\n',
      'docs/c.md': '# D\n',
      'new.py': 'evil = 3\n',
    });
    const { patch, unread } = await diff();
    const files = parsePatch(patch, 'x').files;
    assert.deepEqual(
      files.map(({ path, binary }) => `${path}${binary ? ' binary' : ''}`),
      ['.gitattributes', 'a.py', 'b.py', 'docs/c.md', 'logo.bin binary', 'new.py'],
    );
    assert.deepEqual(unread, []);
    assert.deepEqual(applied(patch), filesOf(clone));
  });

  it('leaves files out of a sparse working tree alone', async () => {
    gitIn(clone, 'sparse-checkout', 'set', '--no-cone', '/a.py');
    write(clone, { 'a.py': 'a = 1\n', 'outside/new.py': 'n = 1\n' });
    assert.deepEqual(pathsOf((await diff()).patch), ['a.py', 'outside/new.py']);
  });

  it('compares files with a conflict with the last commit', async () => {
    gitIn(clone, 'checkout', '-q', '-b', 'other');
    write(clone, { 'a.py': 'theirs = 1\n' });
    gitIn(clone, 'rm', '-q', 'b.py');
    gitIn(clone, 'commit', '-qam', 'theirs');
    gitIn(clone, 'checkout', '-q', 'main');
    write(clone, { 'a.py': 'ours = 1\n', 'b.py': 'ours = 2\n' });
    gitIn(clone, 'commit', '-qam', 'ours');
    assert.throws(() => gitIn(clone, 'merge', '-q', 'other'));
    const { patch, unread } = await diff();
    assert.deepEqual(unread, []);
    assert.match(patch, /^\+<<<<<<< HEAD$/m);
    assert.deepEqual(applied(patch), filesOf(clone));
    assert.deepEqual(
      (await diff('staged')).unread.map(({ path }) => path),
      ['a.py', 'b.py'],
    );
  });

  it('names what no patch holds: changes inside of submodules, and clones inside of the clone', async () => {
    const library = cloneOf(join(top, 'library'), { 'l.py': 'l = 1\n' });
    for (const name of ['clean', 'dirty']) {
      gitIn(clone, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, name);
    }
    gitIn(clone, 'commit', '-qm', 'submodules');
    write(clone, { 'dirty/l.py': 'l = 2\n' });
    cloneOf(join(clone, 'inner'), { 'i.py': 'i = 1\n' });
    const { patch, unread } = await diff();
    assert.equal(patch, '');
    assert.deepEqual(unread.map(({ path }) => path).sort(), ['dirty/', 'inner/']);
    gitIn(join(clone, 'dirty'), 'commit', '-qam', 'inside');
    const moved = await diff();
    assert.match(moved.patch, /^\+Subproject commit [0-9a-f]{40}$/m);
    assert.deepEqual(moved.unread.map(({ path }) => path).sort(), ['inner/']);
  });

  it('reads lines as the index has them, whatever line ends the checkout has', async () => {
    gitIn(clone, 'config', 'core.autocrlf', 'true');
    write(clone, { 'a.py': `${long('a')}last = 1\n`.replaceAll('\n', '\r\n'), 'n.py': 'n = 1\r\n' });
    const { patch } = await diff();
    assert.deepEqual(
      parsePatch(patch, 'x').files.map(({ path, added, deleted }) => [path, added, deleted]),
      [
        ['a.py', 1, 0],
        ['n.py', 1, 0],
      ],
    );
    assert.ok(!patch.includes('\r'));
  });

  it('handles a symbolic link, a file that becomes a folder, and names with every kind of character', async () => {
    symlinkSync('a.py', join(clone, 'link'));
    rmSync(join(clone, 'b.py'));
    write(clone, { 'b.py/inside.py': 'i = 1\n', '-dash :(top)*.py': 'd = 1\n', 'tab\tnew\nline': 't\n' });
    const { patch, unread } = await diff();
    assert.deepEqual(unread, []);
    assert.deepEqual(applied(patch), filesOf(clone));
  });

  it('says how much of a filtered file is not read', async () => {
    write(clone, { '.gitattributes': '*.big filter=lfs\n' });
    gitIn(clone, 'config', 'filter.lfs.clean', 'cat');
    write(clone, { 'text.big': 'x'.repeat(4_000), 'image.big': Buffer.from([0, 1, 2]) });
    const { unread } = await diff();
    assert.deepEqual(
      unread.map(({ path, lines }) => [path, lines]),
      [
        ['image.big', 1],
        ['text.big', 100],
      ],
    );
  });

  it('leaves nothing behind in the clone', async () => {
    write(clone, { 'a.py': 'a = 1\n', 'new.py': 'n = 1\n' });
    const state = () =>
      execFileSync('find', ['.git', '-newermt', '1970-01-02', '-printf', '%p %s %T@\n'], {
        cwd: clone,
        encoding: 'utf8',
      });
    const before = state();
    await diff();
    assert.equal(state(), before);
  });
});
