import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ledger } from '../../../src/ledger/ledger.js';
import { hashOf, outcomeRecord } from '../../../src/ledger/record.js';
import type { Entry } from '../../../src/ledger/view.js';
import { decision } from '../ledger/samples.js';

const cli = resolve('dist/cli.js');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: 'examples',
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('bouncer ledger', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-ledger-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what was rated, and says how good it was', async () => {
    assert.equal(run('ticket', 'tickets/vague.md', '--repo', '.', '--ledger', folder).status, 1);
    const { entries } = await new Ledger(folder).load();
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.decision.source, 'tickets/vague.md');
    const writer = new Ledger(folder);
    await writer.append(outcomeRecord(entries[0]?.decision.id ?? '', 'reverted'));
    await writer.close();
    const { stdout, status } = run('ledger', 'good', folder);
    assert.equal(status, 0);
    assert.match(stdout, /^Tickets\n {2}Decisions +1 {2}0 proceed, 1 abstain, 0 not rated\./m);
    assert.match(stdout, /Precision of abstain +100% {2}1 of 1 labeled needed rework/);
    assert.equal(JSON.parse(run('ledger', 'good', folder, '--json').stdout).decisions, 1);
  });

  it('teaches a calibration, which decides once it is named', async () => {
    const writer = new Ledger(folder);
    for (let i = 0; i < 60; i++) {
      const isBad = i % 2 === 0;
      const own = isBad ? (i % 3 === 0 ? 0.2 : 0.3) : i % 3 === 0 ? 0.1 : 0.2;
      const one = decision({
        door: 'output',
        label: 'CORRECT_AND_PRECISE',
        inputHash: hashOf(`${i}`),
        // What it presumed that day is not what it gave.
        bounceProbability: 0.9,
        ownProbability: own,
      });
      await writer.append({ record: one, verdict: '{}' });
      await writer.append(outcomeRecord(one.id, isBad ? 'reverted' : 'merged'));
    }
    await writer.close();
    const { stdout: good } = run('ledger', 'good', folder);
    assert.match(good, /local: Its calibration can be fitted on 60 outcomes\./);
    assert.match(good, /Fit it: bouncer calibrate --door output --fit ".*" --out calibration\.json/);
    const out = join(folder, 'calibration.json');
    const { stdout, status } = run('calibrate', '--door', 'output', '--fit', folder, '--out', out);
    assert.equal(status, 0);
    assert.match(stdout, /60 labeled patches[\s\S]*log loss[\s\S]*local .*\n +calibrated/);
    const rate = (...more: string[]) =>
      JSON.parse(run('patch', 'patches/good.patch', '--json', '--base-rate', '0.4', ...more).stdout);
    const [before, after] = [rate(), rate('--calibration', out)];
    assert.equal(before.probabilitySource, 'model');
    assert.equal(after.probabilitySource, 'calibrated');
    assert.equal(after.calibration.rows, 60);
    assert.equal(after.ownProbability, before.ownProbability);
    assert.notEqual(after.bounceProbability, before.bounceProbability);
    assert.equal(after.baseRate, 0.4);
  });

  it('exports records or a table', () => {
    run('patch', 'patches/bad.patch', '--ledger', folder);
    const { kind, door } = JSON.parse(run('ledger', 'export', folder).stdout);
    assert.deepEqual([kind, door], ['decision', 'output']);
    assert.match(run('ledger', 'export', folder, '--format', 'csv').stdout, /^at,id,door,.*\r\n.*bad\.patch/);
  });

  it('says how many lines are damaged, and goes on without them', async () => {
    run('patch', 'patches/bad.patch', '--ledger', folder);
    const [month] = readdirSync(folder).filter((name) => name.endsWith('.jsonl')) as [string];
    appendFileSync(join(folder, month), '{"sum":"00000000"}\n{"half');
    assert.match(run('ledger', 'good', folder).stdout, /^2 lines of the ledger can't be read\./);
    const { stdout, stderr, status } = run('ledger', 'export', folder);
    assert.equal(stdout.trimEnd().split('\n').length, 1);
    assert.match(stderr, /^bouncer: 2 lines of the ledger can't be read\.$/m);
    assert.equal(status, 0);
  });

  it('keeps no text, and what the checks measured', () => {
    run('ticket', 'tickets/vague.md', '--ledger', folder);
    const { text, facts } = JSON.parse(run('ledger', 'export', folder).stdout);
    assert.equal(text, undefined);
    assert.equal(typeof facts.words, 'number');
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.endsWith('.jsonl')),
      ['verdicts'],
    );
  });

  it('presumes what became of patches of the same agent', async () => {
    const rate = (agent: string) => {
      const { stdout } = run('patch', 'patches/good.patch', '--agent', agent, '--ledger', folder, '--json');
      const { baseRate, baseRateBasis } = JSON.parse(stdout);
      return { baseRate, ...baseRateBasis };
    };
    assert.equal(rate('Codex (gpt-5)').from, 'generation');
    const writer = new Ledger(folder);
    const [{ decision }] = (await writer.load()).entries as [Entry];
    assert.equal(decision.agent, 'Codex (gpt-5)');
    await writer.append(outcomeRecord(decision.id, 'reverted'));
    await writer.close();
    const { baseRate, from, agent, outcomes } = rate('Codex');
    assert.deepEqual([from, agent, outcomes], ['agent', 'Codex', 1]);
    assert.ok(Math.abs(baseRate - (1 + 5 * 0.33) / 6) < 1e-12);
    assert.equal(rate('Devin').from, 'default');
    assert.match(
      run('ledger', 'good', folder).stdout,
      /By Agent\n {4}Codex +1 outcome {2}needed rework: 1 of 1, 100%/,
    );
    assert.match(
      run('ledger', 'export', folder, '--format', 'csv').stdout,
      /^[^\r]*,agent,[\s\S]*,Codex \(gpt-5\),/,
    );
  });

  it('rates all the same where it can’t keep', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { status, stdout, stderr } = run('ticket', 'tickets/vague.md', '--ledger', file);
    assert.equal(status, 1);
    assert.match(stdout, /Ask first|Don't merge yet/);
    assert.match(stderr, /^bouncer: the decision was not kept: /);
  });

  it('says what is wrong with its usage', () => {
    for (const args of [
      [],
      ['good'],
      ['nonsense', folder],
      ['export', folder, '--format', 'xml'],
      ['good', folder],
    ]) {
      const { status, stderr } = run('ledger', ...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^bouncer: \S.*\n\S/);
    }
    assert.match(run('ledger', '--help').stdout, /bouncer ledger[\s\S]*good [\s\S]*export /);
  });
});
