import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { messageOf } from '../../src/core/questionWords.js';
import { activeDocument, closeAll, fileUri, rated, show } from './workspace.js';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

describe('Commands', () => {
  afterEach(closeAll);

  it('are all there that the manifest declares', async () => {
    const { packageJSON } = vscode.extensions.getExtension('bouncer.bouncer') ?? {};
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { command } of packageJSON.contributes.commands) assert.ok(known.has(command), command);
  });

  it('rates the selection as a ticket', async () => {
    const editor = await show('README.md');
    editor.selection = new vscode.Selection(0, 0, 2, 20);
    const selected = editor.document.getText(editor.selection);
    await run('bouncer.rateTicketSelection');
    const snapshot = activeDocument();
    assert.equal(snapshot.uri.scheme, 'bouncer');
    assert.equal(snapshot.getText(), selected);
    assert.equal((await rated(snapshot.uri)).door, 'input');
  });

  it('reviews a patch from the clipboard', async () => {
    const patch = (await vscode.workspace.openTextDocument(fileUri('patches/bad.patch'))).getText();
    await vscode.env.clipboard.writeText(patch);
    await run('bouncer.reviewPatchFromClipboard');
    const { verdict } = await rated(activeDocument().uri);
    assert.equal(verdict.door, 'output');
    assert.equal(verdict.decision, 'abstain');
  });

  it('copies the questions to ask', async () => {
    const { document } = await show('tickets/vague.md');
    const { verdict } = await rated(document.uri);
    await run('bouncer.copyQuestions');
    const questions = verdict.questions ?? [];
    assert.ok(questions.length > 0 && questions.length <= 3);
    assert.equal(await vscode.env.clipboard.readText(), messageOf(questions));
  });
});
