import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { parsePatch } from '../../../src/core/parsePatch.js';
import type { Hunk, PatchFile } from '../../../src/core/patch.js';
import { LineIndex } from '../../../src/core/place.js';
import { deletedText, editBetween, hunkAt, withoutHunk, withoutPatch } from '../../../src/gate/takeBack.js';
import { cloneOf, gitIn, newFolder, write } from '../repository/clones.js';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d', 'e'), { minLength: 1, maxLength: 30 });
const textOf = (all: readonly string[], newline = true) => all.join('\n') + (newline ? '\n' : '');

function fileOf(before: string, after: string, context = 3): PatchFile | undefined {
  const diff = createTwoFilesPatch('a/f', 'b/f', before, after, '', '', { context });
  return before === after ? undefined : parsePatch(diff.slice(diff.indexOf('\n') + 1), 'test').files[0];
}

/** The old text with all hunks but one, each put where its header says: the plain definition. */
function allBut(before: string, hunks: readonly Hunk[], but: Hunk): string {
  const all = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const hunk of [...hunks].reverse()) {
    if (hunk === but) continue;
    const made = hunk.lines.filter(({ kind }) => kind !== 'deleted');
    const at = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    all.splice(at, hunk.oldLines, ...made.map((line) => line.text + (line.noNewlineAtEnd ? '' : '\n')));
  }
  return all.join('');
}

describe('Taking a change back', () => {
  it('takes one hunk back and leaves the others', () => {
    const text = (a: string, b: string) => textOf([a, ...Array(10).fill('same'), b]);
    const file = fileOf(text('old', 'old'), text('new', 'new'));
    assert.ok(file);
    const [first, second] = file.hunks as [Hunk, Hunk];
    assert.deepEqual(withoutHunk(text('new', 'new'), second), { after: text('new', 'old') });
    assert.deepEqual(withoutHunk(text('new', 'new'), first), { after: text('old', 'new') });
    assert.equal(hunkAt(file, 1), first);
    assert.equal(hunkAt(file, 6), undefined);
    assert.equal(hunkAt(file, 12), second);
    assert.equal(hunkAt(file, 12, 'old'), second);
  });

  it('takes any one hunk of any change back', () => {
    fc.assert(
      fc.property(
        lines,
        lines,
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        (old, now, newline, context) => {
          const [before, after] = [textOf(old), textOf(now, newline)];
          const file = fileOf(before, after, context);
          for (const hunk of file?.hunks ?? []) {
            const expected = { after: allBut(before, file?.hunks ?? [], hunk) };
            assert.deepEqual(withoutHunk(after, hunk), expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes a whole file back as git apply -R does', async () => {
    const folder = cloneOf(newFolder(), { f: '' });
    try {
      for (const [old, now] of fc.sample(fc.tuple(lines, lines), 25)) {
        const [before, after] = [textOf(old), textOf(now)];
        const file = fileOf(before, after);
        if (!file) continue;
        write(folder, {
          f: after,
          p: createTwoFilesPatch('a/f', 'b/f', before, after, '', '', { context: 3 }),
        });
        gitIn(folder, 'apply', '-R', 'p');
        assert.deepEqual(withoutPatch(after, file), { after: readFileSync(join(folder, 'f'), 'utf8') });
      }
    } finally {
      rmSync(folder, { recursive: true, maxRetries: 5 });
    }
  });

  it('finds a hunk that later edits have moved, and none that they have changed', () => {
    const file = fileOf('1\n2\n3\n4\n5\nold\n7\n8\n9\n', '1\n2\n3\n4\n5\nnew\n7\n8\n9\n');
    const [hunk] = file?.hunks ?? [];
    assert.ok(hunk);
    const moved = withoutHunk('0\n0\n1\n2\n3\n4\n5\nnew\n7\n8\n9\n', hunk);
    assert.deepEqual(moved, { after: '0\n0\n1\n2\n3\n4\n5\nold\n7\n8\n9\n' });
    assert.ok('refusal' in withoutHunk('1\n2\n3\n4\n5\nnewer\n7\n8\n9\n', hunk));
  });

  it('takes lines for the same whatever they end in', () => {
    const file = fileOf('a\r\nb\r\nc\r\n', 'a\r\nx\r\nc\r\n');
    const [hunk] = file?.hunks ?? [];
    assert.ok(hunk && file);
    for (const text of ['a\r\nx\r\nc\r\n', 'a\nx\nc\n']) {
      assert.deepEqual(withoutHunk(text, hunk), { after: 'a\nb\nc\n' });
    }
    const ends = fileOf('a\r\n', 'a\n');
    assert.ok(ends && 'refusal' in withoutPatch('a\n', ends));
  });

  it('gives a deleted file with its own line ends', () => {
    const patch =
      'deleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\r\n-b\n\\ No newline at end of file\n';
    const [file] = parsePatch(`diff --git a/f b/f\n${patch}`, 'test').files;
    assert.ok(file);
    assert.deepEqual(deletedText(file), { after: 'a\r\nb' });
  });

  it('is one edit of whole lines', () => {
    fc.assert(
      fc.property(lines, lines, fc.boolean(), fc.boolean(), (old, now, one, other) => {
        const [before, after] = [textOf(old, one), textOf(now, other)];
        const { range, text } = editBetween(before, after);
        const index = new LineIndex(before);
        const offset = ({ line, column }: typeof range.start) => index.offsetOfLine(line) + column - 1;
        assert.equal(before.slice(0, offset(range.start)) + text + before.slice(offset(range.end)), after);
        assert.equal(range.start.column, 1);
      }),
    );
    assert.deepEqual(editBetween('a\nb\nc\n', 'a\nx\nc\n').text, 'x');
  });
});
