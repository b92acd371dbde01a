import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { parsePatch } from '../../../src/core/parsePatch.js';
import type { Patch } from '../../../src/core/patch.js';
import { applyPatch, reversed } from '../../../src/repository/apply.js';
import { fitHunks } from '../../../src/repository/hunks.js';
import { openRepository } from '../../../src/repository/repository.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';
import { diffBetween, editsOf, grow, treeArbitrary } from './trees.js';

function gitApplies(folder: string, patch: string): boolean {
  return spawnSync('git', ['apply', '--check', '-'], { cwd: folder, input: patch }).status === 0;
}

describe('fitHunks', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 25 });

  it('agrees with git apply on where hunks fit and on what comes out', async () => {
    const folder = cloneOf(newFolder(), { f: '' });
    try {
      await fc.assert(
        fc.asyncProperty(
          lines,
          lines,
          lines,
          lines,
          fc.boolean(),
          fc.integer({ min: 0, max: 3 }),
          async (base, other, prefix, suffix, newline, context) => {
            const text = (list: readonly string[]) =>
              list.join('\n') + (newline && list.length > 0 ? '\n' : '');
            if (text(base) === text(other) || text(base) === '' || text(other) === '') return;
            const diff = createTwoFilesPatch('a/f', 'b/f', text(base), text(other), '', '', { context });
            const patch = `diff --git a/f b/f\n${diff.slice(diff.indexOf('\n') + 1)}`;
            const onDisk = text([...prefix, ...base, ...suffix]);
            write(folder, { f: onDisk });
            const git = spawnSync('git', ['apply', '-'], { cwd: folder, input: patch });
            const fit = fitHunks(onDisk, parsePatch(patch, 'test').files[0]?.hunks ?? []);
            assert.equal('after' in fit, git.status === 0, `${git.stderr}${patch}on:\n${onDisk}`);
            if ('after' in fit) {
              assert.equal(fit.after, readFileSync(join(folder, 'f'), 'utf8'), `${patch}on:\n${onDisk}`);
            }
          },
        ),
        { numRuns: 150 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes a hunk that fits nowhere, and many that fit elsewhere, in linear time', () => {
    const { hunks } = parsePatch(
      `--- a/x\n+++ b/x\n@@ -5,20001 +5,20001 @@\n${' a\n'.repeat(10_000)}-b\n+c\n${' a\n'.repeat(10_000)}`,
      'test',
    ).files[0] as { hunks: Patch['files'][number]['hunks'] };
    assert.ok('refusal' in fitHunks('a\n'.repeat(200_000), hunks));
    const many = Array.from(
      { length: 3_000 },
      (_, i) => `@@ -${i + 1} +${i + 1},2 @@\n-line ${i}\n+one ${i}\n+two ${i}\n`,
    );
    const file = parsePatch(`--- a/x\n+++ b/x\n${many.join('')}`, 'test').files[0];
    const shifted =
      'other\n'.repeat(50_000) + Array.from({ length: 3_000 }, (_, i) => `line ${i}\n`).join('');
    const fit = fitHunks(shifted, file?.hunks.map((hunk) => ({ ...hunk, lines: [...hunk.lines] })) ?? []);
    assert.ok('refusal' in fit || 'after' in fit);
  });

  it('changes one line of a file that has more lines than a call takes arguments', () => {
    const before = 'a line\n'.repeat(150_000);
    const patch = parsePatch('--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n-a line\n+b\n+c\n a line\n', 'test');
    const fit = fitHunks(before, patch.files[0]?.hunks ?? []);
    assert.equal('after' in fit && fit.after, `b\nc\n${before.slice('a line\n'.length)}`);
  });
});

describe('applyPatch', () => {
  it('never contradicts git apply: files, links, folders, renames, copies, modes, deletions', async () => {
    await fc.assert(
      fc.asyncProperty(treeArbitrary, editsOf, editsOf, async (tree, edits, drift) => {
        const folder = cloneOf(newFolder(), { keep: 'x\n' });
        try {
          const patch = diffBetween(folder, tree, edits);
          if (patch === '') return;
          grow(folder, tree, drift);
          const parsed = parsePatch(patch, 'test');
          const repository = await openRepository(folder);
          const own = await applyPatch(parsed, repository);
          const isUnsure = own.some(({ unsure }) => unsure);
          const refusal = own.find((one) => one.refusal);
          const fits = gitApplies(folder, patch);
          const said = `${gitIn(folder, 'status', '--porcelain')}${patch}\n${JSON.stringify(refusal?.refusal)}`;
          if (refusal) assert.equal(fits, false, said);
          else if (!isUnsure) assert.equal(fits, true, said);
          if (!fits) return;
          gitIn(folder, 'apply', '--allow-empty', ...applyFrom(folder, patch));
          for (const { file, after } of own) {
            const later = parsed.files.slice(parsed.files.indexOf(file) + 1);
            if (after === undefined || later.some((one) => one.newPath === file.newPath)) continue;
            const entry = await repository.entry(file.path);
            if (entry?.kind === 'file') assert.equal(entry.bytes?.toString(), after, said);
          }
          const back = await applyPatch(reversed(parsed), repository);
          if (!parsed.files.some(({ change }) => change === 'copied')) {
            assert.deepEqual(
              back.filter((one) => one.refusal).map((one) => one.refusal),
              [],
              said,
            );
          }
        } finally {
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: Number(process.env['BOUNCER_RUNS'] ?? 12) },
    );
  });
});

function applyFrom(folder: string, patch: string): string[] {
  write(folder, { '.git/the.patch': patch });
  return [join(folder, '.git/the.patch')];
}
