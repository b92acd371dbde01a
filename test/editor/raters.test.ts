import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type ChatServer, startChatServer, type Turn } from '../host/chatServer.js';
import { activeDocument, bouncer, closeAll, fileUri, rate, rated, show } from './workspace.js';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await vscode.workspace.getConfiguration('bouncer').update(name, value, vscode.ConfigurationTarget.Global);
  }
}

describe('Raters that think', () => {
  let server: ChatServer;
  let turn: Turn;

  before(async () => {
    server = await startChatServer(() => turn);
  });

  beforeEach(async () => {
    turn = {
      content: JSON.stringify({
        explanation: 'It changes the tests to fit.',
        label: 'INCORRECT',
        confidence: 0.9,
        findings: [
          {
            message: 'Prints.',
            quote: 'print("DEBUG late:", late)',
            file: '',
            line: 0,
            severity: 'warning',
            confidence: 0.9,
          },
          {
            message: 'Not there.',
            quote: 'no_such_call()',
            file: '',
            line: 0,
            severity: 'error',
            confidence: 0.9,
          },
        ],
      }),
    };
    await configure({ 'patches.rater': 'chat', 'chat.baseUrl': server.url, 'chat.model': 'test-model' });
    await (await bouncer()).raters.setKey('sk-editor');
    await run('bouncer.clearAnswerCache');
  });

  afterEach(async () => {
    await configure({ 'patches.rater': undefined, 'chat.baseUrl': undefined, 'chat.model': undefined });
    await closeAll();
    // What a model rated waits for the user; the other suites want what is rated by itself.
    const { document } = await show('patches/bad.patch');
    await rate(document, 'output', 'local');
    await closeAll();
  });

  after(() => server.close());

  it('send nothing by themselves, and rate when they are asked', async () => {
    const { document } = await show('patches/bad.patch');
    const before = server.requests.length;
    assert.equal((await rated(document.uri)).verdict.rater.name, 'local');
    assert.equal(server.requests.length, before);
    await run('bouncer.reviewPatch');
    const { verdict, chosen } = await rated(document.uri);
    assert.equal(chosen, true);
    assert.equal(verdict.rater.name, 'chat:test-model');
    assert.equal(verdict.label, 'INCORRECT');
    assert.ok(Math.abs(verdict.bounceProbability - 0.9) < 1e-9);
    assert.equal(verdict.droppedFindings, 1);
    assert.equal(server.headers.authorization, 'Bearer sk-editor');
    const own = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ message }) => message.includes('Prints.'));
    assert.equal(document.getText(own[0]?.range), 'print("DEBUG late:", late)');
  });

  it('wait for the user after an edit, marked as stale', async () => {
    const { document } = await show('patches/bad.patch');
    await run('bouncer.reviewPatch');
    const before = server.requests.length;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'A remark.\n');
    await vscode.workspace.applyEdit(edit);
    const { verdict } = await rated(document.uri, ({ stale }) => stale);
    assert.equal(verdict.rater.name, 'chat:test-model');
    assert.equal(server.requests.length, before);
  });

  it('say what is wrong, and leave what could be said at once', async () => {
    turn = { status: 401 };
    const { document } = await show('patches/bad.patch');
    void run('bouncer.reviewPatch');
    const { verdict, failed, chosen } = await rated(
      document.uri,
      ({ rating, failed: now }) => !rating && now !== undefined,
    );
    assert.equal(failed?.cause, 'no-key');
    assert.equal(verdict.rater.name, 'local');
    assert.ok(verdict.findings.length > 0);
    assert.equal(chosen, false);
  });

  it('end the request when the rating is cancelled', async () => {
    turn = { fault: 'silence' };
    const { document } = await show('patches/bad.patch');
    const source = new vscode.CancellationTokenSource();
    const before = server.requests.length;
    const rating = rate(document, 'output', 'chosen', source.token);
    while (server.requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    source.cancel();
    assert.equal((await rating).unrated?.cause, 'cancelled');
    await server.aborted;
  });

  it('are forbidden where only the local rater may see a document', async () => {
    const { verdicts, rater } = await bouncer();
    const settings = vscode.workspace.getConfiguration('bouncer');
    await settings.update('localOnly', true, vscode.ConfigurationTarget.Workspace);
    const { document } = await show('patches/bad.patch');
    const before = server.requests.length;
    const verdict = await rate(document, 'output', 'chosen');
    assert.equal(verdict.rater.name, 'local');
    await assert.rejects(rater.preview(verdicts.sourceOf(document, 'output')), /sends nothing/);
    await settings.update('localOnly', undefined, vscode.ConfigurationTarget.Workspace);
    assert.equal(server.requests.length, before);
  });

  it('show what would be sent', async () => {
    await show('patches/bad.patch');
    await rated(fileUri('patches/bad.patch'));
    const before = server.requests.length;
    await run('bouncer.showWhatIsSent');
    assert.match(
      activeDocument().getText(),
      /^To test-model at 127\.0\.0\.1:\d+: about [\d,]+ tokens, price unknown\.\n\n\[system\]\n[\s\S]+--- patch \w+ starts\ndiff --git/,
    );
    assert.equal(server.requests.length, before);
  });

  it('keep a key for the host that it was given for', async () => {
    const { document } = await show('patches/bad.patch');
    const other = await startChatServer(() => turn);
    await configure({ 'chat.baseUrl': other.url });
    await run('bouncer.reviewPatch');
    await rated(document.uri);
    assert.notEqual(other.headers.authorization, 'Bearer sk-editor');
    assert.equal(other.requests.length, 1);
    await other.close();
  });

  describe('of the editor itself', () => {
    const script = (next: object) => run('bouncerTests.script', next) as Thenable<{ tools: string[] }[]>;

    beforeEach(async () => {
      await configure({ 'patches.rater': 'editor', editorModel: 'scripted' });
    });

    afterEach(() => configure({ editorModel: undefined }));

    it('rate through a tool that has the form of the answer', async () => {
      await script({ answer: { explanation: 'Seen by the editor.', label: 'INCORRECT', confidence: 0.7 } });
      const { document } = await show('patches/good.patch');
      await run('bouncer.reviewPatch');
      const { verdict } = await rated(document.uri, ({ chosen, rating }) => chosen && !rating);
      assert.equal(verdict.unrated, null);
      assert.equal(verdict.explanation, 'Seen by the editor.');
      assert.equal(verdict.label, 'INCORRECT');
      const asked = await script({});
      assert.deepEqual(asked.at(-1)?.tools, ['output_rating']);
    });

    it('say what is wrong when the model fails, or is not there', async () => {
      await script({ fault: 'The quota is used up.' });
      const { document } = await show('patches/good.patch');
      await run('bouncer.clearAnswerCache');
      const failed = await rate(document, 'output', 'chosen');
      assert.match(failed.unrated?.message ?? '', /editor's model "scripted" .*quota/i);
      await configure({ editorModel: 'gone' });
      const missing = await rate(document, 'output', 'chosen');
      assert.match(missing.unrated?.message ?? '', /offers no model "gone"/);
      assert.match(missing.unrated?.nextStep ?? '', /Sign in|choose another/);
      await rate(document, 'output', 'local');
    });
  });
});
