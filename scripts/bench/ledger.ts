import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { howGood } from '../../src/ledger/howGood.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { filterEntries, ratersIn } from '../../src/ledger/view.js';
import { decision, outcome, proceeding, response } from '../../test/unit/ledger/samples.js';

const decisions = 12_000;

/** How long a new window waits for a ledger that other windows have filled. */
export async function openLedger(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
  const records = await fill(folder);
  const times: number[][] = [];
  for (let round = 0; round < 5; round++) {
    times.push([...(await inThread('ledger', folder)), ...(await inThread('lines', folder))]);
  }
  rmSync(folder, { recursive: true, force: true });
  const [load, list, sums, parsing] = [0, 1, 2, 3].map((part) =>
    times
      .map((one) => one[part] as number)
      .sort((a, b) => a - b)[2]
      ?.toFixed(0),
  );
  console.log(
    `\nA ledger of ${records.toLocaleString('en')} records in a new thread: opened in ${load} ms (goal: ≤ 250 ms; JSON.parse alone takes ${parsing} ms for its lines), filters and history after ${list} ms more, How Good Is It Here? after ${sums} ms more; median of 5`,
  );
}

/** Runs a part in a thread of its own, which has run nothing of it before. */
async function inThread(part: string, folder: string): Promise<number[]> {
  const window = new Worker(__filename, { workerData: { part, folder } });
  const [times] = (await once(window, 'message')) as [number[]];
  await window.terminate();
  return times;
}

/** What reading and parsing the lines takes at least. */
export async function parseLedger(folder: string): Promise<void> {
  const start = performance.now();
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const records = texts.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  );
  parentPort?.postMessage([performance.now() - start, records.length]);
}

export async function readLedger(folder: string): Promise<void> {
  const start = performance.now();
  const { entries } = await new Ledger(folder).load();
  const loaded = performance.now();
  ratersIn(entries);
  filterEntries(entries, { door: 'input' });
  const listed = performance.now();
  howGood(entries);
  parentPort?.postMessage([loaded - start, listed - loaded, performance.now() - listed]);
}

/** Two of three decisions have an answer or an outcome. @returns how many records there are */
async function fill(folder: string): Promise<number> {
  const ledger = new Ledger(folder);
  let records = 0;
  for (let i = 0; i < decisions; i += 1_000) {
    const batch = Array.from({ length: 1_000 }, (_, j) => {
      const at = new Date(Date.UTC(2026, 0, 1) + (i + j) * 60_000).toISOString();
      const one = decision({ at, source: `ticket-${i + j}.md`, ...(j % 2 === 0 && proceeding) });
      if (j % 3 === 0) return [one, response(one, 'overrode', 'It is clear.', at)];
      return j % 3 === 1 ? [one, outcome(one, 'merged', at)] : [one];
    }).flat();
    records += batch.length;
    await ledger.append(batch);
  }
  await ledger.close();
  return records;
}
