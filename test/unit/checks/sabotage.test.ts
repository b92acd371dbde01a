import assert from 'node:assert/strict';
import { patchEvidence } from '../../../src/checks/evidence.js';
import type { FactLevel } from '../../../src/core/evidence.js';
import { parsePatch } from '../../../src/core/parsePatch.js';

const change = (path: string, added: readonly string[], deleted: readonly string[] = []) =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,${deleted.length} +1,${added.length} @@\n${deleted.map((line) => `-${line}\n`).join('')}${added.map((line) => `+${line}\n`).join('')}`;

function levelOf(id: string, patch: string): FactLevel | undefined {
  return patchEvidence(parsePatch(patch, 'test'), undefined).find((fact) => fact.id === id)?.level;
}

describe('Sabotage', () => {
  const workflow = '.github/workflows/ci.yml';
  for (const [path, added, deleted = []] of [
    [workflow, ['      run: pytest || true'], ['      run: pytest']],
    [workflow, ['        continue-on-error: true']],
    [workflow, ['    if: false']],
    [workflow, [], ['      - run: npm test']],
    ['.gitlab-ci.yml', ['  allow_failure: true']],
    ['package.json', ['    "test": "exit 0",'], ['    "test": "jest",']],
    ['Makefile', ['\t-pytest tests'], ['\tpytest tests']],
    ['Jenkinsfile', ["  sh 'npx jest --passWithNoTests'"], ["  sh 'npx jest'"]],
  ] as const) {
    it(`of ${path} by "${(added[0] ?? `no ${deleted[0]}`).trim()}" keeps the door shut`, () => {
      assert.equal(levelOf('automation-changed', change(path, added, deleted)), 'blocker');
    });
  }

  it('is none where a pipeline goes on to fail', () => {
    for (const [path, line] of [
      [workflow, '      run: rm -rf build || true'],
      [workflow, '      run: pytest -x tests'],
      ['Makefile', '\tpytest tests'],
    ] as const) {
      assert.equal(levelOf('automation-changed', change(path, [line])), 'info', line);
    }
  });

  it('is seen in thresholds, checks and security settings', () => {
    const config = change('pyproject.toml', ['fail_under = 60'], ['fail_under = 90']);
    assert.equal(levelOf('thresholds-lowered', config), 'error');
    const raised = change('pyproject.toml', ['fail_under = 95'], ['fail_under = 90']);
    assert.equal(levelOf('thresholds-lowered', raised), 'note');
    assert.equal(levelOf('checks-disabled', change('a.ts', ['// @ts-nocheck'])), 'error');
    assert.equal(levelOf('security-weakened', change('a.py', ['get(url, verify=False)'])), 'error');
  });
});
