import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { randomStream } from '../../../src/stats/random.js';

const cli = resolve('dist/cli.js');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'policy', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Patches whose probabilities are as likely as they say. */
function patches(count: number, rater: string) {
  const random = randomStream(7);
  return Array.from({ length: count }, (_, i) => {
    const probability = random();
    return {
      instance_id: `p${i}`,
      output_bounce: random() < probability,
      probabilities: { [rater]: probability },
    };
  });
}

describe('bouncer policy', function () {
  this.timeout(60_000);
  let folder: string;
  let local: string;
  let chat: string;

  function file(name: string, rows: readonly unknown[]): string {
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return path;
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-policy-'));
    local = file('local.jsonl', patches(800, 'local'));
    chat = file('chat.jsonl', patches(400, 'chat:m'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const json = (...args: string[]) => JSON.parse(run('--door', 'output', ...args, '--json').stdout);

  it('promises a risk that the accepted cases bear out', () => {
    const { policy, rows, joint, line } = json('--fit', local, '--risk', '0.3,0.1');
    const accepted = patches(800, 'local').filter(
      ({ probabilities }) => (probabilities['local'] as number) < policy.threshold,
    );
    const wrong = accepted.filter(({ output_bounce }) => output_bounce).length;
    assert.equal(rows, 800);
    assert.ok(accepted.length > 100 && wrong / accepted.length < 0.3);
    assert.ok(Math.abs(policy.expectedRisk - wrong / accepted.length) < 1e-12);
    assert.ok(Math.abs(policy.expectedCoverage - accepted.length / 800) < 1e-12);
    assert.deepEqual(policy.guarantee, { alpha: 0.3, delta: 0.1 });
    assert.match(policy.explanation, /^At most 30% of the accepted patches need rework, with 90% confidence/);
    assert.deepEqual([joint, line], [null, null]);
  });

  it('follows costs, a share to accept, and a threshold', () => {
    assert.equal(json('--fit', local, '--cost', '3,1').policy.threshold, 0.25);
    assert.ok(Math.abs(json('--fit', local, '--coverage', '0.4').policy.expectedCoverage - 0.4) < 0.01);
    const { stdout } = run('--door', 'output', '--fit', local, '--threshold', '0.5', '--line');
    assert.match(stdout, /^Threshold {2}0\.5\nRisk {7}\d+% of the accepted need rework\n/);
    assert.match(stdout, /Guarantee {2}none\n/);
    assert.match(stdout, /On 800 labeled patches of 800 instances, rated by "local"\./);
    assert.equal(stdout.split('threshold  coverage  risk\n')[1]?.trim().split('\n').length, 801);
  });

  it('says honestly when the data do not bear a promise out', () => {
    const { status, stdout } = run('--door', 'output', '--fit', local, '--risk', '0.001,0.01');
    assert.equal(status, 1);
    assert.match(stdout, /^Not enough data to promise that at most 1% .*\nAccept a higher risk/);
  });

  it('takes the probabilities of a calibration fitted on others for raters that are not calibrated', () => {
    const fitted = json('--fit', chat, '--threshold', '0.5').policy;
    const raw = json('--fit', chat, '--calibration', 'off', '--threshold', '0.5').policy;
    assert.notEqual(fitted.expectedCoverage, 0);
    assert.ok(Math.abs(fitted.expectedCoverage - raw.expectedCoverage) < 0.15);
    assert.notDeepEqual(
      json('--fit', chat, '--coverage', '0.5').policy.threshold,
      json('--fit', chat, '--calibration', 'off', '--coverage', '0.5').policy.threshold,
    );
  });

  it('offers thresholds of the calibration that bouncer calibrate makes of the same file', () => {
    const random = randomStream(11);
    const names = ['CORRECT_AND_PRECISE', 'CORRECT_BUT_INCOMPLETE', 'BROAD_MISSING_KEY_ASPECTS', 'INCORRECT'];
    const labelled = file(
      'labelled.jsonl',
      Array.from({ length: 400 }, (_, i) => {
        const place = Math.floor(4 * random());
        return {
          instance_id: `q${i}`,
          output_bounce: random() < 0.3 + place / 8,
          labels: { m: names[place] },
        };
      }),
    );
    const out = join(folder, 'calibration.json');
    const { status } = spawnSync(process.execPath, [
      cli,
      ...['calibrate', '--door', 'output', '--fit', labelled, '--out', out],
    ]);
    assert.equal(status, 0);
    const given = ['--fit', labelled, '--calibration', out];
    const { line } = json('--fit', labelled, '--threshold', '0.5', '--line');
    assert.ok(line.length >= 4 && line.length <= 5, `${line.length} points for four labels`);
    assert.deepEqual(line, json(...given, '--threshold', '0.5', '--line').line);
    for (const wish of [
      ['--coverage', '0.6'],
      ['--risk', '0.55,0.1'],
      ['--cost', '1,1'],
    ]) {
      const { policy } = json('--fit', labelled, ...wish);
      const met = json(...given, '--threshold', String(policy.threshold)).policy;
      assert.ok(policy.expectedCoverage > 0);
      assert.deepEqual(
        [met.expectedCoverage, met.expectedRisk],
        [policy.expectedCoverage, policy.expectedRisk],
        wish.join(' '),
      );
    }
  });

  it('shows what both doors together do', () => {
    const tickets = patches(400, 'chat:m').map(({ output_bounce: input_bounce, ...row }) => ({
      ...row,
      input_bounce,
    }));
    const other = ['--other-fit', file('tickets.jsonl', tickets), '--other-threshold', '0.5'];
    const { joint } = json('--fit', chat, '--threshold', '1', ...other);
    assert.equal(joint.tickets, 400);
    assert.equal(joint.passBoth, joint.passInput);
    const { stdout } = run('--door', 'output', '--fit', chat, '--threshold', '1', ...other);
    assert.match(stdout, /Of 400 tickets with labeled cases at both doors, \d+% pass as tickets/);
  });

  it('says what is wrong with its usage, and with a file', () => {
    const labels = Array.from({ length: 40 }, (_, i) => ({
      instance_id: `l${i}`,
      output_bounce: i % 2 === 0,
      labels: { a: 'INCORRECT', b: 'CORRECT_AND_PRECISE' },
    }));
    const several = file('several.jsonl', labels);
    const bare = ['--door', 'output', '--fit'];
    for (const [args, complaint] of [
      [[], /--door is missing/],
      [['--door', 'output'], /--fit is missing: labeled cases/],
      [[...bare, local], /Choose one policy/],
      [[...bare, local, '--cost', '1,1', '--coverage', '1'], /Choose one policy/],
      [[...bare, local, '--cost', '1'], /--cost takes two numbers such as 5,1, not "1"/],
      [[...bare, local, '--risk', ',0.1'], /--risk takes two numbers/],
      [[...bare, local, '--risk', '2,0.1'], /--risk takes two numbers between 0 and 1, .*not "2,0\.1"/],
      [[...bare, local, '--risk', '0.2,0'], /--risk takes two numbers between 0 and 1/],
      [
        [...bare, local, '--cost', '0,0'],
        /--cost takes two numbers of 0 or more, one of them above 0, not "0,0"/,
      ],
      [[...bare, local, '--cost', 'Infinity,1'], /--cost takes two numbers of 0 or more/],
      [[...bare, local, '--coverage', '2'], /--coverage takes a number from 0 to 1, not "2"/],
      [[...bare, local, '--coverage', '1', '--other-threshold', '1'], /go together/],
      [[...bare, local, '--coverage', '1', '--rater', 'x'], /has no rater "x"; it has "local"/],
      [[...bare, several, '--coverage', '1'], /several raters: "a", "b"\. Choose one with --rater/],
      [
        [...bare, several, '--coverage', '1', '--rater', 'a', '--calibration', 'off'],
        /"a" gave labels and no probabilities for these patches[\s\S]*Calibrate the rater first/,
      ],
      [[...bare, join(folder, 'none'), '--coverage', '1'], /does not exist/],
    ] as const) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, complaint);
      assert.match(stderr, /^bouncer: \S/);
    }
    assert.equal(run('--help').status, 0);
  });
});
