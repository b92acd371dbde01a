import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bouncer, closeAll, rated, show } from '../editor/workspace.js';

describe('Restricted Mode', () => {
  afterEach(closeAll);

  it('is on', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('asks no model, whatever the settings say', async () => {
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('patches.rater', 'chat', vscode.ConfigurationTarget.Global);
    const { document } = await show('patches/good.patch');
    const { verdicts } = await bouncer();
    assert.equal((await verdicts.rate(document, 'output', 'chosen')).rater.name, 'local');
    await settings.update('patches.rater', undefined, vscode.ConfigurationTarget.Global);
  });

  it('rates a ticket and a patch with the local rater', async () => {
    for (const path of ['tickets/vague.md', 'patches/bad.patch']) {
      const { document } = await show(path);
      const { verdict } = await rated(document.uri);
      assert.equal(verdict.rater.name, 'local');
      assert.equal(verdict.decision.outcome, 'abstain');
    }
  });
});
