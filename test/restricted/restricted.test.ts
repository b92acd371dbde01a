import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeAll, rate, rated, show } from '../editor/workspace.js';

describe('Restricted Mode', () => {
  afterEach(closeAll);

  it('is on', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('runs no git, and reviews no working tree', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bouncer-restricted-'));
    const { PATH } = process.env;
    try {
      writeFileSync(join(folder, 'git'), `#!/bin/sh\necho "$@" >> ${folder}/calls\nexit 1\n`, {
        mode: 0o755,
      });
      Object.assign(process.env, { PATH: `${folder}:${PATH}` });
      execFileSync('git', ['check'], { stdio: 'ignore' });
    } catch {
      assert.ok(existsSync(join(folder, 'calls')), 'the trap works');
      rmSync(join(folder, 'calls'));
    }
    try {
      const { document } = await show('patches/good.patch');
      assert.equal((await rated(document.uri)).verdict.rater.name, 'local');
      await vscode.commands.executeCommand('bouncer.reviewWorkingTree');
      assert.ok(!existsSync(join(folder, 'calls')));
      assert.equal(vscode.window.activeTextEditor?.document, document);
    } finally {
      Object.assign(process.env, { PATH });
      rmSync(folder, { recursive: true });
    }
  });

  it('asks no model, whatever the settings say', async () => {
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('patches.rater', 'chat', vscode.ConfigurationTarget.Global);
    const { document } = await show('patches/good.patch');
    assert.equal((await rate(document, 'output', 'chosen')).rater.name, 'local');
    await settings.update('patches.rater', undefined, vscode.ConfigurationTarget.Global);
  });

  it('rates a ticket and a patch with the local rater', async () => {
    for (const path of ['tickets/vague.md', 'patches/bad.patch']) {
      const { document } = await show(path);
      const { verdict } = await rated(document.uri);
      assert.equal(verdict.rater.name, 'local');
      assert.equal(verdict.decision, 'abstain');
    }
  });
});
