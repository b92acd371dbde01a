import assert from 'node:assert/strict';
import { activated, closeAll, fileUri, rate, show } from './workspace.js';

describe('The API for other extensions', () => {
  afterEach(closeAll);

  it('rates a ticket and a patch without a document', async () => {
    const { rate: rateText, version } = await activated();
    assert.match(version, /^\d+\.\d+\.\d+/);
    const ticket = await rateText({ kind: 'ticket', name: 'Slow', text: 'It is slow.\n' });
    assert.deepEqual([ticket.door, ticket.source, ticket.decision], ['input', 'Slow', 'abstain']);
    const text = (await show('patches/bad.patch')).document.getText();
    const patch = await rateText({ kind: 'patch', name: 'Fees', text, folder: fileUri('.') });
    assert.equal(patch.rater.name, 'local');
    assert.ok(patch.findings.length > 0);
    const unreadable = await rateText({ kind: 'patch', name: 'None', text: 'no patch' });
    assert.ok(unreadable.unrated);
  });

  it('tells of what is rated in the editor', async () => {
    const { onDidRate } = await activated();
    const { document } = await show('tickets/vague.md');
    const told = new Promise<string>((done) => {
      const listener = onDidRate(({ uri, verdict }) => {
        if (uri.toString() !== document.uri.toString()) return;
        listener.dispose();
        done(verdict.decision);
      });
    });
    await rate(document, 'input', 'local');
    assert.equal(await told, 'abstain');
  });
});
