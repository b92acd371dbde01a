import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BenchJobs } from '../../../src/bench/benchJobs.js';
import { newRun } from '../../../src/bench/run/newRun.js';
import { Channel, type Handlers } from '../../../src/channel/channel.js';
import type { ThreadStart } from '../../../src/channel/thread.js';
import type { RateWish, RatingJobs } from '../../../src/engine/ratingJobs.js';
import type { ChatModel } from '../../../src/models/chatModel.js';
import { LentModels } from '../../../src/models/remoteModel.js';
import { Spending } from '../../../src/models/spending.js';
import { answerLines, chatWish, withData } from '../bench/run/runs.js';
import { example, settings } from '../raters/chat/chat.js';

const said = JSON.stringify({ explanation: 'So it is.', label: 'VAGUE' });

function modelThat(complete: ChatModel['complete']): ChatModel {
  return { name: 'test-model', host: 'nowhere', complete };
}

const answers = modelThat(async () => ({
  text: said,
  calls: [],
  inputTokens: 10,
  outputTokens: 1,
  end: 'complete',
}));

describe('The worker', () => {
  let data: ReturnType<typeof withData>;
  let models: LentModels;
  let worker: Worker;

  beforeEach(() => {
    data = withData(3);
    models = new LentModels();
  });
  afterEach(async () => {
    await worker.terminate();
    data.clean();
  });

  function start<Theirs extends Handlers>(jobs: ThreadStart['jobs']): Channel<Theirs> {
    worker = new Worker('./dist/worker.js', { workerData: { jobs, surface: 'editor' } });
    return new Channel<Theirs>(worker, models.handlers);
  }

  const wish = (changed: Partial<RateWish> = {}): RateWish => ({
    subject: { door: 'input', ...example('tickets/clear.md') },
    config: {
      rater: { kind: 'chat', chat: settings, panel: { combination: 'mean', margin: 0.2 } },
      doors: {},
      minimumCoverage: 0.5,
    },
    runsGit: false,
    models: [],
    budget: {},
    calibration: 'off',
    storage: data.folder,
    ...changed,
  });

  it('rates with a model that this side asks, and says what it would send', async () => {
    const { ask } = start<RatingJobs>('rating');
    const broken = { subject: { door: 'output', source: 'a.diff', text: 'No patch.' } } as const;
    await models.lend([answers], async (lent) => {
      const verdict = await ask('rate', wish({ models: lent }));
      assert.equal(verdict.label, 'VAGUE');
      assert.equal(verdict.usage?.calls, 1);
      assert.match(await ask('prompt', wish({ models: lent })), /VAGUE/);
      const unread = wish({ models: lent, ...broken });
      assert.equal((await ask('rate', unread)).unrated?.cause, 'malformed');
      await assert.rejects(ask('prompt', unread), { name: 'CouldNotRate', unratedBecause: 'malformed' });
    });
  });

  it('breaks off a model’s answer with the rating that asked for it', async () => {
    const { ask } = start<RatingJobs>('rating');
    const stop = new AbortController();
    let broken = () => {};
    const isBroken = new Promise<void>((resolve) => {
      broken = resolve;
    });
    const hangs = modelThat(async (_, signal) => {
      signal?.addEventListener('abort', () => broken());
      stop.abort(new Error('Enough.'));
      return new Promise(() => {});
    });
    const rating = models.lend([hangs], (lent) =>
      ask('rate', wish({ models: lent }), { signal: stop.signal }),
    );
    await assert.rejects(rating, /Enough/);
    await isBroken;
  });

  it('does a run, tells of it, and fails as this side would', async () => {
    const { ask } = start<BenchJobs>('bench');
    const planned = await newRun(chatWish(data.path, [answers]), {
      models: [answers],
      spending: new Spending({}, undefined),
    });
    const path = join(data.folder, 'run');
    const told = new Set<string>();
    const end = await models.lend([answers], (lent) =>
      ask(
        'run',
        { path, settings: planned.settings, models: lent, budget: {}, tellsAnswers: true },
        { onProgress: (progress) => void told.add(Object.keys(progress).join()) },
      ),
    );
    assert.deepEqual([end.complete, end.progress.failed, answerLines(path).length], [true, 0, 3]);
    assert.deepEqual([...told].sort(), ['answer', 'measured', 'progress']);
    await assert.rejects(ask('report', { paths: [join(data.folder, 'none')] }), {
      name: 'CouldNotRate',
      message: /There is no run in/,
    });
  });
});
