import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { decide, type Policy } from '../../../src/core/policy.js';
import type { Rating } from '../../../src/core/rating.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { failureOf, type Verdict } from '../../../src/core/verdict.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { isWhole, lineOf, recordOf } from '../../../src/ledger/line.js';
import {
  type Decided,
  decisionRecord,
  hashOf,
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

const base = {
  door: 'output',
  source: 'fix.patch',
  rater: rating.rater,
  threshold: 0.5,
  anchors: [],
} as const;
const blocked: Verdict = {
  ...base,
  anchors: [{ name: canary, line: 1 }],
  rating,
  decision: decide(rating, policy),
};
const failure = failureOf(
  new CouldNotRate('bad-answer', `The model said "${canary}".`, 'Try again.', { cause: new Error(canary) }),
);
const unrated: Verdict = {
  ...base,
  failure,
  decision: { outcome: 'unrated', mayProceed: false, because: failure.message },
};

const decided: Decided = {
  text,
  ticketText: `Ticket with ${canary}`,
  repository: ledgerRepository('/home/me/shop'),
  calibration: '4',
  milliseconds: 7,
  keepText: false,
};

describe('A record', () => {
  it('holds what was decided, with numbers of the evidence only', () => {
    const record = decisionRecord(blocked, decided);
    assert.deepEqual(record.facts, { applies: 0, 'added-lines': 3 });
    assert.equal(record.because, 'The check "applies" keeps the door shut.');
    assert.equal(record.inputHash, hashOf(text));
    assert.equal(record.ticketHash, hashOf(`Ticket with ${canary}`));
    assert.equal(record.repository?.name, 'shop');
    assert.deepEqual([record.cause, record.outcome, record.label], [null, 'abstain', 'INCORRECT']);
    const other = decisionRecord(unrated, decided);
    assert.deepEqual([other.cause, other.label, other.bounceProbability], ['bad-answer', null, null]);
    const { evidence: _, ...rest } = rating;
    const byThreshold = { ...rest, evidence: [] };
    const plainly = decisionRecord(
      { ...base, rating: byThreshold, decision: decide(byThreshold, policy) },
      decided,
    );
    assert.match(plainly.because, /^The bounce probability of 90% reaches/);
  });

  it('leaves no text of a ticket or patch in any byte on disk, unless the user asked for it', async () => {
    for (const keepText of [false, true]) {
      const directory = temporaryFolder();
      const ledger = new Ledger(directory, { segmentBytes: 1 });
      for (const verdict of [blocked, unrated]) {
        const record = decisionRecord(verdict, { ...decided, keepText });
        await ledger.append([
          record,
          responseRecord(record.id, 'followed'),
          outcomeRecord(record.id, 'merged'),
        ]);
      }
      // Merging writes a segment and the index.
      await ledger.compact({ mostRecords: 1 });
      const [entry] = (await ledger.load()).entries;
      assert.equal((await ledger.details(entry?.decision.id ?? ''))?.text, keepText ? text : undefined);
      await ledger.close();
      const names = readdirSync(directory);
      assert.ok(names.includes('index.bin') && names.some((name) => name.endsWith('.jsonl')));
      const found = names.filter((name) => readFileSync(join(directory, name)).includes(canary));
      assert.equal(found.length > 0, keepText, found.join());
      rmSync(directory, { recursive: true });
    }
  });

  it('cuts reasons and names, without half a character', () => {
    const reason = responseRecord(
      decision().id,
      'overrode',
      ` ${'x'.repeat(longestReason - 1)}😀${'y'.repeat(1e6)}`,
    );
    assert.equal(reason.reason, 'x'.repeat(longestReason - 1));
    assert.ok(decisionRecord({ ...blocked, source: 'n'.repeat(1e6) }, decided).source.length <= 300);
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
        const line = lineOf(record);
        assert.equal(line.indexOf('\n'), line.length - 1);
        const bytes = Buffer.from(line).subarray(0, -1);
        assert.ok(isWhole(bytes));
        assert.deepEqual(recordOf(bytes), record);
      }),
    );
  });

  it('keeps a fact called "__proto__" a fact', () => {
    const record = decision({
      facts: JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, number>,
    });
    const back = recordOf(Buffer.from(lineOf(record).trimEnd()));
    assert.ok(back?.kind === 'decision');
    assert.deepEqual(Object.entries(back.facts), [
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    assert.equal(Object.getPrototypeOf(back.facts), Object.prototype);
  });

  it('is not whole when any byte of it changed', () => {
    const line = Buffer.from(lineOf(decision()).trimEnd());
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(line);
        changed[at] = (changed[at] as number) ^ flip;
        assert.ok(!isWhole(changed));
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
      { facts: null },
      { usage: {} },
      { kind: 'constructor' },
    ];
    for (const change of wrong) {
      const line = Buffer.from(lineOf({ ...decision(), ...change } as never).trimEnd());
      assert.equal(recordOf(line), undefined, JSON.stringify(change));
    }
  });
});
