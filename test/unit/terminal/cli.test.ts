import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve('dist/cli.js');
const run = (args: readonly string[], input: string | Buffer = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    cwd: 'examples',
    maxBuffer: 1e8,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
};

describe('bouncer in the terminal', () => {
  it('exits with 0 on proceed, 1 on abstain, 2 on what could not be rated', () => {
    assert.equal(run(['ticket', 'tickets/clear.md']).status, 0);
    assert.equal(run(['ticket', 'tickets/vague.md']).status, 1);
    assert.equal(run(['ticket', '-'], '').status, 2);
    assert.equal(run(['patch', '-'], 'no diff').status, 2);
    assert.equal(run(['patch', 'none.patch']).status, 2);
    assert.equal(run(['ticket', '-', '--fail-open'], '').status, 0);
  });

  it('says what is wrong with its usage, without a stack trace', () => {
    for (const args of [
      [],
      ['nonsense'],
      ['ticket'],
      ['ticket', 'a', 'b'],
      ['patch', 'x', '--threshold', '2'],
      ['ticket', 'x', '--nonsense'],
      ['patch', 'patches/good.patch', '--repo', 'none'],
    ]) {
      const { status, stderr } = run(args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^bouncer: \S/);
      assert.ok(!stderr.includes('    at '), stderr);
    }
  });

  it('underlines the places, without colours where nobody can see them', () => {
    const { stdout } = run(['patch', 'patches/bad.patch', '--ticket', 'tickets/clear.md', '--repo', '.']);
    assert.match(stdout, /print\("DEBUG late:", late\)\n\s+│\s+~{20,}/);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('prints the documented JSON', () => {
    const verdict = JSON.parse(run(['patch', 'patches/good.patch', '--json']).stdout);
    for (const key of [
      'schemaVersion',
      'door',
      'rater',
      'decision',
      'label',
      'labelProbabilities',
      'bounceProbability',
      'explanation',
      'findings',
      'coverage',
    ]) {
      assert.ok(key in verdict, key);
    }
    assert.equal(verdict.schemaVersion, 1);
    assert.equal(verdict.door, 'output');
  });

  it('rates rows in their order, and goes on after a broken one', () => {
    const rows = [
      JSON.stringify({ instance_id: 'a', problem_statement: 'It is slow' }),
      'broken',
      JSON.stringify({ instance_id: 'b', problem_statement: '' }),
      '',
      JSON.stringify({ instance_id: 'c', problem_statement: 'f() should return 1 but raises TypeError' }),
    ].join('\n');
    const { status, stdout } = run(['ticket', '-', '--jsonl'], rows);
    const verdicts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      verdicts.map((verdict) => [verdict.instance_id, verdict.unrated?.cause ?? null]),
      [
        ['a', null],
        [null, 'malformed'],
        ['b', 'empty'],
        ['c', null],
      ],
    );
    assert.equal(status, 2);
  });

  it('streams: the first verdict comes before the last row', async () => {
    const child = spawn(process.execPath, [cli, 'ticket', '-', '--jsonl']);
    child.stdin.write(`${JSON.stringify({ instance_id: 'a', problem_statement: 'x' })}\n`);
    const [first] = await new Promise<[Buffer]>((done) => child.stdout.once('data', (data) => done([data])));
    assert.equal(JSON.parse(first.toString()).instance_id, 'a');
    child.stdin.end();
    await new Promise((done) => child.on('exit', done));
  });

  it('refuses an enormous or binary input', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bouncer-cli-'));
    try {
      writeFileSync(join(folder, 'huge.patch'), Buffer.alloc(100_000_000, 'x'));
      writeFileSync(join(folder, 'binary.md'), Buffer.from([0x89, 0x50, 0, 0, 1]));
      const huge = run(['patch', join(folder, 'huge.patch')]);
      assert.equal(huge.status, 2);
      assert.match(huge.stdout, /20 MB/);
      assert.match(run(['ticket', join(folder, 'binary.md')]).stdout, /binary/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('helps', () => {
    const { status, stdout } = run(['--help']);
    assert.equal(status, 0);
    assert.match(stdout, /Usage[\s\S]*--jsonl[\s\S]*Exit code/);
  });
});
