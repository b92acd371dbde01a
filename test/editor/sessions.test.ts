import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ReviewScope } from '../../src/repository/reviewScope.js';
import type { Session } from '../../src/vscode/features/sessions/session.js';
import type { GitRepository } from '../../src/vscode/gitRepositories.js';
import { bouncer, closeAll, fileUri, rated } from './workspace.js';

const all: ReviewScope = { kind: 'tree', changes: 'all' };

describe('A review of changes', () => {
  const path = (name: string) => fileUri(name).fsPath;
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path('.'), encoding: 'utf8' });
  let repository: GitRepository & { status(): Promise<void> };

  before(async () => {
    const extension = vscode.extensions.getExtension('vscode.git');
    assert.ok(extension);
    const api = (await extension.activate()).getAPI(1);
    repository = await api.openRepository(fileUri('.'));
    // Other tests leave settings there.
    appendFileSync(path('.git/info/exclude'), '.vscode/\n');
  });
  afterEach(async () => {
    const { reviews } = await loaded();
    for (const session of reviews.all) reviews.close(session);
    git('reset', '-q', '--hard');
    git('clean', '-qfd', 'shelf');
    await closeAll();
  });

  const loaded = async () => (await bouncer()).sessions.load();

  async function review(scope: ReviewScope = all) {
    const commands = await loaded();
    await commands.review(repository, scope);
    const session = commands.reviews.at(repository, scope);
    return { session, ...(await rated(session.uri)) };
  }

  const files = async (session: Session) => {
    const { sessions } = await bouncer();
    const [root] = sessions.view.getChildren().filter((node) => node.session === session);
    const items = sessions.view.getChildren(root).map((node) => sessions.view.getTreeItem(node));
    return items.map(({ label, description }) => `${label}: ${description}`);
  };

  it('takes staged, unstaged and untracked changes together, with the gravest files first', async () => {
    write('shelf/loans.py', 'LOAN_DAYS = 14\n');
    git('add', 'shelf/loans.py');
    write('shelf/new_file.py', 'print("debug")\n');
    renameSync(path('shelf/fees.py'), path('shelf/charges.py'));
    const { session, verdict, directory, key } = await review();
    assert.deepEqual(verdict.coverage.files.map((file) => file.path).sort(), [
      'shelf/charges.py',
      'shelf/loans.py',
      'shelf/new_file.py',
    ]);
    assert.equal(directory, repository.rootUri.fsPath);
    assert.equal(key, `review:${directory}:all`);
    const applies = verdict.evidence.find(({ id }) => id === 'applies');
    assert.equal(applies?.sentence, 'Is already applied to the code base.');
    const shown = await files(session);
    assert.ok(
      shown.some((line) => /^new_file\.py: shelf · \d warning/.test(line)),
      shown.join('\n'),
    );
    assert.ok(
      shown.some((line) => /^charges\.py: shelf · was shelf\/fees\.py · /.test(line)),
      shown.join('\n'),
    );
    const debug = vscode.languages.getDiagnostics(fileUri('shelf/new_file.py'));
    assert.ok(debug.some(({ message }) => message.includes('debug output')));
  });

  it('opens both sides of a file at a finding', async () => {
    write('shelf/new_file.py', 'x = 1\nprint("debug")\n');
    const { session, verdict } = await review();
    const place = verdict.findings.find(({ message }) => message.includes('debug output'))?.place?.file;
    assert.ok(place);
    await session.reveal(place);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, path('shelf/new_file.py'));
    assert.equal(editor?.selection.start.line, 1);
  });

  it('finds a deleted line on the old side', async () => {
    const before = (await vscode.workspace.openTextDocument(fileUri('shelf/fees.py'))).getText();
    rmSync(path('shelf/fees.py'));
    const { session } = await review();
    const old = session.fileAt({ path: 'shelf/fees.py', line: 1, side: 'old' });
    assert.ok(old);
    assert.equal((await vscode.workspace.openTextDocument(old)).getText(), before);
  });

  it('stays when tabs are closed, is rated again as files change, and tells what is fixed and new', async () => {
    write('shelf/new_file.py', 'print("debug")\n');
    const { session, verdict: first } = await review();
    await closeAll();
    const { verdicts } = await bouncer();
    assert.equal(verdicts.at(session.uri)?.verdict, first);
    write('shelf/new_file.py', 'import pdb; pdb.set_trace()\n');
    await repository.status();
    const { verdict } = await rated(session.uri, (now) => now.verdict !== first && !now.rating);
    assert.ok(!verdict.findings.some(({ message }) => message.includes('debug output')));
    assert.ok(session.moved && session.moved.fixed > 0 && session.moved.fresh > 0);
  });

  it('says that nothing is left once the changes are gone', async () => {
    write('shelf/new_file.py', 'print("debug")\n');
    const { session } = await review();
    const { verdicts } = await bouncer();
    const { reviews } = await loaded();
    const gone = new Promise<void>((done) => {
      const listener = reviews.onDidChange(() => {
        if (!session.isEmpty) return;
        listener.dispose();
        done();
      });
    });
    rmSync(path('shelf/new_file.py'));
    await repository.status();
    await gone;
    assert.equal(verdicts.at(session.uri), undefined);
  });

  it('reviews a commit on its own', async () => {
    write('shelf/new_file.py', 'print("debug")\n');
    git('add', '.');
    git('-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '-qm', 'Add a file');
    const commit = git('rev-parse', 'HEAD').trim();
    try {
      const { session, verdict } = await review({ kind: 'commit', commit });
      assert.equal(session.title, `Commit ${commit.slice(0, 7)}`);
      assert.deepEqual(
        verdict.coverage.files.map((file) => file.path),
        ['shelf/new_file.py'],
      );
      const now = session.fileAt({ path: 'shelf/new_file.py', line: 1, side: 'new' });
      assert.equal(now?.scheme, 'git');
    } finally {
      git('reset', '-q', '--hard', 'HEAD^');
    }
  });

  it('hides a rule in a folder, and shows it again', async () => {
    write('shelf/new_file.py', 'print("debug")\n');
    const { session } = await review();
    const { dismissals, verdicts } = await bouncer();
    const has = () => verdicts.at(session.uri)?.verdict?.findings.some(({ id }) => id === 'debug-output');
    assert.ok(has());
    await dismissals.turnOff({ id: 'debug-output', path: 'shelf/' });
    assert.ok(!has());
    assert.equal(await dismissals.restore(), 1);
    assert.ok(has());
  });

  it('has nothing to review where nothing changed', async () => {
    const commands = await loaded();
    await assert.rejects(commands.review(repository, all), /no changes to review/);
    assert.deepEqual(commands.reviews.all, []);
  });
});
