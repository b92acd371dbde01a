import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { verdictSchema } from '../../../src/outputs/schema.js';

const ticket = resolve('examples/tickets/clear.md');

describe('bouncer compare', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-compare-'));
    const patch = (name: string) => resolve(`examples/patches/${name}.patch`);
    copyFileSync(patch('good'), join(folder, 'a.patch'));
    copyFileSync(patch('good'), join(folder, 'codex-2.patch'));
    copyFileSync(patch('bad'), join(folder, 'c.patch'));
    copyFileSync(patch('bad'), join(folder, 'x=y.patch'));
    writeFileSync(join(folder, 'none.patch'), 'no diff');
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) => {
    const cli = resolve('dist/cli.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'compare', ...args], {
      cwd: folder,
      encoding: 'utf8',
      input: '',
    });
    return { status, stdout, stderr };
  };

  it('ranks patches by risk, and counts what different agents have in common', () => {
    const { status, stdout, stderr } = run(
      '--ticket',
      ticket,
      'devin=c.patch',
      'devin=a.patch',
      'codex-2.patch',
    );
    assert.deepEqual([status, stderr], [0, '']);
    const [head = '', ...lines] = stdout.split('\n');
    assert.match(head, /^Patch +Agent +Decision +Alone +Nearest other +In common +Risk +Findings$/);
    assert.match(lines[0] ?? '', /^a\.patch +devin +May proceed +\d+% +codex-2\.patch +100% +\d+% +\d+$/);
    assert.match(lines[1] ?? '', /^codex-2\.patch +Codex +May proceed +\d+% +a\.patch +100% +\d+% +\d+$/);
    assert.match(lines[2] ?? '', /^c\.patch +devin +Don't merge yet /);
    assert.match(stdout, /\nHow far to trust it: .*\n$/);
    assert.ok(!stdout.includes('parentheses'));
  });

  it('shows what patches of unknown agents have in common, and says that it does not count', () => {
    const { stdout } = run('a.patch', 'codex-2.patch');
    assert.match(stdout, /^a\.patch +\? +.* (\d+%) +codex-2\.patch +\(100%\) +\1 /m);
    assert.match(stdout, /does not count: .*codex=a\.patch\./);
  });

  it('prints verdicts as the other commands do, in the order of their risk', () => {
    const args = ['--ticket', ticket, 'c.patch', 'a.patch'];
    const verdicts = JSON.parse(run(...args, '--json').stdout).map((one: unknown) =>
      verdictSchema.parse(one),
    );
    assert.deepEqual(
      verdicts.map(({ source }: { source: string }) => source),
      ['a.patch', 'c.patch'],
    );
    const lines = run(...args, '--format', 'jsonl')
      .stdout.trimEnd()
      .split('\n');
    assert.deepEqual(
      lines.map((one) => JSON.parse(one).source),
      ['a.patch', 'c.patch'],
    );
    assert.match(run(...args, '--format', 'markdown').stdout, /^### a\.patch[\s\S]*\n### c\.patch/);
  });

  it('exits with 0 where one may proceed, 1 where none may, 2 where one of those could not be rated', () => {
    assert.equal(run('--ticket', ticket, 'a.patch', 'none.patch').status, 0);
    assert.equal(run('--ticket', ticket, 'c.patch', './x=y.patch').status, 1);
    const { status, stdout } = run('--ticket', ticket, 'missing.patch', 'c.patch', 'none.patch');
    assert.equal(status, 2);
    assert.match(stdout, /^c\.patch [\s\S]*\nmissing\.patch .*Not rated/m);
    assert.match(stdout, /\nnone\.patch: \S/);
  });

  it('shows what steers a terminal in the name of an agent or a file', () => {
    const { stdout } = run('evil\u001b[2J\nagent=a.patch', 'c.patch');
    assert.match(stdout, /evil\\u\{1b\}\[2J\\nagent/);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('wants two patches, and no more than one input from standard input', () => {
    for (const args of [
      ['a.patch', 'c.patch', '--risk', '0.01'],
      [],
      ['a.patch'],
      ['-', '-'],
      ['-', 'a.patch', '--ticket', '-'],
    ]) {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^bouncer: \S.*\nTry bouncer compare --help\.\n$/);
    }
  });
});
