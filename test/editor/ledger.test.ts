import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Ledger } from '../../src/ledger/ledger.js';
import { hashOf } from '../../src/ledger/record.js';
import type { Entry } from '../../src/ledger/view.js';
import { bouncer, closeAll, fileUri, rate, rated, show } from './workspace.js';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

/** What a process that starts now reads from the folder. */
async function entries(): Promise<readonly Entry[]> {
  const { ledger } = await bouncer();
  return (await new Ledger(ledger.directory).load()).entries;
}

async function on(uri: vscode.Uri): Promise<readonly Entry[]> {
  const source = vscode.workspace.asRelativePath(uri);
  return (await entries()).filter(({ decision }) => decision.source === source);
}

/** Waits until something is so: it is looked at now, and at each event again. */
async function until<T>(event: vscode.Event<T>, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (;;) {
    const next = new Promise<void>((done) => {
      const registration = event(() => {
        registration.dispose();
        done();
      });
    });
    if (await isSo()) return;
    await next;
  }
}

let number = 0;

/** Opens a vague ticket that nobody has rated yet, and waits until the ledger has the decision on it. */
async function ticket(): Promise<{ readonly editor: vscode.TextEditor; readonly entry: Entry }> {
  const path = `tickets/ledger-${++number}.md`;
  const vague = Buffer.from(await vscode.workspace.fs.readFile(fileUri('tickets/vague.md')));
  const text = `${vague}\nSeen ${number} times.\n`;
  await vscode.workspace.fs.writeFile(fileUri(path), Buffer.from(text));
  const editor = await show(path);
  const { ledger } = await bouncer();
  await until(ledger.onDidAdd, async () => (await on(editor.document.uri)).length > 0);
  const [entry] = await on(editor.document.uri);
  assert.ok(entry);
  return { editor, entry };
}

