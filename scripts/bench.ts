import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workerData } from 'node:worker_threads';
import { parsePatch as parseByJsdiff } from 'diff';
import { patchEvidence } from '../src/checks/evidence.js';
import { parsePatch } from '../src/core/parsePatch.js';
import { parseTicket } from '../src/core/parseTicket.js';
import { rate } from '../src/engine/rate.js';
import { localRater } from '../src/raters/local/localRater.js';
import { quantile } from '../src/stats/bootstrap.js';
import { type DataRow, readRows } from '../training/labelledRows.js';
import { activateInEditor } from './bench/activation.js';
import { askModel, lookAround } from './bench/chat.js';
import { measureMany } from './bench/figures.js';
import { openLedger, parseLedger, readLedger } from './bench/ledger.js';
import { answerSlowly, runBenchmark } from './bench/runs.js';
import { startTerminal } from './bench/start.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });
const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };

const parts = { server: answerSlowly, ledger: readLedger, lines: parseLedger };
const thread = workerData as { readonly part: keyof typeof parts; readonly folder: string } | null;
void (thread ? parts[thread.part](thread.folder) : main());

async function main(): Promise<void> {
  startTerminal();
  await rateBigPatch();
  await askModel();
  await lookAround();
  measureMany();
  await openLedger();
  await activateInEditor();
  if (!existsSync(join(values.data, 'output.train.jsonl'))) {
    console.log(`\nRating: skipped, because there are no labeled data at ${values.data} (--data DIR).`);
  } else {
    const tickets = readRows<Row>(values.data, 'input.train.jsonl');
    await runBenchmark(join(values.data, 'input.train.jsonl'), tickets);
    const patches = readRows<Row>(values.data, 'output.train.jsonl');
    compareParsing(patches);
    await timed('ticket', tickets, 5, (row) =>
      rate({ door: 'input', text: row.problem_statement, source: row.instance_id }, options),
    );
    await timed('patch', patches, 20, (row) =>
      rate(
        {
          door: 'output',
          text: row.patch,
          source: row.instance_id,
          ticket: { text: row.problem_statement, source: row.instance_id },
        },
        options,
      ),
    );
  }
}

/** A patch of a thousand files and twenty thousand lines, made here. */
async function rateBigPatch(): Promise<void> {
  const file = (i: number) =>
    `diff --git a/f${i}.py b/f${i}.py\n--- a/f${i}.py\n+++ b/f${i}.py\n@@ -1 +1,21 @@\n a\n${'+value = compute(1)\n'.repeat(20)}`;
  const text = Array.from({ length: 1_000 }, (_, i) => file(i)).join('');
  const start = performance.now();
  await rate({ door: 'output', text, source: 'big' }, options);
  console.log(
    `\nRating a patch of 1,000 files and 20,000 changed lines, cold: ${(performance.now() - start).toFixed(0)} ms`,
  );
}

type Row = DataRow & { readonly patch: string };

/** Times the whole road, from text to decision, once for each row. */
async function timed(
  noun: string,
  inputs: readonly Row[],
  goal: number,
  judge: (row: Row) => Promise<{ readonly unrated: unknown }>,
): Promise<void> {
  const times: number[] = [];
  let failed = 0;
  for (const row of inputs) {
    const start = performance.now();
    if ((await judge(row)).unrated) failed++;
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [median, high] = [quantile(times, 0.5), quantile(times, 0.99)].map((time) => time.toFixed(2));
  console.log(
    `\nRating a ${noun}: median ${median} ms, 99th percentile ${high} ms (goal: median ≤ ${goal} ms); ${inputs.length} rated, ${failed} without a rating`,
  );
}

/** Parsing, and parsing with evidence, as multiples of jsdiff's `parsePatch` in the same run. */
function compareParsing(all: readonly Row[]): void {
  const inputs = all.filter(({ patch }) => isReadByJsdiff(patch));
  const tickets = inputs.map((row) => parseTicket(row.problem_statement, row.instance_id));
  const runs: readonly (readonly [name: string, run: (row: Row, i: number) => unknown])[] = [
    ['jsdiff parsePatch', (row) => parseByJsdiff(row.patch)],
    ['parsing', (row) => parsePatch(row.patch, '')],
    ['parsing and evidence', (row) => patchEvidence(parsePatch(row.patch, ''), undefined)],
    ['parsing and evidence with a ticket', (row, i) => patchEvidence(parsePatch(row.patch, ''), tickets[i])],
  ];
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  const rounds = 15;
  for (let round = 0; round < rounds; round++) {
    for (const [which, [, run]] of runs.entries()) {
      const start = performance.now();
      for (const [i, row] of inputs.entries()) run(row, i);
      best[which] = Math.min(best[which] as number, performance.now() - start);
    }
  }
  const base = best[0] as number;
  console.log(
    `\n${inputs.length} patches (jsdiff refuses ${all.length - inputs.length} more), best of ${rounds} rounds (goal: parsing and evidence ≤ 4 × jsdiff)`,
  );
  for (const [which, [name]] of runs.entries()) {
    const time = best[which] as number;
    console.log(
      `  ${name}: ${((1000 * time) / inputs.length).toFixed(1)} µs a patch, ${(time / base).toFixed(2)} ×`,
    );
  }
}

function isReadByJsdiff(patch: string): boolean {
  try {
    parseByJsdiff(patch);
    return true;
  } catch {
    return false;
  }
}
