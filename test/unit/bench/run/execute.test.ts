import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkData } from '../../../../src/bench/run/newRun.js';
import { RunFolder } from '../../../../src/bench/run/runFolder.js';
import { answerLines, doRun, goOn, localWish, withData } from './runs.js';

describe('A run', () => {
  let data: ReturnType<typeof withData>;
  let out: string;

  beforeEach(() => {
    data = withData(30);
    out = join(data.folder, 'run');
  });
  afterEach(() => data.clean());

  it('answers every task once, and is complete', async () => {
    const { end } = await doRun(out, localWish(data.path));
    assert.equal(end.complete, true);
    assert.equal(end.progress.done, 30);
    assert.equal(new Set(answerLines(out).map(({ task }) => task)).size, 30);
    assert.equal(answerLines(out).length, 30);
  });

  it('judges both doors of Lite', async () => {
    await doRun(out, localWish(data.path, { doors: ['input', 'output'] }));
    const doors = answerLines(out).map(({ door }) => door);
    assert.equal(doors.filter((door) => door === 'input').length, 30);
    assert.equal(doors.filter((door) => door === 'output').length, 30);
  });

  it('ends after the answers under way, and goes on where it was left', async () => {
    const ending = new AbortController();
    const { folder, end } = await doRun(out, localWish(data.path), {
      ending: ending.signal,
      onAnswer: () => ending.abort(),
    });
    assert.equal(end.complete, false);
    assert.equal(end.progress.done, 1);
    const again = await goOn(folder);
    assert.equal(again.complete, true);
    assert.equal(answerLines(out).length, 30);
  });

  it('loses no answer to a line that a crash tore', async () => {
    const ending = new AbortController();
    const { folder } = await doRun(out, localWish(data.path), {
      ending: ending.signal,
      onAnswer: () => ending.abort(),
    });
    const [first] = answerLines(out);
    appendFileSync(join(out, 'answers.jsonl'), '{"door":"input","task":"made__up-1","rat');
    await goOn(folder);
    const answers = await folder.answers();
    assert.equal(answers.size, 30);
    assert.ok(first && answers.has(`input:${first.task}`));
  });

  it('tells rows that can’t be read and goes on with the others', async () => {
    appendFileSync(data.path, '{"instance_id": "made__up-x", "repo": "made/up"}\n');
    const { end } = await doRun(out, localWish(data.path));
    assert.equal(end.complete, true);
    assert.match(end.problems[0]?.message ?? '', /^rows\.jsonl: Row 31 \(made__up-x\) .*problem_statement/);
  });

  it('can’t be written by two at the same time', async () => {
    const { folder } = await doRun(out, localWish(data.path));
    const writer = await folder.write();
    await assert.rejects(folder.write(), /Another process \(\d+ on .*\) writes this run/);
    await writer.close();
    await (await folder.write()).close();
  });

  it('refuses to be made over another, or to go on with other data', async () => {
    const { folder } = await doRun(out, localWish(data.path));
    await assert.rejects(doRun(out, localWish(data.path)), /There is a run in/);
    writeFileSync(data.path, 'something else\n');
    await assert.rejects(checkData(folder.settings), /is not the file that the run was started with/);
    await assert.rejects(RunFolder.open(data.folder), /There is no run in/);
  });

  it('says plainly when a data set has nothing for its door', async () => {
    writeFileSync(data.path, '{"instance_id": "a", "repo": "b", "problem_statement": ""}\n');
    await assert.rejects(doRun(out, localWish(data.path)), /rows\.jsonl has no task for this run/);
  });
});
