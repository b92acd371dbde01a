import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDoorCalibration, type Stack } from '../../../src/calibration/calibrationText.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { randomStream } from '../../../src/stats/random.js';
import { calibrateCommand } from '../../../src/terminal/calibrate.js';
import { runProgram } from '../../../src/terminal/program.js';
import { UsageError } from '../../../src/terminal/usageError.js';
import { withStderr, withStdout } from '../terminal/standardError.js';
import { casesIn } from './casesIn.js';

let folder: string;

/** What `bouncer calibrate` prints. */
function runCalibrate(argv: readonly string[]): Promise<string> {
  const calibrate = { summary: '', load: async () => calibrateCommand };
  return withStdout(() => runProgram({ calibrate }, ['calibrate', ...argv]));
}

function file(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return path;
}

/** Tickets whose raters bounce too rarely: half of the reasonably specified ones are vague. */
function tickets(count: number, seed: number) {
  const random = randomStream(seed);
  const one = (quality: number) => {
    const place = quality < 2 ? (random() < 0.8 ? 0 : 1) : random() < 0.3 ? 0 : random() < 0.8 ? 1 : 2;
    return ['WELL_SPECIFIED', 'REASONABLY_SPECIFIED', 'VAGUE'][place];
  };
  return Array.from({ length: count }, (_, i) => {
    const input_quality = Math.floor(random() * 4);
    return {
      instance_id: `t${i}`,
      input_quality,
      labels: { eager: one(input_quality), other: one(input_quality) },
      probabilities: { local: Math.min(1, Math.max(0, input_quality / 4 + random() - 0.5)) },
    };
  });
}

describe('bouncer calibrate', function () {
  this.timeout(60_000);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-calibrate-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('shows before and after for each rater and the stack, and writes what it learned', async () => {
    const fit = file('fit.jsonl', tickets(300, 1));
    const evaluate = file('evaluate.jsonl', tickets(200, 2));
    const out = join(folder, 'out.json');
    const given = ['--door', 'input', '--fit', fit, '--evaluate', evaluate];
    const report = JSON.parse(await runCalibrate([...given, '--out', out, '--json']));
    assert.equal(report.folds, null);
    assert.deepEqual(
      report.raters.map(({ rater }: { rater: string }) => rater),
      ['eager', 'eager with local', 'local', 'other', 'other with local', 'stack'],
    );
    const [eager, besideLocal, , , , stack] = report.raters;
    assert.ok(eager.before.ece > 0.25 && eager.after.ece < 0.1);
    assert.ok(eager.after.score > eager.before.score);
    assert.ok(stack.after.auroc > eager.after.auroc && stack.before === null);
    assert.ok(besideLocal.after.auroc > eager.after.auroc && besideLocal.before === null);
    const kept = parseDoorCalibration(readFileSync(out, 'utf8'));
    assert.deepEqual(
      kept.raters.map(({ calibration }) => calibration.parameters.kind),
      ['labels', 'platt', 'labels'],
    );
    const membersOf = (one: { stack: Stack } | null | undefined) =>
      one?.stack.members.map(({ rater }) => rater);
    assert.deepEqual(
      kept.raters.map(({ besideLocal }) => membersOf(besideLocal)),
      [['eager', 'local'], undefined, ['other', 'local']],
    );
    assert.deepEqual(membersOf(kept.stack), ['eager', 'other']);
    const text = await runCalibrate(given);
    assert.match(text, /accept everything/);
    assert.match(text, /eager .* labels\n +calibrated/);
  });

  it('cross-validates where nothing is kept aside, and reads one answer a row with gold elsewhere', async () => {
    const gold = Array.from({ length: 60 }, (_, i) => ({
      instance_id: `p${i}`,
      output_bounce: i % 3 > 0,
      output_quality: i % 3 > 0 ? 0.5 : 1,
    }));
    const answers = gold.map(({ instance_id }, i) => ({
      instance_id,
      model: 'm',
      label: i % 3 > 0 && i % 5 > 0 ? 'INCORRECT' : 'CORRECT_AND_PRECISE',
    }));
    const files = ['--fit', file('gold.jsonl', gold), '--fit', file('answers.jsonl', answers)];
    const report = JSON.parse(await runCalibrate(['--door', 'output', ...files, '--json']));
    assert.equal(report.folds, 5);
    assert.equal(report.raters.length, 1, 'one rater makes no stack');
    assert.equal(report.raters[0].after.rows, 60);
    assert.ok(report.raters[0].after.score > 0.4);
  });

  it('goes on without rows that it cannot read, and names them with their file', async () => {
    const good = file('first.jsonl', [...tickets(30, 5), '']);
    const bad = file('second.jsonl', [
      '{"instance_id":',
      ...tickets(30, 8).map((row) => ({ ...row, instance_id: `u${row.instance_id}` })),
      { instance_id: 'x', labels: { eager: 'FINE' } },
      { instance_id: 'y', labels: { eager: 'VAGUE' } },
    ]);
    const told = await withStderr(async () => {
      const report = JSON.parse(
        await runCalibrate(['--door', 'input', '--fit', good, '--fit', bad, '--json']),
      );
      assert.equal(report.fittedOn.rows, 60);
    });
    const [first, second, ...rest] = told.split('\n');
    assert.match(first ?? '', /second\.jsonl: Row 1 is not JSON/);
    assert.match(
      second ?? '',
      /second\.jsonl: Row 32 \(x\) has "FINE" in the column labels\.eager .*IMPOSSIBLE_TO_SOLVE/,
    );
    assert.deepEqual(rest, ['2 rows are left out.', '1 case without a truth is left out.', '']);
  });

  it('says in clear words what is wrong', async () => {
    const good = file('good.jsonl', tickets(60, 3));
    const renamed = file(
      'renamed.jsonl',
      tickets(60, 4).map(({ instance_id, input_quality }) => ({
        instance_id,
        input_quality,
        label: 'VAGUE',
      })),
    );
    const one = file(
      'one.jsonl',
      tickets(40, 5).map((row) => ({ ...row, instance_id: 'same' })),
    );
    for (const [words, ...argv] of [
      [/--door/],
      [/--door takes input, output, not "side"/, '--door', 'side'],
      [/--fit is missing: what to learn from/, '--door', 'input'],
      [/nothere does not exist/, '--door', 'input', '--fit', join(folder, 'nothere')],
      [/one\.jsonl: .* are of one instance, too few for cross-validation/, '--door', 'input', '--fit', one],
      [/no rater in common.*"eager".*"rater"/, '--door', 'input', '--fit', good, '--evaluate', renamed],
      [/5 labeled tickets.*at least 20/, '--door', 'input', '--fit', file('few.jsonl', tickets(5, 6))],
      [/could not be written/, '--door', 'input', '--fit', good, '--out', join(folder, 'no', 'folder')],
      [/^Unknown option '--frobnicate'\.$/, '--frobnicate'],
      [/^Unknown option '--evalute'\. Did you mean --evaluate\?$/, '--evalute', good],
    ] as const) {
      await assert.rejects(runCalibrate(argv), (error: unknown) => {
        assert.ok(error instanceof UsageError || error instanceof CouldNotRate, `${words}`);
        assert.match(error.message, words);
        return true;
      });
    }
    assert.match(await runCalibrate(['--help']), /--fit <file>[\s\S]*Exit code/);
  });
});

