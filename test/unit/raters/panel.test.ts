import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalibrationsInForce } from '../../../src/calibration/calibrationsInForce.js';
import type { Stack } from '../../../src/calibration/calibrationText.js';
import { defaultCalibration, defaultStack } from '../../../src/calibration/defaultCalibrations.js';
import { presumptionOf } from '../../../src/core/baseRate.js';
import { type Label, labels } from '../../../src/core/rating.js';
import { OpenAiModel } from '../../../src/models/openaiModel.js';
import { Spending } from '../../../src/models/spending.js';
import { limitsOf, makeRater, type RaterChoice } from '../../../src/raters/registry.js';
import { type ChatServer, startChatServer } from '../../host/chatServer.js';
import { ticketVerdict } from '../verdicts.js';
import { example, settings } from './chat/chat.js';

const shipped: CalibrationsInForce = { fitted: [], stacks: [], defaults: true };
const pair = ['gpt-4.1', 'o4-mini'];

/** What a stack makes of labels, from its formula. */
function stackedByHand({ intercept, members }: Stack, said: Readonly<Record<string, Label>>): number {
  const score = members.reduce((sum, { rater, mean, deviation, weight }) => {
    const ordinal = (labels.input as readonly unknown[]).indexOf(said[rater]);
    return sum + (weight * (ordinal - mean)) / deviation;
  }, intercept);
  return 1 / (1 + Math.exp(-score));
}

describe('A panel of models that a stack is known of', () => {
  let server: ChatServer;
  const said: Record<string, Label> = {};

  before(async () => {
    server = await startChatServer(({ model }) => ({
      content: JSON.stringify({ explanation: `${model} says so.`, label: said[model] }),
    }));
  });
  beforeEach(() => {
    said['gpt-4.1'] = 'REASONABLY_SPECIFIED';
    said['o4-mini'] = 'VAGUE';
    said['unheard-of'] = 'VAGUE';
  });
  after(() => server.close());

  async function rate(
    calibrations: CalibrationsInForce | undefined,
    { models = pair, combination = 'stack' as const, margin = 1, baseRate = 0 } = {},
  ) {
    const services = {
      models: models.map(
        (model) =>
          new OpenAiModel({ baseUrl: server.url, model, apiKey: 'k', timeoutSeconds: 20, retries: 0 }),
      ),
      spending: new Spending({}, undefined),
      ...(calibrations && { calibrations }),
    };
    const choice: RaterChoice = { kind: 'panel', chat: settings, panel: { combination, margin } };
    const { abstain: threshold } = limitsOf(choice, 'input', services, baseRate > 0 ? baseRate : undefined);
    const verdict = await ticketVerdict(example('tickets/clear.md'), {
      rater: makeRater(choice, services),
      policy: { threshold, minimumCoverage: 0.5, failOpen: false },
      ...(baseRate > 0 && { presumption: presumptionOf(baseRate, 'setting') }),
    });
    assert.ok(!verdict.unrated, verdict.unrated?.message);
    return verdict;
  }

  it('decides by what their answers together turned out to mean', async () => {
    const known = defaultStack('input', pair);
    assert.ok(known);
    for (const first of labels.input) {
      for (const second of labels.input) {
        said['gpt-4.1'] = first;
        said['o4-mini'] = second;
        const verdict = await rate(shipped);
        const expected = stackedByHand(known.stack, said);
        assert.ok(Math.abs(verdict.bounceProbability - expected) < 1e-12);
        assert.equal(verdict.probabilitySource, 'calibrated');
        assert.equal(verdict.calibration?.version, known.stack.version);
        assert.equal(verdict.threshold, known.threshold);
        assert.equal(verdict.decision, expected >= known.threshold ? 'abstain' : 'proceed');
      }
    }
  });

  it('corrects for the user’s share of bounces', async () => {
    const known = defaultStack('input', pair);
    assert.ok(known);
    const odds = (p: number) => p / (1 - p);
    const verdict = await rate(shipped, { baseRate: 0.1 });
    const expected = (odds(stackedByHand(known.stack, said)) * odds(0.1)) / odds(known.stack.baseRate);
    assert.ok(Math.abs(odds(verdict.bounceProbability) - expected) < 1e-9);
    assert.equal(verdict.baseRate, 0.1);
  });

  it('takes the mean where the local rater is sure enough, and where no stack is known', async () => {
    const asked = server.requests.length;
    const sure = await rate(shipped, { margin: 0 });
    assert.equal(server.requests.length, asked);
    assert.notEqual(sure.probabilitySource, 'calibrated');
    for (const verdict of [
      await rate(undefined),
      await rate({ ...shipped, defaults: false }),
      await rate(shipped, { models: ['gpt-4.1', 'unheard-of'] }),
      await rate(shipped, { models: [...pair, 'unheard-of'] }),
    ]) {
      assert.equal(verdict.probabilitySource, 'samples');
      assert.equal(verdict.calibration, null);
      assert.equal(verdict.threshold, 0.5);
    }
  });

  it('prefers a stack of the user’s own, which the terminal takes from a file', async () => {
    const known = defaultStack('input', pair);
    assert.ok(known);
    const stack = {
      ...known.stack,
      members: known.stack.members.map((member) => ({ ...member, rater: `chat:${member.rater}` })),
      intercept: -3,
    };
    const own = { stack, threshold: 0.9 };
    const verdict = await rate({ ...shipped, stacks: [own] });
    assert.ok(verdict.bounceProbability < stackedByHand(known.stack, said));
    assert.equal(verdict.threshold, 0.9);

    const folder = mkdtempSync(join(tmpdir(), 'bouncer-panel-'));
    const file = join(folder, 'calibration.json');
    writeFileSync(
      file,
      JSON.stringify({ door: 'input', raters: [defaultCalibration('input', 'o4-mini')], stack: own }),
    );
    const run = async (...models: string[]) => {
      const how = ['--rater', 'panel', '--model', models.join(','), '--base-url', server.url, '--no-cache'];
      const child = spawn(
        process.execPath,
        ['dist/cli.js', 'ticket', 'examples/tickets/vague.md', ...how, '--json', '--calibration', file],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      const ended = once(child, 'exit');
      const [out, err] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
      await ended;
      return { out: out.join(''), err: err.join('') };
    };
    const json = JSON.parse((await run(...pair)).out);
    assert.equal(json.threshold, 0.9);
    assert.match(
      (await run('gpt-4.1', 'unheard-of')).err,
      /no stack of just "gpt-4\.1", "unheard-of" for a ticket; it has one of "chat:gpt-4\.1", "chat:o4-mini"/,
    );
    rmSync(folder, { recursive: true });
  });
});
