import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { bouncer, closeAll, fileUri, rated, show } from './workspace.js';

describe('The ticket of a patch', () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  const choices = async () => (await bouncer()).tickets;
  /** A patch without a file, as a working tree is. */
  const changes = () => ({ uri: vscode.Uri.parse('test-changes:/Changes'), directory: folder });
  const found = async () => {
    const tickets = await choices();
    const read = await tickets.read(changes());
    const { from } = tickets.get(changes().uri) ?? {};
    return from && `${read?.source}, ${from}`;
  };

  before(() => {
    folder = join(realpathSync(fileUri('.').fsPath), 'shop');
    mkdirSync(join(folder, 'issues'), { recursive: true });
    for (const name of ['142-discount-codes', '15-dates']) {
      writeFileSync(join(folder, `issues/${name}.md`), `# ${name}\n\nPrices should have codes.\n`);
    }
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'base');
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(closeAll);

  it('is found from the branch, and from commits, but not where two fit', async () => {
    assert.equal(await found(), undefined);
    git('checkout', '-qb', 'agent/142-discount-codes');
    assert.equal(await found(), 'shop/issues/142-discount-codes.md, branch');
    git('checkout', '-qb', 'agent/dates');
    git('commit', '-q', '--allow-empty', '-m', 'Dates\n\nCloses: #15');
    assert.equal(await found(), 'shop/issues/15-dates.md, commits');
    git('commit', '-q', '--allow-empty', '-m', 'Codes\n\nRefs: #142');
    assert.equal(await found(), undefined);
  });

  it('is what a person says, on that branch, until they take it back', async () => {
    const tickets = await choices();
    const { uri } = changes();
    git('checkout', '-q', 'agent/142-discount-codes');
    await found();
    await tickets.set(uri, fileUri('tickets/clear.md'));
    assert.equal(await found(), 'tickets/clear.md, choice');
    assert.ok(tickets.patchesOf(fileUri('tickets/clear.md')).some((one) => one.scheme === uri.scheme));
    await tickets.set(uri, null);
    assert.equal(await found(), undefined);
    git('checkout', '-qb', 'agent/142-again');
    assert.equal(await found(), 'shop/issues/142-discount-codes.md, branch');
    git('checkout', '-q', 'agent/142-discount-codes');
    assert.equal(await found(), undefined);
    await tickets.set(uri, undefined);
    assert.equal(await found(), 'shop/issues/142-discount-codes.md, branch');
  });

  it('is found by the name of the patch’s file, and the patch is rated against it', async () => {
    const names = ['tickets/77-fees.md', 'patches/77-fees.patch'];
    writeFileSync(fileUri('tickets/77-fees.md').fsPath, '# Fees\n\nThe fee should be 0.\n');
    const { document: good } = await show('patches/good.patch');
    writeFileSync(fileUri('patches/77-fees.patch').fsPath, good.getText());
    const { document } = await show('patches/77-fees.patch');
    const { verdict } = await rated(document.uri);
    const given = verdict.evidence.find(({ id }) => id === 'ticket-given');
    for (const name of names) rmSync(fileUri(name).fsPath);
    assert.equal(given?.value, 1);
    assert.equal((await choices()).get(document.uri)?.from, 'file name');
  });
});
