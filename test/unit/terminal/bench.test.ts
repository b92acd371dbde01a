import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withData } from '../bench/run/runs.js';

/** Who may do all is nobody for a moment, so that permissions mean something. */
const powerless = process.getuid?.() === 0 ? { uid: 65_534 } : {};

/** Runs `bouncer bench`; no command may take longer than some seconds. */
function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return benchAs({}, args);
}

function benchAs(who: { readonly uid?: number }, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'bench', ...args], {
    encoding: 'utf8',
    timeout: 30_000,
    ...who,
  });
  return { status, stdout, stderr };
}

/** What a command says that fails: it exits with 2 and shows no stack trace. */
function failing(...args: string[]): string {
  return failingAs({}, args);
}

function failingAs(who: { readonly uid?: number }, args: readonly string[]): string {
  const { status, stdout, stderr } = benchAs(who, args);
  assert.equal(status, 2, `${args.join(' ')}: ${stdout}${stderr}`);
  assert.ok(!/ {4}at |ended with|undefined/.test(stderr), stderr);
  return stderr;
}

describe('bouncer bench in the terminal', () => {
  let data: ReturnType<typeof withData>;
  let run: string;

  beforeEach(() => {
    data = withData(6);
    run = join(data.folder, 'run');
    assert.equal(bench('run', '--data', data.path, '--door', 'input', '--out', run).status, 0);
  });
  afterEach(() => data.clean());

  it('resumes no run that another computer has locked, and names the lock', () => {
    const lock = `lock.4242.${Date.now()}.${Buffer.from('elsewhere').toString('hex')}.00000000`;
    writeFileSync(join(run, lock), '');
    const said = failing('resume', run);
    assert.match(said, /locked by process 4242 on elsewhere/);
    assert.ok(said.includes(`delete ${join(run, lock)}.`), said);
  });

  it('says at once that a run can’t be written', () => {
    const answers = readFileSync(join(run, 'answers.jsonl'));
    chmodSync(data.folder, 0o755);
    chmodSync(run, 0o555);
    assert.match(failingAs(powerless, ['resume', run]), /run may not be written by you\./);
    chmodSync(run, 0o755);
    const full = join(data.folder, 'other');
    mkdirSync(join(full, 'answers.jsonl'), { recursive: true });
    writeFileSync(join(full, 'run.json'), readFileSync(join(run, 'run.json')));
    assert.match(
      failing('resume', full),
      /answers\.jsonl cannot be written, because a folder is in its place/,
    );
    assert.deepEqual(readFileSync(join(run, 'answers.jsonl')), answers);
  });
});
