import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, rated, show } from '../editor/workspace.js';

describe('Restricted Mode', () => {
  afterEach(closeAll);

  it('is on', () => {
    assert.equal(vscode.workspace.isTrusted, false);
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
