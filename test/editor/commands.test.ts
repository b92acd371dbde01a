import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
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

  describe('Review Working Tree Changes', () => {
    const root = () => fileUri('.').fsPath;
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root(), encoding: 'utf8' });

    afterEach(() => {
      git('reset', '-q', '--hard');
      rmSync(fileUri('shelf/new_file.py').fsPath, { force: true });
    });

    it('takes staged, unstaged and untracked changes together', async () => {
      const api = await gitApi();
      writeFileSync(fileUri('shelf/loans.py').fsPath, 'LOAN_DAYS = 14\n');
      git('add', 'shelf/loans.py');
      writeFileSync(fileUri('shelf/fees.py').fsPath, 'FEE_PER_DAY = 30\n');
      writeFileSync(fileUri('shelf/new_file.py').fsPath, 'print("debug")\n');
      assert.ok(existsSync(fileUri('shelf/new_file.py').fsPath));
      const repository = await api.openRepository(fileUri('.'));
      await repository.status();
      const reviewing = run('bouncer.reviewWorkingTree');
      await pickFirst();
      await reviewing;
      const { verdict, directory, key } = await rated(activeDocument().uri);
      assert.deepEqual(verdict.anchors.map(({ name }) => name).sort(), [
        'shelf/fees.py',
        'shelf/loans.py',
        'shelf/new_file.py',
      ]);
      assert.equal(directory, repository.rootUri.fsPath);
      assert.equal(key, `working-tree:${directory}:all`);
      const applies = verdict.evidence.find(({ id }) => id === 'applies');
      assert.equal(applies?.sentence, 'Is already applied to the code base.');
      const debug = vscode.languages.getDiagnostics(fileUri('shelf/new_file.py'));
      assert.ok(debug.some(({ message }) => message.includes('debug output')));
    });
  });
});

interface GitApi {
  openRepository(uri: vscode.Uri): Promise<{ status(): Promise<void>; readonly rootUri: vscode.Uri }>;
}

async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension('vscode.git');
  assert.ok(extension);
  return (await extension.activate()).getAPI(1);
}

/** Accepts the first item of the quick pick that a command is about to show, trying until the command goes on. */
async function pickFirst(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await run('workbench.action.acceptSelectedQuickOpenItem');
    if (vscode.window.activeTextEditor?.document.uri.scheme === 'bouncer') return;
    await new Promise((next) => setImmediate(next));
  }
}
