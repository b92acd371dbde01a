import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { type Holder, lockFolder, unlockOwn } from '../../../src/journal/folderLock.js';

/** Set in the child processes, in which this file locks instead of testing. */
const task = process.env['BOUNCER_TEST_LOCKED_FOLDER'];
const dies = process.env['BOUNCER_TEST_DIES'] === 'yes';
const turns = 1_000;
const minute = 60_000;

if (task) takeTurns(task);
else describe('A lock on a folder', testLocks);

/** Has the lock so many times, and fails where another has it too; one that dies does so while it has it. */
function takeTurns(folder: string): void {
  for (let turn = 0; turn < turns; ) {
    const unlock = lockFolder(folder);
    if (typeof unlock !== 'function') continue;
    mkdirSync(join(folder, 'held'));
    rmdirSync(join(folder, 'held'));
    if (dies) process.kill(process.pid, 'SIGKILL');
    unlock();
    turn++;
  }
}

function testLocks(): void {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function lock(): () => void {
    const unlock = lockFolder(folder);
    assert.ok(typeof unlock === 'function');
    return unlock;
  }

  it('has one holder, whichever processes die while they hold it', async function () {
    this.timeout(60_000);
    const child = async (own: string) => {
      const env = { ...process.env, BOUNCER_TEST_LOCKED_FOLDER: folder, BOUNCER_TEST_DIES: own };
      const [code, signal] = (await once(fork(__filename, { env }), 'exit')) as [
        number | null,
        string | null,
      ];
      return code ?? signal;
    };
    const dying = async () => {
      for (let deaths = 0; deaths < 10; deaths++) assert.equal(await child('yes'), 'SIGKILL');
    };
    const [a, b] = await Promise.all([child('no'), child('no'), dying()]);
    assert.deepEqual([a, b], [0, 0]);
    lock()();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('names its holder, and is free once that one lets go', () => {
    const unlock = lock();
    assert.equal((lockFolder(folder) as Holder).pid, process.pid);
    unlock();
    lock();
    unlockOwn(folder);
    lock()();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('outlasts neither its process, its machine nor its time, but is of another host as long as it is there', () => {
    lock();
    const [name] = readdirSync(folder) as [string];
    const [, , since, host] = name.split('.') as [string, string, string, string];
    let last = name;
    const heldBy = (other: string, longest?: number) => {
      renameSync(join(folder, last), join(folder, other));
      const unlock = lockFolder(folder, longest);
      [last] = readdirSync(folder) as [string];
      return typeof unlock !== 'function';
    };
    const ago = (seconds: number) => name.replace(since, String(Date.now() - Math.round(1_000 * seconds)));
    const elsewhere = (pid: string) => name.replace(String(process.pid), pid).replace(host, 'ff');
    assert.ok(heldBy(name));
    assert.ok(!heldBy(name.replace(String(process.pid), '99999999')));
    assert.ok(!heldBy(ago(uptime() + 1)));
    assert.ok(heldBy(ago(5), minute));
    assert.ok(!heldBy(ago(61), minute));
    assert.ok(heldBy(elsewhere('99999999')));
    assert.equal((lockFolder(folder) as Holder).pid, 99_999_999);
  });

  it('leaves files alone that only look like it', () => {
    const names = [
      'lock',
      'lock.1',
      'lock.1.2.zz.00000000',
      '.lock.1.2.ff.00000000',
      'lock.1.2.ff.00000000.jsonl',
    ];
    for (const name of names) writeFileSync(join(folder, name), '');
    lock()();
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
  });
}
