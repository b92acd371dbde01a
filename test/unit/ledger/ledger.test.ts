import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { summed } from '../../../src/journal/checksum.js';
import { lockFolder } from '../../../src/journal/folderLock.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { readAll } from '../../../src/ledger/reader.js';
import { type DecisionRecord, hashOf, type Kept, type LedgerRecord } from '../../../src/ledger/record.js';
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

const january = '2026-01.jsonl';
const day = 24 * 60 * 60_000;

/** The middle of a month of 2026, from 0. */
function month(number: number): string {
  return new Date(Date.UTC(2026, number, 15)).toISOString();
}

/** A decision of now, by default, with a verdict and, where it was kept, a text. */
function kept(over: Partial<DecisionRecord>, name: string, text?: string): Kept {
  const verdict = JSON.stringify({ explanation: name, evidence: [{ id: 'words', value: name.length }] });
  const at = new Date().toISOString();
  const record = decision({
    at,
    ...over,
    verdict: hashOf(verdict),
    ...(text && { inputHash: hashOf(text) }),
  });
  return { record, verdict, ...(text && { text }) };
}

describe('The ledger', () => {
  let folder: string;
  const open: Ledger[] = [];

  /** As another window has it. */
  function ledger(): Ledger {
    const one = new Ledger(folder);
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

  const verdictFile = ({ at, verdict = '' }: DecisionRecord) =>
    join(folder, 'verdicts', at.slice(0, 10), verdict);
  const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const recordsIn = async () => (await readAll(folder)).records;

  async function sourcesOf(one: Ledger): Promise<string[]> {
    return (await one.load()).entries.map((entry) => entry.decision.source);
  }

  it('is empty where there is none, and makes no folder by being looked at', async () => {
    assert.deepEqual(await ledger().load(), { entries: [], unreadable: 0 });
    assert.deepEqual(await ledger().loadAll(), { entries: [], unreadable: 0 });
    assert.throws(() => readdirSync(folder), /ENOENT/);
  });

  it('gives back what was appended in order of time, across windows and restarts', async () => {
    const records = [5, 1, 4, 2, 3].map((at) => decision({ at: minute(at) }));
    const [first, second] = [ledger(), ledger()];
    await Promise.all(records.map((record, i) => (i % 2 ? first : second).append(record)));
    assert.deepEqual(files(), [january]);
    const ascending = records.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    assert.deepEqual(await recordsIn(), ascending);
    assert.deepEqual(plain((await ledger().load()).entries), plain(history(records)));
  });

  it('has one line for a record, in the file of its month', async () => {
    const records = [2, 0, 1].flatMap((number) => {
      const one = decision({ at: month(number) });
      return [one, outcome(one, 'merged', month(number + 1))];
    });
    await ledger().append(records);
    assert.deepEqual(files(), ['2026-01.jsonl', '2026-02.jsonl', '2026-03.jsonl', '2026-04.jsonl']);
    const counts = files().map((name) => readFileSync(join(folder, name), 'utf8').split('\n').length - 1);
    assert.deepEqual(counts, [1, 2, 2, 1]);
    assert.deepEqual(plain((await ledger().load()).entries), plain(history(records)));
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

  it('reads anew a file that was changed by hand in what was read before', async () => {
    const one = ledger();
    await one.append([decision({ source: 'first' }), decision({ source: 'other' })]);
    await one.load();
    const path = join(folder, january);
    const [, second = ''] = readFileSync(path, 'utf8').split('\n');
    const lines = [second, summed(decision({ source: 'third' })), summed(decision({ source: 'fourth' }))];
    writeFileSync(path, `${lines.join('\n')}\n`);
    assert.deepEqual((await sourcesOf(one)).sort(), ['fourth', 'other', 'third']);
  });

  it('reads anew a file that a longer one with the same line at its end took the place of', async () => {
    const one = ledger();
    await one.append([decision({ source: 'first' }), decision({ source: 'other' })]);
    await one.load();
    const path = join(folder, january);
    const changed = readFileSync(path, 'utf8').replace('first', 'worst');
    writeFileSync(`${path}.aside`, `${changed}${summed(decision({ source: 'third' }))}\n`);
    renameSync(`${path}.aside`, path);
    assert.deepEqual((await sourcesOf(one)).sort(), ['other', 'third']);
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
    assert.equal((await recordsIn()).length, 4);
  });

  it('reads exactly the whole lines before a cut at any byte, also as the file grows', async () => {
    const records = [0, 1, 2, 3].map((at) => decision({ at: minute(at), source: `s${at} ü 😀` }));
    const whole = Buffer.from(records.map((record) => `${summed(record)}\n`).join(''));
    mkdirSync(folder);
    const cut = join(folder, january);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { minLength: 1, maxLength: 3 }), async (lengths) => {
        const growing = new Ledger(folder);
        for (const length of lengths.sort((a, b) => a - b)) {
          const tail = whole.subarray(0, length);
          writeFileSync(cut, tail);
          const expected = records.slice(0, tail.filter((byte) => byte === 10).length);
          for (const one of [growing, new Ledger(folder)]) {
            const { entries, unreadable } = await one.load();
            assert.deepEqual(
              entries.map((entry) => entry.decision.id),
              expected.map(({ id }) => id).reverse(),
            );
            assert.equal(unreadable, tail.length === 0 || tail.at(-1) === 10 ? 0 : 1);
          }
          assert.deepEqual(await recordsIn(), expected);
        }
      }),
    );
  });

  it('tears one line at most in a crash, and writes on behind it', async () => {
    await ledger().append(decision({ source: 'before', at: minute(0) }));
    const path = join(folder, january);
    appendFileSync(path, summed(decision()).slice(0, 100));
    const one = ledger();
    assert.deepEqual(
      await one.load().then(({ entries, unreadable }) => [entries.length, unreadable]),
      [1, 1],
    );
    await one.append(decision({ source: 'after', at: minute(1) }));
    assert.deepEqual(await sourcesOf(one), ['after', 'before']);
    assert.equal((await one.load()).unreadable, 1);
    assert.equal((await ledger().loadAll()).unreadable, 1);
  });

  it('skips and counts what is no record, and reads on behind it', async () => {
    const [first, last] = [decision({ at: minute(1) }), decision({ at: minute(2) })];
    const changed = summed(decision()).replace('VAGUE', 'FINE!');
    const huge = summed(response(first, 'followed', 'x'.repeat(3_000_000)));
    await ledger().append(first);
    const middle = `${changed}\n\n\0\0\0\0\n{"sum":"\n${summed({ kind: 'note', at: minute(0) } as never)}\n`;
    appendFileSync(join(folder, january), `${middle}${huge}\n${summed(last)}\n`);
    const { entries, unreadable } = await ledger().load();
    assert.deepEqual(
      entries.map((entry) => [entry.decision.id, entry.response?.reason.length]),
      [
        [last.id, undefined],
        [first.id, 3_000_000],
      ],
    );
    assert.equal(unreadable, 5);
    assert.equal((await recordsIn()).length, 3);
  });

  it('says what to do when its folder cannot be written or read, and goes on once it can', async () => {
    writeFileSync(folder, 'a file in its place');
    const one = ledger();
    await assert.rejects(one.append(decision()), /can't be written \(E[A-Z]+\)\. Make that folder writable/);
    await assert.rejects(one.load(), /can't be read \(ENOTDIR\)\. Make that folder readable/);
    await assert.rejects(one.loadAll(), /can't be read \(ENOTDIR\)\. Make that folder readable/);
    await assert.rejects(one.tidy(100), /can't be written/);
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

  describe('beside its lines', () => {
    it('has the full verdict and, where it was kept, the text', async () => {
      const [with_, without] = [kept({}, 'with', 'The text.'), kept({}, 'without')];
      await ledger().append([with_, without]);
      const one = ledger();
      assert.deepEqual(await one.details(with_.record), {
        verdict: JSON.parse(with_.verdict) as unknown,
        text: 'The text.',
      });
      assert.deepEqual(await one.details(without.record), {
        verdict: JSON.parse(without.verdict) as unknown,
      });
      assert.deepEqual(await one.details(decision({ inputHash: hashOf('other') })), {});
    });

    it('has nothing of a file that is not as it was written', async () => {
      const { record, verdict, text } = kept({}, 'with', 'The text.');
      await ledger().append({ record, verdict, ...(text && { text }) });
      writeFileSync(verdictFile(record), '{"explanation":"another"}');
      writeFileSync(join(folder, 'texts', record.inputHash), 'The te');
      assert.deepEqual(await ledger().details(record), {});
    });

    it('has a verdict for 90 days, and its text as long as the decision', async () => {
      const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
      const [over, early, late] = [
        kept({ at: ago(91) }, 'over', 'Over.'),
        kept({ at: ago(89) }, 'early', 'Early.'),
        kept({ at: ago(0) }, 'late'),
      ];
      await ledger().append([over, early, late]);
      assert.deepEqual(await ledger().details(over.record), { text: 'Over.' });
      assert.ok((await ledger().details(early.record)).verdict);
      // As if two days had gone by.
      const folderOf = (one: DecisionRecord) => dirname(verdictFile(one));
      renameSync(folderOf(early.record), folderOf(over.record));
      await ledger().append(outcome(late.record, 'merged'));
      assert.deepEqual(readdirSync(join(folder, 'verdicts')), [late.record.at.slice(0, 10)]);
      assert.deepEqual(await ledger().details(early.record), { text: 'Early.' });
      assert.ok((await ledger().details(late.record)).verdict);
    });
  });

  describe('when it is tidied', () => {
    const records = Array.from({ length: 12 }, (_, number) => {
      const one = decision({ at: month(number), source: `${number}` });
      return [one, outcome(one, 'merged', month(number))];
    }).flat();
    const sources = Array.from({ length: 12 }, (_, number) => `${11 - number}`);
    const archived = () => readdirSync(join(folder, 'archive')).sort();

    it('archives the months that the newest decisions need not, and loses none', async () => {
      const [one, reader] = [ledger(), ledger()];
      await one.append(records);
      await reader.load();
      assert.equal(await one.tidy(12), 0);
      assert.equal(await one.tidy(5), 7);
      assert.deepEqual(
        archived(),
        [1, 2, 3, 4, 5, 6, 7].map((number) => `2026-0${number}.jsonl`),
      );
      for (const view of [one, reader, ledger()]) {
        assert.deepEqual(await sourcesOf(view), sources.slice(0, 5));
        assert.deepEqual(plain((await view.loadAll()).entries), plain(history(records)));
      }
      assert.equal(await one.tidy(5), 0);
      assert.deepEqual(await recordsIn(), records);
      assert.equal((await listOf(one.export('csv'))).join('').trimEnd().split('\r\n').length, 13);
    });

    it('adds to a month of the archive, and takes once what a crash in between left twice', async () => {
      const one = ledger();
      await one.append(records);
      await one.tidy(5);
      const late = decision({ at: records[0]?.at ?? '', source: 'late' });
      await one.append(late);
      const before = readFileSync(join(folder, january));
      await one.tidy(5);
      assert.equal(archived().length, 7);
      writeFileSync(join(folder, january), before);
      writeFileSync(join(folder, `${january}.0123-4567.tmp`), 'half a file');
      assert.deepEqual(plain((await one.loadAll()).entries), plain(history([...records, late])));
      assert.equal((await recordsIn()).length, records.length + 1);
      await one.tidy(5);
      assert.ok(!existsSync(join(folder, `${january}.0123-4567.tmp`)));
      assert.equal((await recordsIn()).length, records.length + 1);
    });

    it('keeps a month together, and what a later version wrote', async () => {
      const later = summed({ kind: 'note', at: month(0), id: 'x' } as never);
      await ledger().append([0, 0, 0, 1].map((number) => decision({ at: month(number) })));
      appendFileSync(join(folder, january), `${later}\n`);
      assert.equal(await ledger().tidy(2), 0);
      assert.equal(await ledger().tidy(1), 3);
      assert.ok(readFileSync(join(folder, 'archive', january), 'utf8').includes(later));
      assert.equal((await ledger().loadAll()).unreadable, 1);
    });
  });

  it('forgets everything, also what other windows wrote and go on to write into', async () => {
    const [one, other] = [ledger(), ledger()];
    await one.append([kept({ at: month(0) }, 'one', 'Text.'), kept({}, 'two')]);
    await other.append(decision({ at: month(2) }));
    await one.tidy(1);
    await other.load();
    await one.deleteAll();
    assert.deepEqual(files(), []);
    assert.deepEqual(await sourcesOf(other), []);
    await other.append(decision({ source: 'new' }));
    assert.deepEqual(await sourcesOf(one), ['new']);
  });

  it('leaves alone what is not its own in the folder', async () => {
    mkdirSync(join(folder, 'texts'), { recursive: true });
    const own = ['notes.jsonl', '2026.jsonl', 'texts/todo.txt', 'index.html'];
    for (const name of own) writeFileSync(join(folder, name), '');
    await ledger().append(kept({}, 'one', 'Text.'));
    await ledger().tidy(100);
    await ledger().deleteAll();
    assert.deepEqual(files(), [...own, 'texts'].sort());
  });

  it('forgets one repository in every byte', async () => {
    const [one, other] = [ledger(), ledger()];
    const repository = { key: 'bbbb', name: 'forgotten-shop' };
    const shop = kept({ repository }, 'forgotten-verdict', 'forgotten-text');
    const old = decision({ repository, at: '2020-01-15T00:00:00.000Z', source: 'forgotten-source' });
    const staying = kept({ source: 'kept', at: shop.record.at }, 'kept', 'Kept.');
    await one.append([old, shop, response(shop.record, 'overrode', 'forgotten-words')]);
    await other.append([staying, outcome(shop.record, 'merged'), response(staying.record, 'followed')]);
    await one.tidy(1);
    assert.ok(readdirSync(join(folder, 'archive')).includes('2020-01.jsonl'));
    const file = join(folder, `${shop.record.at.slice(0, 7)}.jsonl`);
    appendFileSync(file, '{"sum":"00000000","source":"forgotten and torn');
    await one.deleteFor('bbbb');
    assert.deepEqual(await sourcesOf(other), ['kept']);
    assert.equal((await recordsIn()).length, 2);
    assert.equal((await other.details(staying.record)).text, 'Kept.');
    assert.ok((await other.details(staying.record)).verdict);
    assert.equal((await other.loadAll()).unreadable, 0);
    const names = files().filter((name) => statSync(join(folder, name)).isFile());
    for (const name of names) {
      const bytes = `${name}\n${readFileSync(join(folder, name), 'latin1')}`;
      assert.ok(!bytes.includes('forgotten') && !bytes.includes(shop.record.id), name);
      assert.ok(!bytes.includes(hashOf('forgotten-text')), name);
    }
  });

  it('loses nothing of a window that writes on while another deletes', async () => {
    const writer = ledger();
    const sources: string[] = [];
    for (let round = 0; round < 20; round++) {
      sources.push(`${round}`);
      await ledger().append(decision({ repository: { key: 'gone', name: 'gone' } }));
      const writing = writer.append(decision({ at: minute(round), source: `${round}` }));
      await Promise.all([writing, ledger().deleteFor('gone')]);
      assert.deepEqual(await sourcesOf(ledger()), sources.toReversed());
    }
  });

  it('tidies nothing while another window writes, and takes over from one that died', async () => {
    const one = ledger();
    await one.append([0, 1].map((number) => decision({ at: month(number) })));
    lockFolder(folder);
    assert.equal(await one.tidy(1), 0);
    const [name] = readdirSync(folder).filter((one) => one.startsWith('lock.')) as [string];
    renameSync(join(folder, name), join(folder, name.replace(String(process.pid), '99999999')));
    assert.equal(await one.tidy(1), 1);
    copyFileSync(join(folder, '2026-02.jsonl'), join(folder, name.replace(String(process.pid), '99999999')));
    await one.deleteAll();
    assert.deepEqual(files(), []);
  });

  it('opens the same whatever is in it, at once or bit by bit', async () => {
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
    const writer = ledger();
    for (let i = 0; i < records.length; i += 10) {
      await writer.append(records.slice(i, i + 10));
      assert.deepEqual(
        plain((await openSinceBefore.load()).entries),
        plain(history(records.slice(0, i + 10))),
      );
    }
    assert.deepEqual(plain((await ledger().load()).entries), plain(history(records)));
    assert.deepEqual(plain((await ledger().loadAll()).entries), plain(history(records)));
  });

  it('exports every record with what was kept of it, and a table that computes nothing in a spreadsheet', async () => {
    const reasons = ['=1+1', '@SUM(A1)', '+1', '-1', '\t=1', ' =1', 'a "b", c\nd', 'plain'];
    const decisions = reasons.map((_, i) => decision({ ...proceeding, at: minute(i), source: `=${i}` }));
    const responses = reasons.map((reason, i) =>
      response(decisions[i] as DecisionRecord, 'overrode', reason, minute(99)),
    );
    const full = kept({}, 'full', 'Text.');
    const one = ledger();
    await one.append([...decisions, ...responses]);
    const table: Record<string, string>[] = parse((await listOf(one.export('csv'))).join(''), {
      columns: true,
    });
    await one.append(full);
    const lines = (await listOf(one.export('jsonl'))).join('').trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as LedgerRecord);
    const isFull = (record: LedgerRecord) => record.kind === 'decision' && record.id === full.record.id;
    assert.deepEqual(
      records.filter((record) => !isFull(record)),
      [...decisions, ...responses],
    );
    assert.deepEqual(records.find(isFull), { ...full.record, facts: { words: 4 }, text: 'Text.' });
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
