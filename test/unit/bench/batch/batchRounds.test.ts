import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchPrices } from '../../../../src/bench/batch/batchPrices.js';
import { batchRounds } from '../../../../src/bench/batch/batchRounds.js';
import { BatchRun } from '../../../../src/bench/batch/batchRun.js';
import type { Verdict } from '../../../../src/core/verdict.js';
import type { ChatModel } from '../../../../src/models/chatModel.js';
import { OpenAiModel } from '../../../../src/models/openaiModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { AgenticRater } from '../../../../src/raters/agentic/agenticRater.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
import type { ChatSettings } from '../../../../src/raters/chat/services.js';
import { openRepository } from '../../../../src/repository/repository.js';
import { type BatchServer, startBatchServer } from '../../../host/batchServer.js';
import { type Asked, startChatServer, type Turn } from '../../../host/chatServer.js';
import { example, policy, settings } from '../../raters/chat/chat.js';
import { patchVerdict, ticketVerdict } from '../../verdicts.js';
import { endpointAt, poll } from './batch.js';

type ServerTurn = Exclude<Turn, { fault: string }>;

const clear = example('tickets/clear.md');
const good = { ...example('patches/good.patch'), ticket: clear };

/** An answer for each situation that takes the rater more than one request, or none. */
function answer(asked: Asked): ServerTurn {
  const says = (value: object): ServerTurn => ({
    content: JSON.stringify({ explanation: 'So it is.', ...value }),
  });
  const text = asked.messages.map(({ content }) => content).join('\n');
  if (!/--- patch /.test(text)) {
    // Malformed first, right when it is asked again.
    return /That can't be used/.test(text) ? says({ label: 'VAGUE', confidence: 0.9 }) : { content: 'Well.' };
  }
  const seed = Number(asked['seed']);
  return says({ label: seed % 2 ? 'INCORRECT' : 'CORRECT_BUT_INCOMPLETE', confidence: 0.55 });
}

describe('Rating in rounds of batches', () => {
  let server: BatchServer;
  let directory: string;
  let run: BatchRun;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bouncer-'));
    server = await startBatchServer({ answer: (asked) => answer(asked) });
    run = await BatchRun.open({ directory, endpoint: endpointAt(server.url), poll });
  });

  afterEach(async () => {
    await run.close();
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const changed: ChatSettings = { ...settings, strategy: 'confidence', samples: 4 };

  const judge = (door: string, model: ChatModel, how: ChatSettings): Promise<Verdict> => {
    const options = { rater: new ChatRater({ model, spending: new Spending({}, undefined) }, how), policy };
    return door === 'input' ? ticketVerdict(clear, options) : patchVerdict(good, options);
  };

  async function inBatches(rate: (door: string, model: ChatModel) => Promise<Verdict>) {
    const verdicts = new Map<string, Verdict>();
    await batchRounds(run, ['input', 'output'], {
      key: (door) => door,
      rate,
      done: (door, verdict) => void verdicts.set(door, verdict),
    });
    return verdicts;
  }

  it('comes to the same verdicts as live, with more samples and a repair, at the prices of a batch', async () => {
    const live = await startChatServer((asked) => answer(asked));
    try {
      const verdicts = await inBatches((door, model) =>
        judge(door, model, { ...changed, prices: batchPrices(changed.prices) }),
      );
      for (const [door, verdict] of verdicts) {
        const expected = await judge(door, new OpenAiModel(endpointAt(live.url)), changed);
        const { usage, ...rest } = verdict;
        const { usage: liveUsage, ...liveRest } = expected;
        assert.equal(verdict.unrated, null);
        const withoutHost = (value: object) =>
          JSON.stringify(value).replaceAll(/"version":"[^"]*"/g, '"version":""');
        assert.equal(withoutHost(rest), withoutHost(liveRest));
        assert.equal(usage?.calls, door === 'input' ? 2 : 4);
        assert.equal(usage?.inputTokens, liveUsage?.inputTokens);
        assert.ok(Math.abs((usage?.dollars ?? 0) - (liveUsage?.dollars ?? 0) / 2) < 1e-12);
      }
      // The first of each; then the repair of one and all further samples of the other.
      assert.deepEqual(
        server.batches.map((batch) => (batch['request_counts'] as { total: number }).total),
        [2, 4],
      );
    } finally {
      await live.close();
    }
  });

  it('asks in a form that the author of a ticket can not foresee, and that is the same after a restart', async () => {
    const marks = ['a', 'b'].map((key) => run.modelFor(key).mark);
    assert.equal(new Set(marks).size, 2);
    await run.close();
    run = await BatchRun.open({ directory, endpoint: endpointAt(server.url), poll });
    assert.deepEqual(
      ['a', 'b'].map((key) => run.modelFor(key).mark),
      marks,
    );
    const elsewhere = mkdtempSync(join(tmpdir(), 'bouncer-'));
    const other = await BatchRun.open({ directory: elsewhere, endpoint: endpointAt(server.url), poll });
    assert.notEqual(other.modelFor('a').mark, marks[0]);
    await other.close();
    rmSync(elsewhere, { recursive: true });
  });

  it('writes neither ticket nor patch into what stays on the disk', async () => {
    await inBatches((door, model) => judge(door, model, changed));
    const log = readFileSync(join(directory, 'batches.jsonl'), 'utf8');
    for (const line of [...clear.text.split('\n'), ...good.text.split('\n')]) {
      if (line.length > 30) assert.ok(!log.includes(JSON.stringify(line).slice(1, -1)), line);
    }
  });

  it('refuses a rater that looks into the code base, before anything is sent', async () => {
    const repository = await openRepository('.');
    const verdicts = await inBatches((door, model) => {
      const rater = new AgenticRater({ model, spending: new Spending({}, undefined) }, changed);
      const options = { rater, policy, repository };
      return door === 'input' ? ticketVerdict(clear, options) : patchVerdict(good, options);
    });
    for (const { unrated } of verdicts.values()) {
      assert.match(unrated?.message ?? '', /agentic rater can't run in batches/);
    }
    assert.equal(server.calls.length, 0);
  });

  it('takes no rating for a result that was cancelled', async () => {
    const abort = new AbortController();
    let done = 0;
    const work = {
      key: (door: string) => door,
      rate: async () => abort.abort(),
      done: () => void done++,
    };
    await assert.rejects(batchRounds(run, ['input', 'output'], work, abort.signal), { name: 'AbortError' });
    assert.equal(done, 0);
  });

  it('ends with the error of a task that could not even be tried', async () => {
    await assert.rejects(
      inBatches(() => Promise.reject(new Error('Broken.'))),
      /Broken/,
    );
  });
});
