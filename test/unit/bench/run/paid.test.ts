import assert from 'node:assert/strict';
import { join } from 'node:path';
import { dollarsOf, totalsOf } from '../../../../src/bench/report/totals.js';
import { RunFolder } from '../../../../src/bench/run/runFolder.js';
import { CouldNotRate } from '../../../../src/core/rating.js';
import { keptOf } from '../../../../src/ledger/record.js';
import type { ChatModel, ChatReply } from '../../../../src/models/chatModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
import { localRater } from '../../../../src/raters/local/localRater.js';
import { PanelRater } from '../../../../src/raters/panel/panelRater.js';
import { example, policy, settings } from '../../raters/chat/chat.js';
import { ticketVerdict } from '../../verdicts.js';
import { chatWish, doRun, goOn, withData } from './runs.js';

/** US dollars of a call of 1,000 tokens in and 100 out at the prices of the test settings. */
const call = (2 * 1_000 + 8 * 100) / 1e6;

type Answers = () => Pick<ChatReply, 'text' | 'end'>;
const usable: Answers = () => ({
  text: JSON.stringify({ explanation: 'So it is.', label: 'WELL_SPECIFIED' }),
  end: 'complete',
});
const nonsense: Answers = () => ({ text: 'nonsense', end: 'complete' });
const cutOff: Answers = () => ({ text: '{"expl', end: 'length' });
const declined: Answers = () => ({ text: 'No.', end: 'refused' });
const down: Answers = () => {
  throw new CouldNotRate('server-failed', 'It failed.', 'Try again.');
};

function modelThat(answers: Answers, name = 'test-model'): ChatModel {
  return {
    name,
    host: 'nowhere',
    complete: async () => ({ ...answers(), calls: [], inputTokens: 1_000, outputTokens: 100 }),
  };
}

const raterOf = (model: ChatModel) =>
  new ChatRater(
    { model, spending: new Spending({}, undefined) },
    { ...settings, prices: { '*': { input: 2, output: 8 } } },
  );

const near = (actual: number | null | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${actual} is not ${expected}`);

describe('What a failed rating cost', () => {
  const ticket = example('tickets/clear.md');

  it('goes with the failure, into JSON and the ledger, too', async () => {
    for (const [answers, cause, calls] of [
      [nonsense, 'bad-answer', 2],
      [cutOff, 'bad-answer', 1],
      [declined, 'refused', 1],
    ] as const) {
      const verdict = await ticketVerdict(ticket, { rater: raterOf(modelThat(answers)), policy });
      assert.equal(verdict.unrated?.cause, cause);
      const { usage } = verdict;
      assert.deepEqual(usage, {
        calls,
        cachedCalls: 0,
        inputTokens: 1_000 * calls,
        outputTokens: 100 * calls,
        isEstimated: undefined,
        dollars: usage?.dollars,
      });
      near(usage?.dollars, calls * call);
      const about = { text: '', repository: null, calibration: null, milliseconds: 1, keepText: false };
      assert.deepEqual(keptOf(verdict, about).record.usage, usage);
    }
    const unasked = await ticketVerdict(ticket, { rater: raterOf(modelThat(down)), policy });
    assert.equal(unasked.unrated?.cause, 'server-failed');
    assert.equal(unasked.usage, null);
  });

  it('has in it what a panel had asked before', async () => {
    const members = [localRater, raterOf(modelThat(usable, 'a')), raterOf(modelThat(down, 'b'))];
    const rater = new PanelRater(members, { combination: 'mean', margin: 1 });
    const verdict = await ticketVerdict(ticket, { rater, policy });
    assert.equal(verdict.unrated?.cause, 'server-failed');
    assert.equal(verdict.usage?.calls, 1);
    near(verdict.usage.dollars, call);
  });

  describe('in a run', () => {
    let data: ReturnType<typeof withData>;
    let out: string;

    beforeEach(() => {
      data = withData(4);
      out = join(data.folder, 'run');
    });
    afterEach(() => data.clean());

    it('is on the disk, in its progress and its report, and what a resume starts from', async () => {
      const models = [modelThat(nonsense)];
      const starts: number[] = [];
      const services = (spent: number) => {
        starts.push(spent);
        return { models, spending: new Spending({}, undefined, spent) };
      };
      const { folder, end } = await doRun(out, chatWish(data.path, models), {}, services);
      assert.equal(end.progress.failed, 4);
      near(end.progress.dollars, 8 * call);
      assert.equal(end.progress.inputTokens, 8_000);
      const answers = [...(await (await RunFolder.open(out)).answers()).values()];
      const totals = totalsOf(answers);
      assert.deepEqual([totals.calls, totals.inputTokens, totals.outputTokens], [8, 8_000, 800]);
      near(totals.dollars, 8 * call);
      for (const answer of answers) near(dollarsOf(answer), 2 * call);
      await goOn(folder, {}, services);
      near(starts.at(-1), 8 * call);
    });

    it('stays when the task is asked again', async () => {
      let isDown = true;
      // Unusable at first; then the server is down where it is asked again, until it is up.
      let times = 0;
      const model = modelThat(() => {
        if (!isDown) return usable();
        return ++times % 2 === 1 ? nonsense() : down();
      });
      const services = (spent: number) => ({
        models: [model],
        spending: new Spending({}, undefined, spent),
      });
      const wish = chatWish(data.path, [model], { selection: { kind: 'first', count: 1 } });
      const { folder, end } = await doRun(out, wish, {}, services);
      assert.deepEqual([end.complete, end.progress.failed], [false, 1]);
      near(end.progress.dollars, call);
      isDown = false;
      const again = await goOn(folder, {}, services);
      assert.equal(again.complete, true);
      near(again.progress.dollars, 2 * call);
      const [answer] = [...(await folder.answers()).values()];
      assert.equal(answer?.verdict.usage?.calls, 2);
      near(answer.verdict.usage.dollars, 2 * call);
    });
  });
});
