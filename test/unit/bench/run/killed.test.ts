import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomStream } from '../../../../src/stats/random.js';
import { startChatServer } from '../../../host/chatServer.js';
import { answerLines, madeUp, withData } from './runs.js';

/** How long the server takes for an answer. */
const latency = 30;

const concurrency = 8;

describe('A run in the terminal that is killed', () => {
  it('ten times at random loses no answer that was written, and asks again at most what was under way', async function () {
    this.timeout(120_000);
    const data = withData(200);
    const out = join(data.folder, 'run');
    /** The tasks whose answers the last sitting left, and those that were asked though theirs were there. */
    let written = new Set<string>();
    const askedInVain: string[] = [];
    let asked: string[] = [];
    let wake = () => {};
    const server = await startChatServer(async ({ messages }) => {
      const text = messages.map(({ content }) => content).join('\n');
      const task = `made__up-${/Number (\d+) is lost/.exec(text)?.[1]}`;
      if (written.has(task)) askedInVain.push(task);
      asked.push(task);
      wake();
      await delay(latency);
      return { content: JSON.stringify({ explanation: `On ${task}.`, label: 'WELL_SPECIFIED' }) };
    });
    const begin = ['bench', 'run', '--data', data.path, '--door', 'input', '--out', out];
    const how = ['--rater', 'chat', '--model', 'm', '--base-url', server.url, '--strategy', 'plain'];
    const random = randomStream(7);
    try {
      for (let kill = 0; kill <= 10; kill++) {
        const args = existsSync(join(out, 'run.json'))
          ? ['bench', 'resume', out]
          : [...begin, ...how, '--concurrency', String(concurrency)];
        asked = [];
        const target = 1 + Math.floor(random() * 18);
        const child = spawn(process.execPath, ['dist/cli.js', ...args], { stdio: 'ignore' });
        const exit = once(child, 'exit');
        if (kill === 10) {
          assert.deepEqual(await exit, [0, null]);
          break;
        }
        // Not at once, but while so many requests of this sitting are with the server or answered.
        const reached = new Promise<void>((resolve) => {
          wake = () => asked.length >= target && resolve();
        });
        await Promise.race([reached, exit]);
        child.kill('SIGKILL');
        await exit;
        const before = written;
        written = new Set(answerLines(out).map(({ task }) => task));
        assert.deepEqual(
          [...before].filter((task) => !written.has(task)),
          [],
        );
        const lost = asked.filter((task) => !written.has(task));
        assert.ok(lost.length <= concurrency, `${lost.length} of ${asked.length} must be asked again`);
      }
      assert.deepEqual(askedInVain, []);
      const answers = answerLines(out);
      assert.equal(answers.length, 200);
      assert.equal(new Set(answers.map(({ task }) => task)).size, 200);
    } finally {
      await server.close();
      data.clean();
    }
  });

  it('reports the same figures and intervals as one that was not, in whatever order answers came', () => {
    const data = withData(40);
    const [a, b] = [join(data.folder, 'a'), join(data.folder, 'b')];
    const bouncer = (...args: string[]) =>
      spawnSync(process.execPath, ['dist/cli.js', 'bench', ...args], { encoding: 'utf8' });
    for (const out of [a, b]) {
      const { status } = bouncer('run', '--data', data.path, '--door', 'input', '--out', out);
      assert.equal(status, 0);
    }
    const file = join(b, 'answers.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, `${lines.reverse().join('\n')}\n`);
    const figures = (out: string) => bouncer('report', out, '--format', 'csv').stdout;
    assert.match(figures(a), /i_score/);
    assert.equal(figures(a), figures(b));
    assert.equal(readFileSync(data.path, 'utf8').split('\n')[0], JSON.stringify(madeUp(0)));
    data.clean();
  });
});
