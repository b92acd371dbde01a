import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp, withData } from '../bench/run/runs.js';

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

  it('refuses a rater without a model', () => {
    const begin = ['run', '--data', data.path, '--door', 'input', '--rater', 'chat'];
    for (const model of ['', ' , ']) assert.match(failing(...begin, '--model', model), /needs --model NAME/);
  });

  it('passes over lines that are no answer, and asks for their tasks again', () => {
    const lines = readFileSync(join(run, 'answers.jsonl'), 'utf8').trimEnd().split('\n');
    const spoilt = JSON.stringify({ ...JSON.parse(lines[5] as string), decision: null });
    writeFileSync(join(run, 'answers.jsonl'), `${[...lines.slice(0, 5), '{}', '[]', spoilt].join('\n')}\n`);
    assert.match(bench('report', run).stdout, /\| Tasks \| 5 \|/);
    assert.equal(bench('resume', run).status, 0);
    assert.match(bench('report', run).stdout, /\| Tasks \| 6 \|/);
  });

  it('says what is wrong with the settings of a run', () => {
    const file = join(run, 'run.json');
    const good = JSON.parse(readFileSync(file, 'utf8'));
    const { concurrency: _, ...without } = good;
    for (const [text, message] of [
      ['{"runVersion":1}', /run\.json does not hold the settings of a run: "name" is missing or wrong/],
      ['null', /"runVersion" is missing/],
      ['{"runVersion":', /"runVersion" is missing/],
      [JSON.stringify(without), /"concurrency" is missing/],
      [JSON.stringify({ ...good, doors: ['side'] }), /"doors" is missing or wrong/],
      [
        JSON.stringify({ ...good, runVersion: 99, bouncer: '9.9.9' }),
        /another version of Bouncer.\nUse Bouncer 9\.9\.9/,
      ],
    ] as const) {
      writeFileSync(file, text);
      for (const command of ['resume', 'report']) assert.match(failing(command, run), message);
    }
  });

  it('says what is wrong with a place that can’t be read or written', () => {
    chmodSync(data.folder, 0o755);
    const begin = ['run', '--data', data.path, '--door', 'input', '--out'];
    assert.match(failing(...begin, data.path), /rows\.jsonl cannot be created because a file has its name/);
    const nowhere = join(data.folder, 'a', 'b.html');
    assert.match(failing('report', run, '--out', nowhere), /b\.html cannot be written because its folder/);
    if (process.platform === 'linux')
      assert.match(failing('report', run, '--out', '/dev/full'), /its disk is full\.\nFree some space/);
    chmodSync(join(run, 'run.json'), 0o200);
    assert.match(failingAs(powerless, ['report', run]), /run\.json cannot be read: permission denied/);
    const empty = join(data.folder, 'none.parquet');
    writeFileSync(empty, '');
    assert.match(failing('run', '--data', empty, '--door', 'input'), /none\.parquet .*\(it is empty\)/);
  });

  it('writes no report over what a run keeps', () => {
    const answers = join(run, 'answers.jsonl');
    const before = readFileSync(answers, 'utf8');
    const link = join(data.folder, 'link');
    symlinkSync(answers, link);
    for (const out of [answers, join(run, 'run.json'), join(run, 'batches.jsonl'), link])
      assert.match(failing('report', run, '--out', out), /is a file of a run/);
    assert.equal(readFileSync(answers, 'utf8'), before);
    assert.equal(bench('report', run, '--out', join(run, 'report.md')).status, 0);
    assert.equal(bench('report', run, '--out', join(run, 'report.md')).status, 0);
  });

  it('exports over nothing, and under a name', () => {
    const out = join(data.folder, 'out');
    assert.match(failing('export', run, '--out', out, '--name', ''), /--name is missing/);
    assert.match(failing('export', run, '--out', out, '--name', '!?'), /has no letter or digit/);
    assert.equal(bench('export', run, '--out', out, '--name', 'One').status, 0);
    assert.match(failing('export', run, '--out', out, '--name', 'Two'), /out is not empty/);
    assert.match(failing('export', run, '--out', data.path, '--name', 'Two'), /a file is in the place/);
  });

  it('tells the first ten problems of rows, and lists all in the report', () => {
    const row = madeUp(1);
    const rows = [
      { nothing: 'known' },
      row,
      { ...row, instance_id: 'odd', input_quality: 0, input_bounce: true },
      ...Array.from({ length: 12 }, (_, i) => ({ ...row, instance_id: `x${i}`, problem_statement: '' })),
    ];
    const path = join(data.folder, 'wrong.jsonl');
    writeFileSync(path, rows.map((one) => JSON.stringify(one)).join('\n'));
    const out = join(data.folder, 'wrong');
    const { status, stderr } = bench('run', '--data', path, '--door', 'input', '--out', out);
    assert.equal(status, 0, stderr);
    const lines = stderr.split('\n');
    const said = lines.slice(lines.findIndex((line) => line.startsWith('14\u00a0problems with rows')) + 1);
    assert.match(said[0] ?? '', /^wrong\.jsonl: Row 1 has no text in the column instance_id/);
    assert.match(
      said[1] ?? '',
      /^wrong\.jsonl: Row 3 \(odd\) has true, but .* quality 0 deserves none, in the column input_bounce/,
    );
    assert.match(said[9] ?? '', /^wrong\.jsonl: Row 11 /);
    assert.match(said[10] ?? '', /^… and 4 more/);
    for (const format of ['md', 'html', 'json']) {
      const report = bench('report', out, '--format', format).stdout;
      assert.match(report, /Row 1 has/);
      assert.match(report, /Row 15 \(x11\) has/);
    }
  });

  it('tells what was rated from what was only tried, in whole words', () => {
    const one = ['run', '--data', data.path, '--door', 'input', '--first', '1', '--out'];
    assert.match(bench(...one, join(data.folder, 'one')).stderr, /^1 of 1\u00a0task has a rating \(/m);
    const nobody = ['--rater', 'chat', '--model', 'm', '--base-url', 'http://127.0.0.1:9/v1'];
    const { status, stderr } = bench(...one.slice(0, 5), '--out', join(data.folder, 'none'), ...nobody);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^0 of 6\u00a0tasks have a rating; \d could not be rated \(.*\nNo server answers at/m,
    );
  });

  it('fails where nothing could be rated, and says why', () => {
    const path = join(data.folder, 'broken.jsonl');
    writeFileSync(path, [1, 2].map((i) => JSON.stringify({ ...madeUp(i), patch: 'no diff' })).join('\n'));
    const said = failing('run', '--data', path, '--door', 'output', '--out', join(data.folder, 'broken'));
    assert.match(said, /^0 of 2\u00a0tasks have a rating; 2 could not be rated .*\nThe last one: \S/m);
  });

  it('refuses what it can’t do anything with', () => {
    const begin = ['run', '--door', 'input', '--data'];
    assert.match(failing(...begin, ''), /--data is missing/);
    assert.match(failing(...begin, data.path, '--seed', '5'), /--seed works only with --sample N/);
    const empty = join(data.folder, 'none.jsonl');
    writeFileSync(empty, '');
    assert.match(
      failing(...begin, empty),
      /none\.jsonl has no row: it is empty\.\nName a data set with rows/,
    );
    writeFileSync(join(run, 'answers.jsonl'), '');
    assert.match(failing('report', run), /has no answer yet\.\nContinue with: bouncer bench resume /);
  });

  it('names what differs where a run can’t go on', () => {
    const out = join(data.folder, 'other');
    const nobody = ['--rater', 'chat', '--model', 'm', '--base-url', 'http://127.0.0.1:9/v1'];
    bench('run', '--data', data.path, '--door', 'input', '--out', out, ...nobody);
    const file = join(out, 'run.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    const changed = (part: object) => {
      writeFileSync(file, JSON.stringify({ ...settings, ...part }));
      return failing('resume', out);
    };
    const chat = { ...settings.choice.chat, strategy: 'plain' };
    const server = changed({ baseUrl: 'http://127.0.0.2:9/v1' });
    assert.match(
      server,
      /its server \(in its run\.json http:\/\/127\.0\.0\.2:9\/v1\).*\nUndo the change in its run\.json/,
    );
    assert.match(changed({ models: ['n'] }), /started with chat:m, and this is chat:n\./);
    assert.match(changed({ choice: { ...settings.choice, chat } }), /its prompt, strategy or limit/);
    const older = changed({ models: ['n'], bouncer: '0.0.1' });
    assert.match(older, /started with Bouncer 0\.0\.1, .*\nUse Bouncer 0\.0\.1/);
  });

  it('says at once that a run can’t be written', () => {
    const answers = readFileSync(join(run, 'answers.jsonl'));
    chmodSync(data.folder, 0o755);
    // What is of its owner alone, another user could not even read.
    for (const name of readdirSync(run)) chmodSync(join(run, name), 0o644);
    chmodSync(run, 0o555);
    assert.match(failingAs(powerless, ['resume', run]), /run cannot be written: permission denied\./);
    chmodSync(run, 0o755);
    const full = join(data.folder, 'other');
    mkdirSync(join(full, 'answers.jsonl'), { recursive: true });
    writeFileSync(join(full, 'run.json'), readFileSync(join(run, 'run.json')));
    assert.match(failing('resume', full), /answers\.jsonl cannot be written because a folder has its name/);
    assert.deepEqual(readFileSync(join(run, 'answers.jsonl')), answers);
  });
});
