import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Policy } from '../../../src/core/policy.js';
import type { Rating } from '../../../src/core/rating.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { failureOf, rated, unrated, type Verdict } from '../../../src/core/verdict.js';
import { summed, unsummed } from '../../../src/journal/checksum.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { recordOf } from '../../../src/ledger/line.js';
import {
  type Decided,
  hashOf,
  keptOf,
  ledgerRepository,
  longestReason,
  outcomeRecord,
  responseRecord,
} from '../../../src/ledger/record.js';
import { decision, response, temporaryFolder } from './samples.js';

const canary = 'canary-in-the-text';
const text = `The ${canary} does not sing.`;
const policy: Policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };

const rating: Rating = {
  door: 'output',
  rater: { name: 'local', version: '2' },
  label: 'INCORRECT',
  bounceProbability: 0.9,
  probabilitySource: 'model',
  explanation: `It quotes ${canary}.`,
  evidence: [
    { id: 'applies', value: 0, sentence: `${canary}.py does not apply.`, places: [], level: 'blocker' },
    { id: 'added-lines', value: 3, sentence: `${canary}.`, places: [], level: 'note' },
    { id: 'odd', value: Number.NaN, sentence: '', places: [], level: 'note' },
  ],
  findings: [{ id: 'finding', severity: 'error', message: canary }],
  questions: [{ text: canary, fact: 'other', gain: 0 }],
  coverage: { files: [{ path: `${canary}.py`, how: 'reviewed', why: '' }], share: 1 },
  trace: [{ tool: 'search', question: canary, answer: canary, milliseconds: 1 }],
};

const subject = { door: 'output', source: 'fix.patch' } as const;
const context = { policy, rater: rating.rater, anchors: [{ name: canary, line: 1 }] };
const blocked = rated(subject, rating, context);
const failure = failureOf(
  new CouldNotRate('bad-answer', `The model said "${canary}".`, 'Try again.', { cause: new Error(canary) }),
);
const failed = unrated(subject, failure, context);

const decided: Decided = {
  text,
  ticketText: `Ticket with ${canary}`,
  repository: ledgerRepository('/home/me/shop'),
  calibration: '4',
  milliseconds: 7,
  keepText: false,
};

