import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { whatMoved } from '../../src/core/moved.js';
import type { RatedVerdict } from '../../src/core/verdict.js';
import { activeDocument, closeAll, fileUri, rated, show } from './workspace.js';

/** The verdict on a document once it is up to date. */
async function verdictOn(uri: vscode.Uri): Promise<RatedVerdict> {
  const verdict = (await rated(uri)).verdict;
  assert.ok(!verdict.unrated);
  return verdict;
}

const rewrite = () => vscode.commands.executeCommand('bouncer.rewriteTicket');
const placeholders = (text: string) => text.match(/<!-- TODO: .* -->/g) ?? [];

describe('Rewrite Ticket', () => {
  afterEach(closeAll);

  it('adds the missing sections under the ticket’s own words, as one step to undo', async () => {
    const { document } = await show('tickets/vague.md');
    const own = document.getText();
    const { questions, bounceProbability } = await verdictOn(document.uri);
    await rewrite();
    const text = document.getText();
    assert.ok(text.startsWith(own) && placeholders(text).length >= questions.length);
    assert.match(text, /\n\n## Steps to reproduce\n\n<!-- TODO: /);
    assert.equal((await verdictOn(document.uri)).bounceProbability, bounceProbability);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), own);
  });

  it('starts at the first gap, and Tab goes to the next', async () => {
    const editor = await show('tickets/vague.md');
    await rated(editor.document.uri);
    await rewrite();
    const gaps = placeholders(editor.document.getText());
    assert.equal(editor.document.getText(editor.selection), gaps[0]);
    await vscode.commands.executeCommand('type', { text: 'It charges 50 cents.' });
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
    assert.equal(editor.document.getText(editor.selection), gaps[1]);
  });

  it('adds nothing a second time', async () => {
    const { document } = await show('tickets/vague.md');
    await rated(document.uri);
    await rewrite();
    const once = document.getText();
    await rated(document.uri);
    await rewrite();
    assert.equal(document.getText(), once);
  });

  it('leaves a snapshot as it is and writes a new document, which it rates', async () => {
    const own = '# Fees\n\nThe fees are wrong, maybe.\n';
    await vscode.env.clipboard.writeText(own);
    await vscode.commands.executeCommand('bouncer.rateTicketFromClipboard');
    const snapshot = activeDocument();
    await rated(snapshot.uri);
    await rewrite();
    const made = activeDocument();
    assert.equal(made.uri.scheme, 'untitled');
    assert.equal(snapshot.getText(), own);
    assert.ok(made.getText().startsWith(own) && placeholders(made.getText()).length > 0);
    assert.equal((await rated(made.uri)).door, 'input');
  });

  it('writes an issue’s JSON out as text', async () => {
    const uri = fileUri('tickets/issue.json');
    const json = JSON.stringify({ title: 'Fees are wrong', body: 'Please have a look at them.' });
    await vscode.workspace.fs.writeFile(uri, Buffer.from(json));
    try {
      const { document } = await show('tickets/issue.json');
      await rated(document.uri);
      await rewrite();
      assert.equal(document.getText(), json);
      assert.match(activeDocument().getText(), /^# Fees are wrong\n\nPlease have a look at them\.\n\n## /);
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(uri);
    }
  });
});

describe('What moved', () => {
  const uri = () => fileUri('tickets/edited.md');
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    await vscode.workspace.fs.writeFile(uri(), Buffer.from('# Fees\n\nThe fees are wrong at times.\n'));
    editor = await show('tickets/edited.md');
  });

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(uri());
  });

  async function add(text: string): Promise<RatedVerdict> {
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, text));
    return verdictOn(uri());
  }

  it('is told against the ticket before it was edited, however often it was rated, and anew once it is saved', async () => {
    const original = await verdictOn(uri());
    assert.equal((await rated(uri())).before, undefined);
    await add('It should be 0 cents.\n');
    const second = await add('1. Run late_fee() with Python 3.12.\n');
    assert.equal((await rated(uri())).before, original);
    const moved = whatMoved(original, second);
    assert.ok(moved);
    for (const sentence of ['Names versions.', 'Gives steps to reproduce.', 'Says what is expected.'])
      assert.ok(moved.gained.includes(sentence), sentence);
    assert.ok(moved.after < moved.before);

    await editor.document.save();
    await add('It is so since May.\n');
    assert.equal((await rated(uri())).before, second);
  });
});
