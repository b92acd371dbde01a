import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ChatServer, startChatServer } from '../../host/chatServer.js';
import { cloneOf, gitIn, newFolder } from '../repository/clones.js';

const cli = resolve('dist/cli.js');
const run = (args: readonly string[], input: string | Buffer = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    cwd: 'examples',
    maxBuffer: 1e8,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
};

/** Runs without blocking this process, so that a server in it can answer. */
function runBeside(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = '') {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((done) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: 'examples',
      env: { ...process.env, BOUNCER_API_KEY: '', OPENAI_API_KEY: '', ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (status) => done({ status, stdout, stderr }));
    child.stdin.end(input);
  });
}

describe('bouncer in the terminal', () => {
  it('exits with 0 on proceed, 1 on abstain, 2 on what could not be rated', () => {
    assert.equal(run(['ticket', 'tickets/clear.md']).status, 0);
    assert.equal(run(['ticket', 'tickets/vague.md']).status, 1);
    assert.equal(run(['ticket', '-'], '').status, 2);
    assert.equal(run(['patch', '-'], 'no diff').status, 2);
    assert.equal(run(['patch', 'none.patch']).status, 2);
    assert.equal(run(['ticket', '-', '--fail-open'], '').status, 0);
  });

  it('goes by who looks next', () => {
    const good = ['patch', 'patches/good.patch', '--ticket', 'tickets/clear.md'];
    const reviewed = run(good);
    assert.deepEqual([reviewed.status, /Risk \d+%, limit \d+%\./.test(reviewed.stdout)], [0, true]);
    const alone = run([...good, '--next', 'nobody']);
    assert.equal(alone.status, 1);
    assert.match(
      alone.stdout,
      /Risk \d+%, limit 10%\. Nobody reviews next, and that is more than you accept\. Ask a model, or let a person/,
    );
    assert.equal(run([...good, '--next', 'nobody', '--risk', '0.9']).status, 0);
    const labelled = run([...good, '--next', 'nobody', '--rater', 'checks', '--risk', '0.9']);
    assert.match(labelled.stdout, /promises no risk/);
    for (const wrong of [
      ['patch', 'x', '--next', 'me'],
      ['patch', 'x', '--risk', '2'],
      ['patch', 'x', '--risk', '0.01'],
      ['patch', 'x', '--next', 'nobody', '--threshold', '0.9'],
      ['ticket', 'x', '--next', 'nobody'],
    ])
      assert.equal(run(wrong).status, 2, wrong.join(' '));
  });

  it('lets a ticket that is half open proceed with its questions', () => {
    const ticket =
      'Search misses results\n\nSearching for a name sometimes misses results. It should find all of them.\n';
    const { status, stdout } = run(['ticket', '-'], ticket);
    assert.equal(status, 0);
    assert.match(stdout, /Proceed, but ask[\s\S]*ask what is open\.[\s\S]*Questions to ask/);
    assert.match(run(['ticket', '-', '--format', 'markdown'], ticket).stdout, /: Proceed, but ask · /);
    const set = JSON.parse(run(['ticket', '-', '--threshold', '0.9', '--json'], ticket).stdout);
    assert.deepEqual([set.asks, set.policy], [false, 'threshold']);
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

  it('names the help of the very command that was used wrongly', () => {
    for (const command of [
      'ticket',
      'compare',
      'bench',
      'bench report',
      'calibrate',
      'ledger',
      'ledger good',
      'policy',
    ]) {
      const { status, stdout, stderr } = run([...command.split(' '), '--nonsense']);
      assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
      assert.equal(stderr, `bouncer: Unknown option '--nonsense'.\nTry bouncer ${command} --help.\n`);
    }
    const { status, stderr } = run(['__proto__', '--nonsense']);
    assert.equal(status, 2);
    assert.equal(stderr, "bouncer: Unknown command '__proto__'.\nTry bouncer --help.\n");
  });

  it('suggests what was meant', () => {
    for (const [args, suggestion] of [
      [['tickt'], 'ticket'],
      [['patch', 'x', '--thresold', '1'], '--threshold'],
      [['bench', 'reprot'], 'report'],
    ] as const)
      assert.match(run(args).stderr, new RegExp(`^bouncer: Unknown .*\\. Did you mean ${suggestion}\\?\n`));
  });

  it('underlines the places, without colours where nobody can see them', () => {
    const { stdout } = run(['patch', 'patches/bad.patch', '--ticket', 'tickets/clear.md', '--repo', '.']);
    assert.match(stdout, /print\("DEBUG late:", late\)\n\s+│\s+~{20,}/);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('leaves out of the review what is said to be generated, instead of the usual files', () => {
    const bad = ['patch', 'patches/bad.patch', '--json'];
    const { coverage } = JSON.parse(run([...bad, '--generated', '*.toml', '--generated', 'tests/**']).stdout);
    const how = coverage.files.map(({ path, how }: { path: string; how: string }) => [path, how]);
    assert.deepEqual(how, [
      ['reproduce_issue.py', 'reviewed'],
      ['shelf/fees.py', 'reviewed'],
      ['tests/test_fees.py', 'omitted'],
    ]);
  });

  it('prints any format by its name', () => {
    const args = ['patch', 'patches/bad.patch'];
    assert.equal(run([...args, '--format', 'json']).stdout, run([...args, '--json']).stdout);
    const { status, stderr } = run([...args, '--format', 'xml']);
    assert.deepEqual([status, /--format takes text, json, jsonl/.test(stderr)], [2, true]);
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
    assert.equal(verdict.schemaVersion, 3);
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

  it('reads who made a patch from the column of each row, else from the option', () => {
    const patch = readFileSync('examples/patches/good.patch', 'utf8');
    const rows = [{ agent: 'Aider (gpt-4o)' }, { model_name_or_path: 'x_gpt-5' }, { agent: null }, {}]
      .map((more, i) => `${JSON.stringify({ instance_id: `${i}`, patch, ...more })}\n`)
      .join('');
    const bases = (...args: string[]) =>
      run(['patch', '-', '--jsonl', ...args], rows)
        .stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line).baseRateBasis)
        .map(({ from, agent, generation }) => [from, agent, generation].join());
    const own = ['generation,Aider (gpt-4o),2024', 'generation,x_gpt-5,2025'];
    assert.deepEqual(bases(), [...own, 'default,,2025', 'default,,2025']);
    assert.deepEqual(bases('--agent', 'Codex'), [...own, 'default,Codex,2025', 'default,Codex,2025']);
  });

  it('takes who made a patch from the code base, unless the option says it', () => {
    const folder = cloneOf(newFolder(), { 'a.txt': 'a\n' });
    try {
      gitIn(folder, 'checkout', '-qb', 'codex/fix');
      const patch = '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n';
      const agent = (...args: string[]) =>
        JSON.parse(run(['patch', '-', '--json', '--repo', folder, ...args], patch).stdout).baseRateBasis
          .agent;
      assert.equal(agent(), 'Codex');
      assert.equal(agent('--agent', 'Devin'), 'Devin');
      const said = run(['patch', '-', '--repo', folder], patch).stdout;
      assert.match(
        said,
        /Assumes that 33% of such patches need rework \(the default: the model of Codex is unknown\)\./,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
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
    assert.match(stdout, /Usage[\s\S]*ticket[\s\S]*Exit code/);
    assert.match(run(['patch', '--help']).stdout, /Usage[\s\S]*--ticket[\s\S]*--jsonl[\s\S]*Exit code/);
    for (const command of ['ticket', 'bench', 'bench run', 'calibrate', 'policy', 'ledger', 'ledger export'])
      assert.equal(run([...command.split(' '), '-h']).status, 0, command);
  });

  it('helps when asked in a word', () => {
    assert.equal(run(['help']).stdout, run(['--help']).stdout);
    assert.equal(run(['help', 'bench', 'run']).stdout, run(['bench', 'run', '--help']).stdout);
  });

  it('says that a patch is no file of rows', () => {
    const { status, stdout, stderr } = run(['patch', 'patches/bad.patch', '--jsonl']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /bad\.patch has no JSON object on any of its first lines/);
  });

  it('says its version', () => {
    for (const flag of ['-v', '--version']) assert.match(run([flag]).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  describe('with a chat model', () => {
    let server: ChatServer;
    const chat = (...args: string[]) => [
      ...args,
      '--rater',
      'chat',
      '--base-url',
      server.url,
      '--model',
      'test-model',
      '--no-cache',
    ];

    before(async () => {
      server = await startChatServer(({ messages }) => ({
        content: JSON.stringify({
          explanation: `It is number ${/number (\d+)/.exec(messages.at(-1)?.content ?? '')?.[1]}.`,
          label: 'INCORRECT',
          confidence: 0.8,
        }),
      }));
    });

    after(() => server.close());

    it('rates a patch with the key from the environment', async () => {
      const args = chat('patch', 'patches/good.patch', '--ticket', 'tickets/clear.md');
      const { status, stdout } = await runBeside([...args, '--calibration', 'off'], {
        OPENAI_API_KEY: 'sk-test',
      });
      assert.equal(status, 1);
      assert.match(stdout, /Don't merge yet · Wrong\n {2}Risk 80%, limit 50%\./);
      assert.match(stdout, /Rated by chat:test-model .*the model's own estimate/);
      assert.match(stdout, /1 call, [\d,]+ tokens in, 50 out, price unknown\./);
      assert.equal(server.headers.authorization, 'Bearer sk-test');
      const own = { OPENAI_API_KEY: 'sk-test', BOUNCER_API_KEY: 'sk-own' };
      const { stdout: unmeasured } = await runBeside(args, own);
      assert.match(unmeasured, /Rated by chat:test-model .*the model's own estimate/);
      assert.equal(server.headers.authorization, 'Bearer sk-own');
    });

    it('takes a calibration of a file, or none', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bouncer-cli-'));
      try {
        const fit = join(folder, 'fit.jsonl');
        const rows = Array.from({ length: 60 }, (_, i) => ({
          instance_id: `p${i}`,
          output_bounce: i % 3 === 0,
          labels: { 'test-model': i % 2 === 0 ? 'INCORRECT' : 'CORRECT_AND_PRECISE' },
        }));
        writeFileSync(fit, rows.map((row) => JSON.stringify(row)).join('\n'));
        const file = join(folder, 'calibration.json');
        assert.equal(run(['calibrate', '--door', 'output', '--fit', fit, '--out', file]).status, 0);
        const rate = (...args: string[]) => runBeside(chat('patch', 'patches/good.patch', ...args));
        const verdict = JSON.parse((await rate('--calibration', file, '--json')).stdout);
        assert.equal(verdict.probabilitySource, 'calibrated');
        assert.equal(verdict.calibration.rows, 60);
        assert.equal(verdict.label, 'INCORRECT');
        assert.ok(verdict.bounceProbability < 0.6);
        assert.match(
          (await rate('--calibration', file)).stdout,
          /Risk \d+%, limit \d+%[\s\S]*calibrated on 60 labeled answers \(/,
        );
        const raw = JSON.parse((await rate('--calibration', 'off', '--json')).stdout);
        assert.deepEqual([raw.probabilitySource, raw.bounceProbability], ['stated', 0.8]);
        const strict = JSON.parse((await rate('--calibration', file, '--threshold', '0.9', '--json')).stdout);
        assert.deepEqual([strict.threshold, strict.decision], [0.9, 'proceed']);

        writeFileSync(join(folder, 'broken.json'), '{"door": "output"}');
        for (const [given, complaint] of [
          [
            join(folder, 'broken.json'),
            /This is not a door calibration of Bouncer's[\s\S]*bouncer calibrate/,
          ],
          [join(folder, 'none.json'), /does not exist/],
        ] as const) {
          const { status, stderr } = await rate('--calibration', given);
          assert.equal(status, 2);
          assert.match(stderr, complaint);
        }
        const ticket = await runBeside(chat('ticket', 'tickets/clear.md', '--calibration', file));
        assert.match(
          ticket.stderr,
          /has no calibration of "chat:test-model" for a ticket; it has "test-model"/,
        );
        assert.equal(run(['patch', 'patches/good.patch', '--calibration', file]).status, 2);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('rates rows at the same time and prints them in their order', async () => {
      const patch = 'diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n';
      const rows = Array.from({ length: 12 }, (_, i) => ({
        instance_id: `t-${i}`,
        problem_statement: `number ${i}`,
        patch,
      }));
      const { status, stdout } = await runBeside(
        chat('patch', '-', '--jsonl', '--calibration', 'off'),
        {},
        rows.map((row) => JSON.stringify(row)).join('\n'),
      );
      assert.equal(status, 0);
      const read = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        read.map(({ instance_id: id, explanation }) => [id, explanation]),
        rows.map(({ instance_id: id }, i) => [id, `It is number ${i}.`]),
      );
    });

    it('shows the prompt and sends nothing', async () => {
      const before = server.requests.length;
      const { status, stdout } = await runBeside(chat('ticket', 'tickets/clear.md', '--show-prompt'));
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^To test-model at \S+: about [\d,]+ tokens, price unknown\.\n\n\[system\]\n[\s\S]*\[user\]\n--- ticket \w+ starts/,
      );
      assert.equal(server.requests.length, before);
    });

    it('says what is wrong with its usage, and what to do when nobody answers', async () => {
      for (const args of [
        ['ticket', 'x', '--rater', 'chat'],
        ['ticket', 'x', '--rater', 'nobody'],
        ['ticket', 'x', '--rater', 'chat', '--model', 'm', '--base-url', 'file:///etc/passwd'],
        ['ticket', 'x', '--rater', 'chat', '--model', 'm', '--samples', '0'],
        ['ticket', 'x', '--rater', 'chat', '--model', 'm', '--price', '2'],
        ['patch', 'x', '--rater', 'agentic', '--model', 'm'],
        ['ticket', 'x', '--show-prompt'],
      ]) {
        const { status, stderr } = await runBeside(args);
        assert.equal(status, 2, args.join(' '));
        assert.match(stderr, /^bouncer: \S/);
      }
      const gone = await startChatServer(() => ({ content: '' }));
      await gone.close();
      const { status, stdout, stderr } = await runBeside([
        'ticket',
        'tickets/clear.md',
        '--rater',
        'chat',
        '--model',
        'm',
        '--base-url',
        gone.url,
        '--timeout',
        '5',
      ]);
      assert.equal(status, 2);
      assert.match(stdout, /No server answers at 127\.0\.0\.1:\d+\.[\s\S]*Next: Start it/);
      assert.ok(!stderr.includes('    at '), stderr);
    }).timeout(30_000);
  });
});
