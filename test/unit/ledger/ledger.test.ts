import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { lockFolder } from '../../../src/journal/folderLock.js';
import { Ledger, type LedgerSettings } from '../../../src/ledger/ledger.js';
import { lineOf } from '../../../src/ledger/line.js';
import { deleteMerged, merge } from '../../../src/ledger/merge.js';
import type { DecisionRecord, LedgerRecord } from '../../../src/ledger/record.js';
import { newSegmentName } from '../../../src/ledger/segment.js';
import { history } from '../../../src/ledger/view.js';
import {
  decision,
  listOf,
  minute,
  outcome,
  plain,
  proceeding,
  response,
  temporaryFolder,
} from './samples.js';

describe('The ledger', () => {
  let folder: string;
  const open: Ledger[] = [];

  /** As another window has it. */
  function ledger(settings?: LedgerSettings): Ledger {
    const one = new Ledger(folder, settings);
    open.push(one);
    return one;
  }

  beforeEach(() => {
    folder = join(temporaryFolder(), 'ledger');
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    rmSync(join(folder, '..'), { recursive: true });
  });

  const segments = () => readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

  async function sourcesOf(one: Ledger): Promise<string[]> {
    return (await one.load()).entries.map((entry) => entry.decision.source);
  }

  it('is empty where there is none, and makes no folder by being looked at', async () => {
    assert.deepEqual(await ledger().load(), { entries: [], unreadable: 0 });
    assert.deepEqual(await listOf(ledger().read()), []);
    assert.throws(() => readdirSync(folder), /ENOENT/);
  });

  it('gives back what was appended in order of time, across windows and restarts', async () => {
    const records = [5, 1, 4, 2, 3].map((at) => decision({ at: minute(at) }));
    const [first, second] = [ledger(), ledger()];
    await Promise.all(records.map((record, i) => (i % 2 ? first : second).append(record)));
    assert.equal(segments().length, 2);
    const ascending = records.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    assert.deepEqual(await listOf(ledger().read()), ascending);
    assert.deepEqual(plain((await ledger().load()).entries), plain(history(records)));
    const wanted = records[0] as DecisionRecord;
    assert.deepEqual(await ledger().details(wanted.id), wanted);
    assert.equal(await ledger().details('nowhere'), undefined);
  });

  it('picks up in an open view what another window wrote, and keeps an old view as it was', async () => {
    const [writer, reader] = [ledger(), ledger()];
    const [one, two] = [decision({ at: minute(1) }), decision({ at: minute(0) })];
    await writer.append(one);
    const before = await reader.load();
    assert.equal(await reader.load(), before);
    await writer.append([two, response(one, 'overrode', 'No.'), outcome(one, 'merged')]);
    const { entries } = await reader.load();
    assert.deepEqual(
      entries.map((entry) => [entry.decision.id, entry.response?.reason, entry.outcome?.outcome]),
      [
        [one.id, 'No.', 'merged'],
        [two.id, undefined, undefined],
      ],
    );
    assert.equal(before.entries.length, 1);
    assert.equal(before.entries[0]?.response, null);
  });

  it('loses nothing and orders by date when the clock goes backwards', async () => {
    const one = ledger();
    const records = [9, 3, 6].map((at) => decision({ at: minute(at) }));
    for (const record of records) await one.append(record);
    await one.append([response(records[0] as DecisionRecord, 'followed', '', minute(-60))]);
    const { entries } = await ledger().load();
    assert.deepEqual(
      entries.map((entry) => entry.decision.at),
      [minute(9), minute(6), minute(3)],
    );
    assert.equal(entries[0]?.response?.did, 'followed');
    assert.equal((await listOf(one.read())).length, 4);
  });

  it('reads exactly the whole lines before a cut at any byte, and what another segment holds', async () => {
    const records = [0, 1, 2, 3].map((at) => decision({ at: minute(at), source: `s${at} ü 😀` }));
    const whole = Buffer.from(records.map(lineOf).join(''));
    const other = decision({ at: minute(9) });
    await ledger().append(other);
    const cut = join(folder, newSegmentName(0));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        const tail = whole.subarray(0, length);
        writeFileSync(cut, tail);
        const lines = tail.filter((byte) => byte === 10).length;
        const expected = [...records.slice(0, lines), other];
        const fresh = new Ledger(folder);
        const { entries, unreadable } = await fresh.load();
        assert.deepEqual(
          entries.map((entry) => entry.decision.id),
          expected.map(({ id }) => id).reverse(),
        );
        assert.equal(unreadable, tail.length === 0 || tail.at(-1) === 10 ? 0 : 1);
        assert.deepEqual(await listOf(fresh.read()), expected);
      }),
    );
  });

  it('skips and counts what is no record, and reads on behind it', async () => {
    const [first, last] = [decision({ at: minute(1) }), decision({ at: minute(2) })];
    const changed = lineOf(decision()).replace('VAGUE', 'FINE!');
    const huge = lineOf(decision({ at: minute(3), source: 'huge', text: 'x'.repeat(3_000_000) }));
    await ledger().append(first);
    const middle = `${changed}\n\0\0\0\0\n{"sum":"\n${lineOf({ kind: 'note', at: minute(0) } as never)}`;
    appendFileSync(join(folder, segments()[0] as string), `${middle}${huge}${lineOf(last)}`);
    const { entries, unreadable } = await ledger().load();
    assert.deepEqual(
      entries.map((entry) => entry.decision.source),
      ['huge', 'ticket.md', 'ticket.md'],
    );
    assert.equal(unreadable, 5);
    assert.equal((await listOf(ledger().read())).length, 3);
  });

  it('says what to do when its folder cannot be written or read, and goes on once it can', async () => {
    writeFileSync(folder, 'a file in its place');
    const one = ledger();
    await assert.rejects(one.append(decision()), /can't be written \(E[A-Z]+\)\. Make that folder writable/);
    await assert.rejects(one.load(), /can't be read \(ENOTDIR\)\. Make that folder readable/);
    await assert.rejects(one.compact(), /can't be written/);
    rmSync(folder);
    await one.append(decision());
    assert.equal((await one.load()).entries.length, 1);
  });

  it('reads in a folder that is read-only', async function () {
    await ledger().append(decision());
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      console.log('      (skipped: this user may write everywhere)');
      return this.skip();
    }
    chmodSync(folder, 0o500);
    try {
      assert.equal((await ledger().load()).entries.length, 1);
      await assert.rejects(ledger().append(decision()), /can't be written \(EACCES\)/);
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  it('begins again when its folder vanishes while it is open', async () => {
    const one = ledger();
    await one.append(decision({ source: 'before' }));
    await one.load();
    rmSync(folder, { recursive: true });
    assert.deepEqual(await sourcesOf(one), []);
    await one.append(decision({ source: 'after' }));
    assert.deepEqual(await sourcesOf(one), ['after']);
    assert.deepEqual(await sourcesOf(ledger()), ['after']);
  });

  describe('when it is compacted', () => {
    /** One segment for each batch. */
    async function fill(...batches: LedgerRecord[][]): Promise<void> {
      for (const batch of batches) {
        const one = new Ledger(folder);
        await one.append(batch);
        await one.close();
      }
    }

    /** Names segments as if their processes were gone. */
    function abandon(): void {
      for (const name of segments()) {
        copyFileSync(join(folder, name), join(folder, newSegmentName(0)));
        rmSync(join(folder, name));
      }
    }

    it('drops the oldest decisions with what was done about them, and keeps every other record', async () => {
      const records = Array.from({ length: 20 }, (_, i) => decision({ at: minute(i), source: `${i}` }));
      await fill(
        ...records.map((one) => [one, response(one, 'followed', '', one.at), outcome(one, 'merged', one.at)]),
      );
      abandon();
      const one = ledger();
      const reader = ledger();
      await reader.load();
      assert.equal(await one.compact({ mostRecords: 7 }), 13);
      assert.equal(segments().length, 1);
      for (const view of [one, reader, ledger()]) {
        assert.deepEqual(await sourcesOf(view), ['19', '18', '17', '16', '15', '14', '13']);
        assert.equal((await listOf(view.read())).length, 21);
      }
      assert.equal(await one.compact({ oldest: minute(18) }), 5);
      assert.deepEqual(await sourcesOf(reader), ['19', '18']);
      assert.equal(await one.compact({ mostRecords: 0 }), 2);
      assert.deepEqual(segments(), []);
    });

    it('merges many small segments, and leaves alone what a living process writes', async () => {
      await fill(...Array.from({ length: 8 }, (_, i) => [decision({ at: minute(i) })]));
      const one = ledger({ rest: 0 });
      await one.append(decision({ at: minute(99) }));
      assert.equal(await one.compact(), 0);
      assert.equal(segments().length, 9);
      abandon();
      await one.append(decision({ at: minute(100) }));
      await one.compact();
      assert.equal(segments().length, 2);
      assert.equal((await ledger().load()).entries.length, 10);
    });

    it('takes once what a crash in the middle left twice, and tidies up', async () => {
      const records = Array.from({ length: 9 }, (_, i) => decision({ at: minute(i) }));
      await fill(...records.map((one) => [one, outcome(one, 'merged')]));
      abandon();
      const before = segments().map((name) => [name, readFileSync(join(folder, name))] as const);
      await ledger().compact();
      for (const [name, bytes] of before) writeFileSync(join(folder, name), bytes);
      writeFileSync(join(folder, `${newSegmentName(0)}.tmp`), 'half a merge');
      const view = await ledger().load();
      assert.deepEqual(
        plain(view.entries),
        plain(history([...records, ...records.map((one) => outcome(one, 'merged'))])),
      );
      assert.equal((await listOf(ledger().read())).length, 18);
      await ledger().compact();
      assert.equal(segments().length, 1);
      assert.deepEqual(readdirSync(folder).sort(), [...segments(), 'index.bin'].sort());
      assert.equal((await listOf(ledger().read())).length, 18);
    });

    it('loses nothing of a window that writes on into a segment that was taken for closed', async () => {
      const writer = ledger();
      const sources: string[] = [];
      for (let round = 0; round < 20; round++) {
        sources.push(`${round}`);
        const writing = writer.append(decision({ at: minute(round), source: `${round}` }));
        // Deleting touches all segments, also those of living windows.
        await ledger().append(decision({ repository: { key: 'gone', name: 'gone' } }));
        await Promise.all([writing, ledger().deleteFor('gone')]);
        assert.deepEqual(await sourcesOf(ledger()), sources.toReversed());
      }
    });

    it('gives back what was written into a segment after it was merged', async () => {
      const [early, late] = [decision(), decision()].map(lineOf) as [string, string];
      const [name, empty] = [newSegmentName(0), newSegmentName(0)];
      mkdirSync(folder);
      writeFileSync(join(folder, name), early);
      writeFileSync(join(folder, empty), '');
      const { merged, ends } = await merge(folder, [name, empty], () => true);
      appendFileSync(join(folder, name), `${late}${early.slice(0, 20)}`);
      assert.equal(await deleteMerged(folder, ends), late);
      assert.deepEqual(segments(), [merged?.name]);
      assert.equal(readFileSync(join(folder, merged?.name ?? ''), 'utf8'), early);
    });

    it('keeps what a later version wrote', async () => {
      const later = lineOf({ kind: 'note', at: minute(0), id: 'x' } as never);
      await fill(...Array.from({ length: 8 }, () => [decision()]));
      appendFileSync(join(folder, segments()[0] as string), later);
      abandon();
      await ledger().compact();
      assert.ok(readFileSync(join(folder, segments()[0] as string), 'utf8').includes(later));
    });
  });

  it('forgets everything, also what other windows wrote and go on to write into', async () => {
    const [one, other] = [ledger(), ledger()];
    await one.append(decision());
    await other.append(decision());
    await other.load();
    await one.deleteAll();
    assert.deepEqual(readdirSync(folder), []);
    assert.deepEqual(await sourcesOf(other), []);
    await other.append(decision({ source: 'new' }));
    assert.deepEqual(await sourcesOf(one), ['new']);
  });

  it('forgets one repository in every byte', async () => {
    const [one, other] = [ledger(), ledger()];
    const shop = decision({ repository: { key: 'bbbb', name: 'forgotten-shop' } });
    const kept = decision({ source: 'kept' });
    await one.append([shop, response(shop, 'overrode', 'forgotten-words')]);
    await other.append([kept, outcome(shop, 'merged'), response(kept, 'followed')]);
    await one.deleteFor('bbbb');
    assert.deepEqual(await sourcesOf(other), ['kept']);
    assert.equal((await listOf(other.read())).length, 2);
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name), 'latin1');
      assert.ok(!bytes.includes('forgotten') && !bytes.includes(shop.id), name);
    }
  });

  it('deletes nothing while another window tidies, and takes over from one that died', async () => {
    const one = ledger();
    await one.append(decision());
    lockFolder(folder);
    assert.equal(await one.compact({ mostRecords: 0 }), 0);
    const [name] = readdirSync(folder).filter((one) => one.startsWith('lock.')) as [string];
    renameSync(join(folder, name), join(folder, name.replace(String(process.pid), '99999999')));
    await one.deleteAll();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('opens the same through its index, through a broken index, and without one', async () => {
    const usage = { calls: 2, cachedCalls: 1, inputTokens: 300, outputTokens: 40 };
    const records = fc
      .sample(
        fc.record({
          at: fc.nat(100).map(minute),
          source: fc.string({ unit: 'grapheme' }),
          because: fc.constantFrom('a', 'ü'),
          usage: fc.constantFrom(null, usage, { ...usage, dollars: 0.25 }),
          repository: fc.constantFrom(null, { key: '__proto__', name: 'x' }),
          bounceProbability: fc.constantFrom(null, 0, 0.123456789, 1),
          door: fc.constantFrom('input' as const, 'output' as const),
          did: fc.constantFrom(null, 'followed' as const, 'overrode' as const),
          became: fc.constantFrom(null, 'merged' as const, 'closed' as const),
        }),
        { numRuns: 200, seed: 1 },
      )
      .flatMap(({ did, became, ...over }): LedgerRecord[] => {
        const one = decision(over);
        return [
          one,
          ...(did ? [response(one, did, over.source)] : []),
          ...(became ? [outcome(one, became)] : []),
        ];
      });
    const openSinceBefore = ledger();
    await openSinceBefore.load();
    const writer = ledger({ segmentBytes: 10_000 });
    await writer.append(decision({ at: minute(-1) }));
    for (let i = 0; i < records.length; i += 10) await writer.append(records.slice(i, i + 10));
    // Merging writes the index.
    assert.equal(await writer.compact({ mostRecords: 200 }), 1);
    const index = join(folder, 'index.bin');
    const bytes = readFileSync(index);
    const expected = plain(history(records));
    assert.deepEqual(plain((await ledger().load()).entries), expected);
    assert.deepEqual(plain((await openSinceBefore.load()).entries), expected);
    for (const broken of [bytes.subarray(0, -1), Buffer.from('{}'), Buffer.alloc(bytes.length), undefined]) {
      if (broken) writeFileSync(index, broken);
      else rmSync(index);
      assert.deepEqual(plain((await ledger().load()).entries), expected);
    }
    writeFileSync(index, bytes);
    const [first] = records as [DecisionRecord];
    const [added, later] = [decision({ at: minute(50) }), response(first, 'overrode', 'later', minute(101))];
    await writer.append([added, later, decision(first)]);
    const opened = ledger();
    assert.deepEqual(plain((await opened.load()).entries), plain(history([...records, added, later])));
    const entry = (await opened.load()).entries.find(({ decision: { id } }) => id === added.id);
    assert.deepEqual(plain(entry ? [entry] : []), plain(history([added])));
  });

  it('exports every record, and a table that computes nothing in a spreadsheet', async () => {
    const reasons = ['=1+1', '@SUM(A1)', '+1', '-1', '\t=1', ' =1', 'a "b", c\nd', 'plain'];
    const decisions = reasons.map((_, i) => decision({ ...proceeding, at: minute(i), source: `=${i}` }));
    const responses = reasons.map((reason, i) =>
      response(decisions[i] as DecisionRecord, 'overrode', reason, minute(99)),
    );
    const one = ledger();
    await one.append([...decisions, ...responses]);
    const lines = (await listOf(one.export('jsonl'))).join('').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      [...decisions, ...responses],
    );
    const table: Record<string, string>[] = parse((await listOf(one.export('csv'))).join(''), {
      columns: true,
    });
    assert.deepEqual(table.map((row) => row['reason']).reverse(), [
      "'=1+1",
      "'@SUM(A1)",
      '+1',
      '-1',
      "'\t=1",
      "' =1",
      'a "b", c\nd',
      'plain',
    ]);
    assert.ok(table.every((row) => row['source']?.startsWith("'=") && row['deservedBounce'] === 'true'));
    assert.equal(table[0]?.['bounceProbability'], '0.2');
  });
});
