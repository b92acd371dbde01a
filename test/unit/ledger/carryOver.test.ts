import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { summed } from '../../../src/journal/checksum.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { readAll } from '../../../src/ledger/reader.js';
import { hashOf } from '../../../src/ledger/record.js';
import type { Entry } from '../../../src/ledger/view.js';
import { decision, listOf, minute, plain, temporaryFolder } from './samples.js';

/** A ledger as version 0.1 wrote it: two decisions, the words about them and a third; a fourth in another process. */
const fixture = 'test/fixtures/ledger/segments';
const ticket = 'The total is wrong.\nIt should be 12 €.';

/** Entries as earlier versions had them, as plain data. */
function withoutVerdicts(entries: readonly Entry[]): unknown {
  return plain(
    entries.map(({ decision: { verdict: _, ...decision }, ...others }) => ({ decision, ...others })),
  );
}

describe('The files of earlier versions', () => {
  let folder: string;
  const segments = () => readdirSync(folder).filter((name) => /^\d{8}T/.test(name));

  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(fixture, folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read where nothing is written', async () => {
    const before = readdirSync(folder);
    const { entries, unreadable } = await new Ledger(folder).load();
    assert.deepEqual(
      entries.map(({ decision, response, outcome }) => [
        decision.source,
        response?.reason,
        outcome?.outcome,
        decision.usage?.dollars,
        decision.cause,
      ]),
      [
        ['ticket.md', undefined, 'closed', undefined, 'timed-out'],
        ['tickets/kept.md', '', undefined, undefined, null],
        ['fix.diff', undefined, 'merged', 0.25, null],
        ['tickets/vague.md', 'clear enough to me', undefined, undefined, null],
      ],
    );
    // One of a later version, and one that a crash tore.
    assert.equal(unreadable, 2);
    assert.deepEqual(readdirSync(folder), before);
    assert.ok(!JSON.stringify(entries).includes('The total'));
  });

  it('are carried over when something is written, with all that they hold', async () => {
    const open = new Ledger(folder);
    const before = await open.load();
    assert.equal(await new Ledger(folder).tidy(100), 0);
    const files = readdirSync(folder).filter((name) => name !== 'verdicts');
    assert.deepEqual(files.sort(), ['2025-12.jsonl', '2026-01.jsonl', '2026-11.jsonl', 'texts']);
    for (const ledger of [open, new Ledger(folder)]) {
      const after = await ledger.load();
      for (const { decision } of after.entries) assert.match(decision.verdict ?? '', /^[0-9a-f]{64}$/);
      assert.deepEqual(withoutVerdicts(after.entries), plain(before.entries));
      assert.equal(after.unreadable, 2);
    }
    assert.equal((await readAll(folder)).records.length, 8);
    const kept = before.entries[1]?.decision;
    assert.equal(kept && (await open.details(kept)).text, ticket);
    const later = readFileSync(join(folder, '2026-11.jsonl'), 'utf8');
    assert.match(later, /"kind":"note".*\n\{"sum":"[0-9a-f]{8}","at":"2026-01-31T13:21.*torn\.md.*\n$/);
  });

  it('are carried over in a crash once, and again when an old window writes on', async () => {
    const open = new Ledger(folder);
    const { entries } = await open.load();
    const copies = segments().map((name) => [name, readFileSync(join(folder, name))] as const);
    await new Ledger(folder).tidy(100);
    // As if the crash had come before these were deleted.
    for (const [name, bytes] of copies) writeFileSync(join(folder, name), bytes);
    const added = decision({ at: minute(200), source: 'added' });
    const old = decision({ at: minute(201), source: 'of an old window' });
    appendFileSync(
      join(folder, '20261201T000000000Z-1-00000000.jsonl'),
      `${summed({ ...old, facts: {} })}\n`,
    );
    await open.append(added);
    assert.deepEqual(segments(), []);
    const ids = [old, added, ...entries.map((entry) => entry.decision)].map(({ id }) => id);
    for (const ledger of [open, new Ledger(folder)]) {
      const now = await ledger.load();
      assert.deepEqual(
        now.entries.map((entry) => entry.decision.id),
        ids,
      );
    }
    assert.equal((await readAll(folder)).records.length, 10);
  });

  it('leave the numbers of the checks of the last 90 days, and no text but where it was kept', async () => {
    const at = new Date().toISOString();
    const facts = JSON.parse('{"words":7,"__proto__":1}') as Record<string, number>;
    const old = decision({ at: '2020-01-01T00:00:00.000Z' });
    const text = 'Recent text.';
    const recent = decision({
      at,
      source: 'n'.repeat(300),
      because: 'ü'.repeat(300),
      inputHash: hashOf(text),
    });
    appendFileSync(
      join(folder, '20261201T000000000Z-1-00000000.jsonl'),
      `${summed({ ...recent, facts, text })}\n${summed({ ...old, facts })}\n`,
    );
    const ledger = new Ledger(folder);
    await ledger.tidy(100);
    const lines = (await listOf(ledger.export('jsonl'))).map((line) => JSON.parse(line));
    const exported = lines.find(({ id }) => id === recent.id);
    assert.deepEqual(Object.entries(exported.facts), Object.entries(facts));
    assert.equal(exported.text, text);
    assert.equal(lines.find(({ id }) => id === old.id).facts, undefined);
    const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    for (const name of files) {
      const content = readFileSync(join(folder, name), 'utf8');
      assert.ok(!content.includes('The total') && !content.includes(text), name);
      for (const line of content.split('\n')) assert.ok(Buffer.byteLength(line) <= 1_024, line);
    }
    await ledger.deleteAll();
    assert.deepEqual(readdirSync(folder), []);
  });
});