describe('Labelled cases', () => {
  const read = (...rows: unknown[]) =>
    casesIn(
      rows.map((row) => JSON.stringify(row)),
      'output',
    );

  it('join the rows of an instance, and keep a rater’s further patches apart', async () => {
    const joined = await read(
      { instance_id: 'a', rater: { name: 'x', version: '1' }, bounceProbability: 0.2 },
      { instance_id: 'a', agent: 'y', label: 'INCORRECT', bounceProbability: 1, probabilitySource: 'label' },
      { instance_id: 'a', output_quality: 0.5 },
      { instance_id: 'a', rater: 'x', bounceProbability: 0.9, output_bounce: false },
      { instance_id: 'b', rater: 'x', bounceProbability: 0.9 },
    );
    assert.equal(joined.withoutGold, 1);
    assert.deepEqual(
      joined.cases.map(({ instance, bounce, quality, outputs }) => [instance, bounce, quality, [...outputs]]),
      [
        ['a', false, null, [['x', { bounceProbability: 0.9 }]]],
        [
          'a',
          true,
          0.5,
          [
            ['x', { bounceProbability: 0.2 }],
            ['y', { label: 'INCORRECT' }],
          ],
        ],
      ],
    );
  });

  it('leave out contradictions and a second answer that has no truth of its own', async () => {
    const again = { instance_id: 'a', rater: 'x', bounceProbability: 0.9 };
    assert.deepEqual(
      (await read(again, again)).problems.map(({ row, instance, message }) => [row, instance, message]),
      [[2, 'a', 'cases.jsonl: Row 2 (a) is the second one of "x" and has no gold of its own.']],
    );
    const { problems, cases } = await read(
      { ...again, output_bounce: true },
      { instance_id: 'a', output_bounce: false },
    );
    assert.match(problems[0]?.message ?? '', /Row 2 \(a\) contradicts an earlier row/);
    assert.deepEqual([problems[0]?.row, cases[0]?.bounce], [2, true]);
  });

  it('keep the patches of two agents for one instance apart', async () => {
    const { problems, cases, withoutGold } = await read(
      { instance_id: 'a', agent: 'm', output_bounce: true },
      { instance_id: 'a', agent: 'n', output_bounce: false },
      { instance_id: 'a', agent: 'n', rater: 'x', bounceProbability: 0.2 },
      { instance_id: 'a', agent: 'm', rater: 'x', bounceProbability: 0.7 },
      { instance_id: 'a', rater: 'x', bounceProbability: 0.5 },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ bounce, outputs }) => [bounce, outputs.get('x')?.bounceProbability]),
      [
        [true, 0.7],
        [false, 0.2],
      ],
    );
    assert.equal(withoutGold, 1);
  });

  it('take any name for a rater', async () => {
    const line =
      '{"instance_id":"a","output_bounce":true,"probabilities":{"__proto__":0.5,"constructor":0.25}}';
    const [one] = (await casesIn([line], 'output')).cases;
    assert.equal(one?.outputs.get('constructor')?.bounceProbability, 0.25);
    assert.equal(Object.hasOwn(Object.prototype, 'bounceProbability'), false);
  });
});