describe('The ledger', () => {
  after(async () => {
    await closeAll();
    await (await bouncer()).ledger.delete();
    while (number > 0) await vscode.workspace.fs.delete(fileUri(`tickets/ledger-${number--}.md`));
  });
  afterEach(closeAll);

  it('keeps what is rated when a document is opened, once for a text', async () => {
    const { editor, entry } = await ticket();
    const { document } = editor;
    const { verdict } = await rated(document.uri);
    assert.equal(entry.decision.inputHash, hashOf(document.getText()));
    assert.equal(entry.decision.bounceProbability, verdict.bounceProbability);
    const { decisions } = await bouncer();
    await rate(document, 'input', 'local');
    await run('bouncer.rateTicket');
    assert.equal((await decisions.kept(document.uri.toString()))?.decision.id, entry.decision.id);
    assert.equal((await on(document.uri)).length, 1);
  });

  it('keeps what is rated while somebody types when they save or respond', async () => {
    const { editor } = await ticket();
    const { document } = editor;
    const { uri } = document;
    const { decisions, ledger } = await bouncer();
    const type = async (text: string) => {
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), text));
      const hash = hashOf(document.getText());
      await until(decisions.onDidChange, () => decisions.get(uri.toString())?.decision.inputHash === hash);
    };
    await type('It should be 0 cents. ');
    assert.equal((await on(uri)).length, 1);
    await run('bouncer.followDecision', uri);
    const [latest] = await on(uri);
    assert.equal(latest?.decision.inputHash, hashOf(document.getText()));
    assert.equal(latest?.response?.did, 'followed');
    await type('It is 50 cents. ');
    assert.equal((await on(uri)).length, 2);
    await document.save();
    await until(ledger.onDidAdd, async () => (await on(uri)).length === 3);
  });

  it('keeps the text only where it is asked to', async () => {
    const { ledger } = await bouncer();
    const { entry } = await ticket();
    assert.equal((await ledger.ledger.details(entry.decision)).text, undefined);
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('ledger.keepText', true, vscode.ConfigurationTarget.Global);
    try {
      const kept = await ticket();
      const { text } = await ledger.ledger.details(kept.entry.decision);
      assert.equal(text, kept.editor.document.getText());
    } finally {
      await settings.update('ledger.keepText', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('keeps an override with its reason, and the outcome, beyond this process', async () => {
    const { editor, entry } = await ticket();
    const { uri } = editor.document;
    await firstChoice('bouncer.overrideDecision');
    await firstChoice('bouncer.recordOutcome', uri);
    const [kept] = await on(uri);
    assert.equal(kept?.decision.id, entry.decision.id);
    assert.equal(kept?.response?.did, 'overrode');
    assert.equal(kept?.response?.reason, 'clear enough to me');
    assert.equal(kept?.outcome?.outcome, 'merged');
    const { decisions } = await bouncer();
    assert.equal(decisions.get(uri.toString())?.response?.reason, 'clear enough to me');
  });

  it('keeps who makes the patches of the repository, as the user chose it', async () => {
    const { document } = await show('patches/good.patch');
    const { uri } = document;
    await rated(uri);
    await firstChoice('bouncer.chooseAgent', uri);
    const { verdict } = await rated(
      uri,
      ({ rating, stale, verdict }) => !rating && !stale && verdict?.baseRateBasis?.agent === 'Copilot',
    );
    assert.equal(verdict.baseRateBasis?.from, 'default');
    const { ledger } = await bouncer();
    await until(ledger.onDidAdd, async () => (await on(uri))[0]?.decision.agent === 'Copilot');
  });

  it('lists decisions by day, filtered where asked for', async () => {
    const { ledger, history } = await bouncer();
    await ledger.delete();
    const first = await ticket();
    const second = await ticket();
    await run('bouncer.followDecision', second.editor.document.uri);
    const shown = async () => {
      const days = await history.getChildren();
      const nodes = await Promise.all(days.map((day) => history.getChildren(day)));
      return nodes.flat().map((node) => history.getTreeItem(node).label);
    };
    const names = [second, first].map(({ entry }) => entry.decision.source);
    assert.deepEqual(await shown(), names);
    history.filter = { did: 'followed' };
    assert.deepEqual(await shown(), names.slice(0, 1));
    history.filter = { door: 'output' };
    assert.deepEqual(await shown(), []);
    await run('bouncer.resetHistoryFilter');
    assert.deepEqual(await shown(), names);
  });

  it('opens what a line of the history is about, and nothing outside of the workspace', async () => {
    const { editor, entry } = await ticket();
    const { uri } = editor.document;
    await closeAll();
    await run('bouncer.openDecision', { kind: 'entry', entry });
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await closeAll();
    const decision = { ...JSON.parse(JSON.stringify(entry.decision)), source: '../outside.md' };
    await run('bouncer.openDecision', { kind: 'entry', entry: { decision, response: null, outcome: null } });
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('deletes, and takes a decision up again when somebody responds to it', async () => {
    const { editor } = await ticket();
    const { uri } = editor.document;
    const { ledger, decisions } = await bouncer();
    await ledger.delete();
    assert.deepEqual(await entries(), []);
    assert.equal(decisions.get(uri.toString())?.response, null);
    await run('bouncer.followDecision', uri);
    const [entry] = await on(uri);
    assert.equal(entry?.response?.did, 'followed');
  });

  it('keeps nothing once it is turned off, and rates all the same', async () => {
    const { editor } = await ticket();
    const { document } = editor;
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('ledger.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# Another title\n'));
      await run('bouncer.rateTicket');
      const { verdict } = await rated(document.uri);
      assert.ok(!verdict.unrated);
      const { decisions } = await bouncer();
      assert.equal(decisions.get(document.uri.toString()), undefined);
      assert.equal((await on(document.uri)).length, 1);
    } finally {
      await settings.update('ledger.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

/** Runs a command that asks, and accepts the first choice until it is taken: nobody tells when the list is shown. */
async function firstChoice(command: string, ...args: unknown[]): Promise<void> {
  let isDone = false;
  const ended = run(command, ...args).then(() => {
    isDone = true;
  });
  while (!isDone) {
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await Promise.race([ended, new Promise((next) => setTimeout(next, 100))]);
  }
}
