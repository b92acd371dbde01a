import assert from 'node:assert/strict';
import { patchCoverage, reviewedPart } from '../../../src/core/coverage.js';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { binaryPatch } from './binaryPatch.js';

const change = (path: string, lines = 1) =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,${lines} @@\n-a\n${'+x\n'.repeat(lines)}`;
const created = (path: string, lines: number) =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines} @@\n${'+x\n'.repeat(lines)}`;
const covered = (text: string) => patchCoverage(parsePatch(text, 'test'));
const how = (text: string) => covered(text).files.map((file) => `${file.path} ${file.how}`);

describe('Coverage', () => {
  it('tells what was reviewed, summarised and left out', () => {
    const patch = parsePatch(
      `${change('a.py')}${change('package-lock.json')}${change('b.min.js')}${change('big.py', 6000)}diff --git a/p.png b/p.png\nBinary files a/p.png and b/p.png differ\n`,
      'test',
    );
    const coverage = patchCoverage(patch);
    assert.deepEqual(
      coverage.files.map(({ path, how }) => [path, how]),
      [
        ['a.py', 'reviewed'],
        ['package-lock.json', 'summarised'],
        ['b.min.js', 'omitted'],
        ['big.py', 'summarised'],
        ['p.png', 'omitted'],
      ],
    );
    assert.ok(coverage.share < 0.01);
    assert.deepEqual(
      reviewedPart(patch, coverage).files.map(({ hunks }) => hunks.length),
      [1, 0, 0, 0, 0],
    );
  });

  it('leaves lock files, and generated files that are there already, out of the share', () => {
    const { share } = covered(change('a.py') + change('yarn.lock', 900) + change('node_modules/b/c.js', 900));
    assert.equal(share, 1);
  });

  it('takes a blank pattern for none', () => {
    const patch = parsePatch(change('node_modules/b/c.js'), 'test');
    assert.deepEqual(patchCoverage(patch, ['']), patchCoverage(patch, []));
  });

  it('reads a lock file that is new', () => {
    assert.deepEqual(how(created('web/yarn.lock', 3)), ['web/yarn.lock reviewed']);
    assert.deepEqual(how(created('Cargo.lock', 6000)), ['Cargo.lock summarised']);
    assert.ok(covered(change('a.py', 9) + created('Cargo.lock', 6000)).share < 0.01);
  });

  it('counts a submodule as unread, in whichever form git tells of it', () => {
    const [old, now] = ['1'.repeat(40), '2'.repeat(40)];
    const short = (mode: string) =>
      `diff --git a/lib/x b/lib/x\nindex ${old.slice(0, 7)}..${now.slice(0, 7)}${mode}\n--- a/lib/x\n+++ b/lib/x\n@@ -1 +1 @@\n-Subproject commit ${old}\n+Subproject commit ${now}\n`;
    for (const bump of [
      short(' 160000'),
      short(''),
      `Submodule lib/x ${old.slice(0, 3)}..${now.slice(0, 3)}:\n  > Mend it\n`,
      `Submodule lib/x ${old.slice(0, 7)}...${now.slice(0, 7)} (commits not present)\n`,
      `Submodule lib/x 0000000...${now.slice(0, 7)} (new submodule)\n`,
    ]) {
      assert.equal(covered(bump).share, 0);
      const { files, share } = covered(change('a.py', 9) + bump);
      assert.deepEqual(files[1], {
        path: 'lib/x',
        how: 'omitted',
        why: 'a submodule, whose content is not in the patch',
      });
      assert.equal(share, 10 / 110);
    }
  });

  it('reads a generated file that is new, or renamed from or to a name that is not generated', () => {
    assert.deepEqual(how(created('dist/app.min.js', 3)), ['dist/app.min.js reviewed']);
    for (const [from, to] of [
      ['auth.py', 'auth.generated.py'],
      ['auth.generated.py', 'auth.py'],
    ]) {
      const renamed = `diff --git a/${from} b/${to}\nsimilarity index 60%\nrename from ${from}\nrename to ${to}\n--- a/${from}\n+++ b/${to}\n@@ -1 +1 @@\n-a\n+b\n`;
      assert.deepEqual(how(renamed), [`${to} reviewed`]);
    }
  });

  it('reads a generated or lock file that another part of the patch makes', () => {
    for (const path of ['a.min.js', 'yarn.lock']) {
      const twice = `${created(path, 1)}diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+y\n`;
      assert.deepEqual(how(twice), [`${path} reviewed`, `${path} reviewed`]);
    }
  });

  it('reads a file whose name is generated at one strip level only', () => {
    assert.deepEqual(how('--- node_modules/auth.py\n+++ node_modules/auth.py\n@@ -1 +1 @@\n-a\n+b\n'), [
      'node_modules/auth.py reviewed',
    ]);
  });

  it('is not told by the patch what is generated', () => {
    const attributes = created('.gitattributes', 1).replace('+x', '+*.py linguist-generated -diff binary');
    assert.deepEqual(how(attributes + change('auth.py')), ['.gitattributes reviewed', 'auth.py reviewed']);
  });

  it('counts what is unread by its true size', () => {
    const binary = covered(change('a.py', 9) + binaryPatch('p.bin', Buffer.alloc(8_000, '\0\u0001')));
    assert.equal(binary.share, 10 / (10 + 100));
    const long = covered(`--- a/x.js\n+++ b/x.js\n@@ -1 +1 @@\n-a\n+${'x'.repeat(500_000)}\n`);
    assert.equal(long.share, 0);
    assert.match(long.files[0]?.why ?? '', /too large/);
  });

  it('counts a change of unknown size as more than a small patch', () => {
    for (const line of [
      'Binary files a/b.py and b/b.py differ',
      'Only in b: b.py',
      'Submodule lib 1234567..89abcde:',
    ]) {
      const { share, files } = covered(`${change('a.py', 9)}${line}\n`);
      assert.equal(files.length, 2, line);
      assert.ok(share < 0.1, line);
    }
  });
});
