import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { headline } from '../../src/core/ratingWords.js';
import { bouncer, closeAll, fileUri, rated, show } from './workspace.js';

const lenses = (uri: vscode.Uri) =>
  vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);

describe('Verdicts on documents', () => {
  afterEach(closeAll);

  it('rates a ticket when it comes into view', async () => {
    const { document } = await show('tickets/vague.md');
    const { verdict, door } = await rated(document.uri);
    assert.equal(door, 'input');
    assert.equal(verdict.decision, 'abstain');
  });

  it('shows the verdict over the title and offers to rate again', async () => {
    const { document } = await show('tickets/vague.md');
    await rated(document.uri);
    const shown = await lenses(document.uri);
    assert.match(shown[0]?.command?.title ?? '', /Ask first · Vague · \d+% risk/);
    assert.deepEqual(
      shown.map((lens) => lens.command?.command),
      ['bouncer.showReview', 'bouncer.rate'],
    );
    assert.equal(shown[0]?.range.start.line, 0);
  });

  it('shows a lens over each file of a patch', async () => {
    const { document } = await show('patches/bad.patch');
    await rated(document.uri);
    const lines = new Set((await lenses(document.uri)).map((lens) => lens.range.start.line));
    const headers = document
      .getText()
      .split('\n')
      .flatMap((line, i) => (line.startsWith('diff --git ') ? [i] : []));
    assert.deepEqual([...lines], headers);
  });

  it('says the verdict once, and of each file what was found in it', async () => {
    const { document } = await show('patches/bad.patch');
    await rated(document.uri);
    const titles = (await lenses(document.uri)).map((lens) => lens.command?.title ?? '');
    assert.equal(titles.filter((title) => title.includes("Don't merge yet")).length, 1);
    assert.deepEqual(
      titles.filter((title) => !title.includes('$(')),
      ['1 hint', '2 warnings, 2 hints', '1 warning'],
    );
  });

  it('lists findings in Problems at their range, with a link to the check', async () => {
    const { document } = await show('patches/bad.patch');
    await rated(document.uri);
    const found = vscode.languages.getDiagnostics(document.uri);
    const debug = found.find(({ message }) => message.includes('debug output'));
    assert.ok(debug);
    assert.equal(debug.source, 'Bouncer');
    assert.equal(document.getText(debug.range), 'print("DEBUG late:", late)');
    assert.ok(typeof debug.code === 'object');
    assert.equal(debug.code.target.scheme, 'command');
    assert.ok(debug.code.target.query.includes(String(debug.code.value)));
  });

  it('lists the other places of a finding with it', async () => {
    const { document } = await show('patches/bad.patch');
    await rated(document.uri);
    const found = vscode.languages.getDiagnostics(document.uri);
    const code = found.find(({ message }) => message.includes('code in comments'));
    const others = (code?.relatedInformation ?? []).map(({ location }) => document.getText(location.range));
    assert.deepEqual(others, ['#     return 0']);
  });

  it('explains the verdict on hover over a file of a patch', async () => {
    const { document } = await show('patches/bad.patch');
    const { verdict } = await rated(document.uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 3),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((content) => (content as vscode.MarkdownString).value),
    );
    const plain = text.join('\n').replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    assert.ok(plain.includes(headline(verdict)), plain);
    assert.ok(verdict.explanation);
  });

  it('marks a verdict as stale at once and renews it when typing rests', async () => {
    const editor = await show('tickets/vague.md');
    const { uri } = editor.document;
    const { verdict: old } = await rated(uri);
    const { verdicts } = await bouncer();
    let staleAtOnce = false;
    const listener = verdicts.onDidChange((state) => {
      if (state.uri.toString() === uri.toString() && state.stale && !state.rating) staleAtOnce = true;
    });
    await editor.edit((edit) =>
      edit.insert(new vscode.Position(5, 0), '\nIt should be 0 cents, but late_fee() returns 50.\n'),
    );
    const after = await rated(uri, (state) => !state.stale && !state.rating && state.verdict !== old);
    listener.dispose();
    assert.ok(staleAtOnce);
    assert.notEqual(after.verdict.bounceProbability, old.bounceProbability);
  });

  it('says which line of a malformed patch is wrong', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'diff',
      content: '--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n one\nwrong\n',
    });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('bouncer.reviewPatch');
    const { verdict } = await rated(document.uri);
    assert.equal(verdict.decision, 'unrated');
    assert.equal(verdict.unrated?.cause, 'malformed');
    assert.match(verdict.unrated?.message ?? '', /Line 5/);
  });

  it('does not rate an empty document', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '  \n' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('bouncer.rateTicket');
    // A document without a file may have the name of one that was closed just now, whose verdict is still there.
    const { verdict } = await rated(document.uri, ({ verdict }) => Boolean(verdict?.unrated));
    assert.equal(verdict.unrated?.cause, 'empty');
    assert.equal(verdict.mayProceed, false);
  });

  it('follows the threshold that the user sets', async () => {
    const { document } = await show('patches/good.patch');
    const { verdict: before } = await rated(document.uri);
    const settings = vscode.workspace.getConfiguration('bouncer');
    try {
      await settings.update('patches.threshold', 0, vscode.ConfigurationTarget.Global);
      const strict = await rated(
        document.uri,
        (state) => !state.stale && !state.rating && state.verdict !== before,
      );
      assert.equal(strict.verdict.decision, 'abstain');
      assert.equal(strict.verdict.threshold, 0);
    } finally {
      await settings.update('patches.threshold', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('gives the rating that the terminal gives', async () => {
    const root = fileUri('.').fsPath;
    const cli = join(__dirname, '../../cli.js');
    const ofTerminal = (...args: string[]) => {
      const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--repo', '.', '--json'], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      assert.equal(stderr, '');
      return JSON.parse(stdout);
    };
    const { tickets } = await bouncer();
    await tickets.set(fileUri('patches/good.patch'), fileUri('tickets/clear.md'));
    for (const [path, ...args] of [
      ['tickets/clear.md', 'ticket'],
      ['tickets/vague.md', 'ticket'],
      ['patches/bad.patch', 'patch'],
      ['patches/good.patch', 'patch', '--ticket', 'tickets/clear.md'],
    ] as const) {
      const { document } = await show(path);
      const { verdict } = await rated(document.uri);
      const [command, ...rest] = args;
      const agent = verdict.baseRateBasis?.agent;
      const options = agent ? [...rest, '--agent', agent] : rest;
      assert.deepEqual(JSON.parse(JSON.stringify(verdict)), ofTerminal(command, path, ...options), path);
    }
  });

  it('lets a finding be dismissed, which stays away when lines move, and brings it back', async () => {
    const { document } = await show('patches/bad.patch');
    const { verdict } = await rated(document.uri);
    const shown = () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ message }) => message === 'Silently ignores exceptions.');
    assert.equal(shown().length, 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      shown()[0]?.range,
    );
    const dismiss = actions.find(({ title }) => title === 'Dismiss: Silently ignores exceptions.');
    await vscode.commands.executeCommand(
      dismiss?.command?.command ?? '',
      ...(dismiss?.command?.arguments ?? []),
    );
    assert.equal(shown().length, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'A remark.\n');
    await vscode.workspace.applyEdit(edit);
    await rated(document.uri, ({ stale }) => stale);
    const again = await rated(document.uri);
    assert.equal(shown().length, 0);
    assert.equal(again.verdict.decision, verdict.decision);
    await vscode.commands.executeCommand('bouncer.restoreFindings');
    assert.equal(shown().length, 1);
  });
});
