import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summed } from '../../../src/journal/checksum.js';
import { LineFile, readLineFile } from '../../../src/journal/lineFile.js';
import { SharedWrites } from '../../../src/journal/sharedWrites.js';
import { listOf } from '../ledger/samples.js';

describe('A file of lines', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-'));
    path = join(folder, 'lines.jsonl');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has what was appended when that resolves, in its order, and after a crash on a line of its own', async () => {
    const lines = await LineFile.open(path);
    const all = Array.from({ length: 500 }, (_, n) => ({ n }));
    await Promise.all(
      all.map(async (value, n) => {
        await lines.append(value);
        assert.ok(readFileSync(path, 'utf8').includes(`${summed(all[n])}\n`));
      }),
    );
    await lines.close();
    assert.equal(readFileSync(path, 'utf8'), all.map((value) => `${summed(value)}\n`).join(''));
    appendFileSync(path, '{"n":50');
    const again = await LineFile.open(path);
    await Promise.all([again.append({ n: 500 }), again.append({ n: 501 })]);
    await again.close();
    let damaged = 0;
    assert.deepEqual(await listOf(readLineFile(path, () => damaged++)), [...all, { n: 500 }, { n: 501 }]);
    assert.equal(damaged, 1);
  });

  it('tells a line that is not as it was written, and reads those of earlier versions', async () => {
    const sum = summed({ n: 1 });
    appendFileSync(path, `${sum}\n${sum.replace('"n":1', '"n":7')}\n{"n":2}\nnone\n`);
    let damaged = 0;
    assert.deepEqual(await listOf(readLineFile(path, () => damaged++)), [{ n: 1 }, { n: 2 }]);
    assert.equal(damaged, 2);
  });

  it('goes on on a line of its own after a write that failed half done', async () => {
    const lines = await LineFile.open(path);
    await lines.append({ n: 1 });
    const handle = await open(path);
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const { appendFile } = prototype;
    prototype.appendFile = async function (this: FileHandle, text) {
      await appendFile.call(this, String(text).slice(0, 4));
      throw new Error('The disk is full.');
    };
    try {
      await assert.rejects(lines.append({ n: 2 }), /disk is full/);
    } finally {
      prototype.appendFile = appendFile;
    }
    await lines.append({ n: 3 });
    await lines.close();
    assert.deepEqual(await listOf(readLineFile(path)), [{ n: 1 }, { n: 3 }]);
  });
});

describe('Shared writes', () => {
  it('write what waits together, one write after the other, and fail alone', async () => {
    const written: string[] = [];
    const ends: (() => void)[] = [];
    const writes = new SharedWrites<string>((items) => {
      const text = items.join('');
      written.push(text);
      return new Promise((resolve, reject) =>
        ends.push(() => (text.includes('x') ? reject(new Error(text)) : resolve())),
      );
    });
    const first = Promise.all([writes.append('a'), writes.append('b')]);
    await Promise.resolve();
    const second = Promise.allSettled([writes.append('x'), writes.append('c')]);
    assert.deepEqual(written, ['ab']);
    ends[0]?.();
    await first;
    await Promise.resolve();
    const third = writes.append('d');
    assert.deepEqual(written, ['ab', 'xc']);
    ends[1]?.();
    assert.deepEqual(
      (await second).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await Promise.resolve();
    assert.deepEqual(written, ['ab', 'xc', 'd']);
    const settled = writes.settled();
    ends[2]?.();
    await Promise.all([third, settled]);
  });
});
