import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { bouncer, closeAll, fileUri, rated, show } from './workspace.js';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const text = (path: string) => readFileSync(fileUri(path).fsPath, 'utf8');
const put = (path: string, content: string) => writeFileSync(fileUri(path).fsPath, content);
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: fileUri('.').fsPath, encoding: 'utf8', stdio: 'pipe' });

type Dialog = 'showWarningMessage' | 'showInformationMessage' | 'showInputBox';

describe('The gate', function () {
  // Git, its hooks and VS Code's Git take their time on a busy machine.
  this.timeout(120_000);

  /** What was asked and said, each with its words and buttons; the answers are a person's. */
  let said: string[];
  const answers = new Map<string, unknown>();
  const real = { ...vscode.window };

  beforeEach(() => {
    said = [];
    answers.clear();
    for (const name of ['showWarningMessage', 'showInformationMessage', 'showInputBox'] as Dialog[]) {
      Object.assign(vscode.window, {
        [name]: async (...args: unknown[]) => {
          const words = JSON.stringify(args);
          said.push(words);
          return [...answers].find(([part]) => words.includes(part))?.[1];
        },
      });
    }
    git('config', 'user.name', 'test');
    git('config', 'user.email', 'test@localhost');
  });
  afterEach(async () => {
    const { showWarningMessage, showInformationMessage, showInputBox } = real;
    Object.assign(vscode.window, { showWarningMessage, showInformationMessage, showInputBox });
    await closeAll();
    const { verdicts } = await bouncer();
    if (verdicts.all().some(({ workingTree }) => workingTree)) await run('bouncer.closeReview');
    git('reset', '-q', '--hard');
    git('clean', '-qfd');
  });

  const shownPatch = async (path: string) => {
    const { document } = await show(path);
    return rated(document.uri);
  };

  describe('Apply Patch', () => {
    it('applies what may proceed at once, and takes it back', async () => {
      const { verdict, uri } = await shownPatch('patches/good.patch');
      answers.set('Apply this patch?', verdict.mayProceed ? undefined : 'Apply Anyway');
      await run('bouncer.applyPatch', uri);
      assert.match(said.at(-1) ?? '', /Applied the patch to 2 files/);
      assert.match(text('shelf/fees.py'), /charged = max/);
      assert.equal(git('diff', '--cached'), '');
      await run('bouncer.undoApply');
      assert.equal(git('status', '--porcelain'), '');
    });

    it('tells the reason where it may not, and applies on request only', async () => {
      const { verdict, uri } = await shownPatch('patches/bad.patch');
      assert.equal(verdict.mayProceed, false);
      await run('bouncer.applyPatch', uri);
      assert.ok(
        said[0]?.includes(verdict.because) && said[0].includes('"Apply Anyway","Show Review"'),
        said[0],
      );
      assert.equal(git('status', '--porcelain'), '');
      answers.set('Apply this patch?', 'Apply Anyway');
      await run('bouncer.applyPatch', uri);
      assert.notEqual(git('status', '--porcelain'), '');
    });

    it('changes nothing where a file differs, and opens the place', async () => {
      put('shelf/fees.py', text('shelf/fees.py').replaceAll('late < GRACE_DAYS', 'late <= GRACE_DAYS'));
      const before = git('diff');
      const { uri } = await shownPatch('patches/good.patch');
      answers.set('Apply this patch?', 'Apply Anyway').set('was not applied', 'Show Conflict');
      const opened = new Promise<vscode.TextEditor>((done) => {
        const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
          if (!editor?.document.uri.path.endsWith('fees.py')) return;
          listener.dispose();
          done(editor);
        });
      });
      await run('bouncer.applyPatch', uri);
      assert.match(said.at(-1) ?? '', /shelf\/fees\.py, line 14: The lines around line 14/);
      assert.equal((await opened).document.uri.toString(), fileUri('shelf/fees.py').toString());
      assert.equal(git('diff'), before);
    });

    it('leaves alone what is not saved', async () => {
      const editor = await show('shelf/fees.py');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# not saved\n'));
      const { uri } = await shownPatch('patches/good.patch');
      answers.set('Apply this patch?', 'Apply Anyway');
      await run('bouncer.applyPatch', uri);
      assert.match(said.at(-1) ?? '', /changes in the editor that are not saved/);
      assert.equal(git('status', '--porcelain'), '');
    });
  });

  /** Reviews all changes of the working tree. */
  const reviewed = async () => {
    const extension = vscode.extensions.getExtension('vscode.git');
    assert.ok(extension);
    const api = (await extension.activate()).getAPI(1);
    await (await api.openRepository(fileUri('.'))).status();
    await run('bouncer.reviewWorkingTree');
    const { verdicts } = await bouncer();
    const known = verdicts.all().find(({ workingTree }) => workingTree);
    assert.ok(known);
    return (await rated(known.uri)).uri;
  };

  describe('Revert Hunk and Revert File', () => {
    it('take back a hunk, then the rest, and undo gives them back', async () => {
      const before = text('shelf/fees.py');
      const changed = `first = 1\n${before}last = 1\n`;
      put('shelf/fees.py', changed);
      await reviewed();
      await run('bouncer.revertHunk', fileUri('shelf/fees.py'), 0);
      assert.equal(text('shelf/fees.py'), `${before}last = 1\n`, said.at(-1));
      const { document } = await show('shelf/fees.py');
      await run('undo');
      assert.equal(document.getText(), changed);
      await document.save();
      await run('bouncer.revertFile', fileUri('shelf/fees.py'));
      assert.equal(text('shelf/fees.py'), before);
    });

    it('take back new, deleted and renamed files as they are now', async () => {
      put('shelf/extra.py', 'EXTRA = 1\n');
      put('shelf/more.py', 'MORE = 1\n');
      rmSync(fileUri('tickets/vague.md').fsPath);
      git('mv', 'shelf/loans.py', 'shelf/lending.py');
      await reviewed();
      put('shelf/more.py', 'MORE = 1\nEVEN_MORE = 2\n');
      for (const path of ['shelf/extra.py', 'tickets/vague.md', 'shelf/lending.py', 'shelf/more.py']) {
        await run('bouncer.revertFile', fileUri(path));
      }
      git('add', '-A');
      assert.equal(git('status', '--porcelain'), '');
    });

    it('find the hunk at the cursor, and the file of a line in the view', async () => {
      const before = text('shelf/fees.py');
      put('shelf/fees.py', `first = 1\n${before}`);
      await reviewed();
      const editor = await show('shelf/fees.py');
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await run('bouncer.revertHunk');
      assert.equal(text('shelf/fees.py'), before);
      put('shelf/fees.py', `first = 1\n${before}`);
      await reviewed();
      const { sessions } = await bouncer();
      const [review] = sessions.view.getChildren();
      const [file] = sessions.view.getChildren(review);
      await run('bouncer.revertFile', file);
      assert.equal(text('shelf/fees.py'), before);
    });
  });

  describe('Stage and Commit', () => {
    const commit = async (uri: vscode.Uri) => {
      answers.set('Commit these changes?', 'Commit Anyway').set('Commit message', 'Charge more');
      await run('bouncer.stageAndCommit', uri);
    };
    const setTrailer = (value: boolean | undefined) =>
      vscode.workspace
        .getConfiguration('bouncer')
        .update('commit.trailer', value, vscode.ConfigurationTarget.Global);

    it('commits what was reviewed, with the verdict as a trailer on request', async () => {
      put('shelf/fees.py', text('shelf/fees.py').replace('FEE_PER_DAY = ', 'FEE_PER_DAY = 1'));
      put('shelf/extra.py', 'EXTRA = 1\n');
      const uri = await reviewed();
      await setTrailer(true);
      try {
        await commit(uri);
      } finally {
        await setTrailer(undefined);
      }
      assert.match(git('log', '-1', '--format=%B'), /^Charge more\n\nBouncer: \w+(?:, risk \d+%)?\n/);
      assert.equal(git('show', '--format=', '--name-only', 'HEAD'), 'shelf/extra.py\nshelf/fees.py\n');
      assert.equal(git('status', '--porcelain'), '');
      git('reset', '-q', '--hard', 'HEAD~');
    });

    it('commits nothing where the changes are others by now', async () => {
      put('shelf/extra.py', 'EXTRA = 1\n');
      const uri = await reviewed();
      put('shelf/extra.py', 'EXTRA = 2\n');
      const head = git('rev-parse', 'HEAD');
      await commit(uri);
      assert.match(said.at(-1) ?? '', /not those that were reviewed.*Review Again/);
      assert.equal(git('rev-parse', 'HEAD'), head);
    });

    it("runs the user's hooks, and says what they say", async () => {
      const hook = fileUri('.git/hooks/pre-commit').fsPath;
      writeFileSync(hook, '#!/bin/sh\necho "no tests, no commit" >&2\nexit 1\n');
      chmodSync(hook, 0o755);
      try {
        put('shelf/extra.py', 'EXTRA = 1\n');
        const head = git('rev-parse', 'HEAD');
        await commit(await reviewed());
        assert.match(said.at(-1) ?? '', /Git did not commit: no tests, no commit/);
        assert.equal(git('rev-parse', 'HEAD'), head);
      } finally {
        rmSync(hook);
      }
    });
  });

  it('sends findings to the clipboard where nothing may leave the machine', async () => {
    const { uri } = await shownPatch('patches/bad.patch');
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('localOnly', true, vscode.ConfigurationTarget.Global);
    try {
      await run('bouncer.fixWithAgent', uri);
    } finally {
      await settings.update('localOnly', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.match(said.at(-1) ?? '', /Copied a prompt with \d+ findings/);
    assert.match(await vscode.env.clipboard.readText(), /warning at .*debug output/);
  });

  it('has a command for each, only where it makes sense', async () => {
    await bouncer();
    await run('bouncer.stageAndCommit', fileUri('README.md'));
    assert.match(said.at(-1) ?? '', /not the changes of a working tree/);
  });
});
