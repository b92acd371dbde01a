import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { Ledger } from '../../../src/ledger/ledger.js';
import { readAll } from '../../../src/ledger/reader.js';
import { hashOf } from '../../../src/ledger/record.js';
import { randomStream } from '../../../src/stats/random.js';
import { decision, minute, temporaryFolder } from './samples.js';

const toWrite = 10_000;
const atOnce = 50;

/** Set in the child processes, in which this file writes instead of testing. */
const task = process.env['BOUNCER_LEDGER_WRITER'];

if (task) {
  const [directory, writer, count] = JSON.parse(task) as [string, string, number];
  void write(directory, writer, count).then(() => process.disconnect());
} else {
  describe('The ledger in a crash', testCrashes);
}

/** Appends so many decisions, and tells the parent the ids that are durable. */
async function write(directory: string, writer: string, count: number): Promise<void> {
  const ledger = new Ledger(directory);
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - done) }, async (_, i) => {
        const record = decision({ source: writer, at: minute(8 * (done + i)) });
        await ledger.append({ ...record, inputHash: hashOf(record.id) });
        await new Promise((resolve) => process.send?.(record.id, resolve));
      }),
    );
  }
  await ledger.close();
}

function testCrashes(this: Mocha.Suite): void {
  this.timeout(120_000);
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a writer until it has written all, killing it whenever so many ids have come. */
  async function run(writer: string, kills: readonly number[], acknowledged: Set<string>): Promise<void> {
    const own = new Set<string>();
    for (const killAt of [...kills, Number.POSITIVE_INFINITY]) {
      const child = fork(__filename, {
        env: { ...process.env, BOUNCER_LEDGER_WRITER: JSON.stringify([folder, writer, toWrite - own.size]) },
      });
      child.on('message', (id: string) => {
        own.add(id);
        acknowledged.add(id);
        if (own.size >= killAt) child.kill('SIGKILL');
      });
      assert.equal(await signalThatEnded(child), killAt === Number.POSITIVE_INFINITY ? null : 'SIGKILL');
    }
    assert.equal(own.size, toWrite);
  }

  it('loses, tears and doubles no acknowledged decision of two writers, one of which is killed ten times', async () => {
    const random = randomStream(Date.now());
    const kills = Array.from({ length: 10 }, (_, i) => Math.floor(900 * (i + random())) + 1);
    const acknowledged = new Set<string>();
    let isWriting = true;
    const writing = Promise.all([
      run('steady', [], acknowledged),
      run(
        'killed',
        [...new Set(kills)].sort((a, b) => a - b),
        acknowledged,
      ),
    ]);
    const stop = () => {
      isWriting = false;
    };
    void writing.then(stop, stop);
    // A third window looks on and archives what it needs no more; a fourth opens anew each time.
    const watcher = new Ledger(folder);
    let seen = 0;
    while (isWriting) {
      await watcher.tidy(5_000);
      const before = acknowledged.size;
      const { length } = (await new Ledger(folder).loadAll()).entries;
      assert.ok(length >= before && length >= seen, `${length} of ${before}, after ${seen}`);
      seen = length;
      await watcher.load();
    }
    await writing;
    // While others wrote, it may never have come to that.
    await watcher.tidy(5_000);
    assert.ok(readdirSync(folder).includes('archive'));
    const { records, unreadable } = await readAll(folder);
    const ids = new Set(records.map((record) => record.kind === 'decision' && record.id));
    assert.equal(ids.size, records.length);
    assert.deepEqual(
      [...acknowledged].filter((id) => !ids.has(id)),
      [],
    );
    for (const record of records) {
      assert.ok(record.kind === 'decision' && record.inputHash === hashOf(record.id));
    }
    assert.deepEqual(
      (await watcher.load()).entries.map((entry) => entry.decision.id),
      (await new Ledger(folder).load()).entries.map((entry) => entry.decision.id),
    );
    assert.ok(unreadable <= kills.length);
    await watcher.close();
  });
}

function signalThatEnded(child: ChildProcess): Promise<NodeJS.Signals | null> {
  // "close" comes after the last message.
  return new Promise((resolve, reject) =>
    child.once('error', reject).once('close', (_code, signal) => resolve(signal)),
  );
}