describe('A record', () => {
  it('holds what was decided, with numbers of the evidence only beside it', () => {
    const { record, verdict, text: keptText } = keptOf(blocked, decided);
    assert.equal(keptText, undefined);
    assert.equal(record.verdict, hashOf(verdict));
    const full = JSON.parse(verdict) as Verdict;
    assert.deepEqual(
      full.evidence.map(({ id, value, level }) => [id, value, level]),
      [
        ['applies', 0, 'blocker'],
        ['added-lines', 3, 'note'],
        ['odd', null, 'note'],
      ],
    );
    assert.deepEqual(
      full.findings.map(({ id, severity }) => [id, severity]),
      [['finding', 'error']],
    );
    assert.equal(full.because, record.because);
    assert.equal(record.because, 'The check "applies" keeps the door shut.');
    assert.equal(record.inputHash, hashOf(text));
    assert.equal(record.ticketHash, hashOf(`Ticket with ${canary}`));
    assert.equal(record.repository?.name, 'shop');
    assert.deepEqual([record.cause, record.outcome, record.label], [null, 'abstain', 'INCORRECT']);
    const { record: other } = keptOf(failed, decided);
    assert.deepEqual([other.cause, other.label, other.bounceProbability], ['bad-answer', null, null]);
    const { evidence: _, ...rest } = rating;
    const byThreshold = { ...rest, evidence: [] };
    const plainly = keptOf(rated(subject, byThreshold, context), decided);
    assert.match(plainly.record.because, /^Risk 90%, limit 50%\.$/);
  });

  it('leaves no text of a ticket or patch in any byte on disk, unless the user asked for it', async () => {
    for (const keepText of [false, true]) {
      const directory = temporaryFolder();
      const ledger = new Ledger(directory);
      for (const verdict of [blocked, failed]) {
        const kept = keptOf(verdict, { ...decided, keepText });
        const { record } = kept;
        await ledger.append([
          kept,
          responseRecord(record.id, 'followed'),
          outcomeRecord(record.id, 'merged'),
        ]);
      }
      const [entry] = (await ledger.load()).entries;
      const details = entry && (await ledger.details(entry.decision));
      assert.equal(details?.text, keepText ? text : undefined);
      assert.equal(details?.verdict?.door, 'output');
      await ledger.close();
      const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
      const files = names.filter((name) => statSync(join(directory, name)).isFile());
      assert.equal(files.length, keepText ? 4 : 3, files.join());
      const found = files.filter((name) => readFileSync(join(directory, name)).includes(canary));
      assert.equal(found.length > 0, keepText, found.join());
      rmSync(directory, { recursive: true });
    }
  });

  it('is a line of at most a kilobyte, whatever its names, and is cut only where it would be longer', () => {
    const long = fc.string({ unit: 'binary', minLength: 0, maxLength: 400 });
    const usage = { calls: 12, cachedCalls: 34, inputTokens: 1_234_567, outputTokens: 123_456 };
    fc.assert(
      fc.property(fc.array(long, { minLength: 7, maxLength: 7 }), ([source, ...names]) => {
        const [name = '', version = '', repository = '', calibration = '', because = '', agent = ''] = names;
        const verdict: Verdict = {
          ...blocked,
          source: source ?? '',
          rater: { name, version },
          label: 'BROAD_MISSING_KEY_ASPECTS',
          probabilitySource: 'token-probabilities',
          bounceProbability: 1 / 7,
          usage: { ...usage, isEstimated: true, dollars: 1 / 70 },
          because,
        };
        const { record } = keptOf(verdict, {
          ...decided,
          repository: { key: '0123456789abcdef', name: repository },
          agent,
          calibration,
          milliseconds: 123_456,
          keepText: true,
        });
        const line = summed(record);
        assert.ok(Buffer.byteLength(line) <= 1_024, line);
        assert.deepEqual(recordOf(Buffer.from(line)), record);
      }),
    );
    const usual = keptOf(
      {
        ...blocked,
        source: 'src/components/checkout/discounts.patch',
        rater: { name: 'chat:gpt-5-mini', version: '7' },
        evidence: [],
        usage: { ...usage, dollars: 0.001_234 },
        because:
          'Risk 70%, limit 50%. The rater calls this correct but incomplete, but what such answers turned out to mean decides.',
      },
      decided,
    );
    assert.equal(usual.record.source, 'src/components/checkout/discounts.patch');
    assert.match(usual.record.because, /turned out to mean decides\.$/);
  });

  it('cuts reasons and names, without half a character', () => {
    const reason = responseRecord(
      decision().id,
      'overrode',
      ` ${'x'.repeat(longestReason - 1)}😀${'y'.repeat(1e6)}`,
    );
    assert.equal(reason.reason, 'x'.repeat(longestReason - 1));
    assert.ok(keptOf({ ...blocked, source: 'n'.repeat(1e6) }, decided).record.source.length <= 300);
  });
});

describe('A line', () => {
  it('gives back any reason, on one line', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '\r\n', '\u2028', '\u2029', '\0', '__proto__', '"}\n{"sum":"00000000"', '\ud800'),
    );
    fc.assert(
      fc.property(fc.array(hostile), (parts) => {
        const record = response(decision(), 'overrode', parts.join(''));
        const line = summed(record);
        assert.ok(!line.includes('\n'));
        assert.deepEqual(recordOf(Buffer.from(line)), record);
      }),
    );
  });

  it('is passed over when any byte of it changed', () => {
    const line = Buffer.from(summed(decision()));
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(line);
        changed[at] = (changed[at] as number) ^ flip;
        assert.equal(unsummed(changed), undefined);
        assert.equal(recordOf(changed), undefined);
      }),
    );
  });

  it('is no record when a field is not what it must be, whatever its sum', () => {
    const wrong = [
      { at: 'yesterday' },
      { at: '2026-02-31T00:00:00.000Z' },
      { id: '../../etc/passwd' },
      { door: 'cellar' },
      { rater: null },
      { bounceProbability: '0.5' },
      { verdict: '../../etc/passwd' },
      { usage: {} },
      { kind: 'constructor' },
    ];
    for (const change of wrong) {
      const line = Buffer.from(summed({ ...decision(), ...change } as never));
      assert.equal(recordOf(line), undefined, JSON.stringify(change));
    }
  });
});
