import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  executeRun,
  type RunEnd,
  type RunHooks,
  type RunServices,
} from '../../../../src/bench/run/execute.js';
import { newRun, type RunWish } from '../../../../src/bench/run/newRun.js';
import { RunFolder } from '../../../../src/bench/run/runFolder.js';
import type { ChatModel } from '../../../../src/models/chatModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { settings } from '../../raters/chat/chat.js';

/** A row of a data set that is made up here. */
export interface MadeUp {
  readonly instance_id: string;
  readonly repo: string;
  readonly problem_statement: string;
  readonly patch: string;
  readonly input_quality: number;
  readonly output_quality: number;
}

export function madeUp(i: number): MadeUp {
  return {
    instance_id: `made__up-${i}`,
    repo: `made/up${i % 3}`,
    problem_statement: `Number ${i} is lost\n\nExpected ${i} numbers, got ${i - 1}.\n`,
    patch: `--- a/f${i}.py\n+++ b/f${i}.py\n@@ -1 +1 @@\n-a = ${i}\n+a = ${i + 1}\n`,
    input_quality: i % 4,
    output_quality: i % 2 === 0 ? 1 : 0.5,
  };
}

/** A folder for a test, and a data set of so many rows in it. */
export function withData(count: number): { folder: string; path: string; clean: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-run-'));
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, Array.from({ length: count }, (_, i) => `${JSON.stringify(madeUp(i))}\n`).join(''));
  return { folder, path, clean: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A run of the local rater over a file. */
export function localWish(path: string, changed: Partial<RunWish> = {}): RunWish {
  return {
    data: { name: 'rows.jsonl', files: [{ path, door: null }], revision: null },
    doors: ['input'],
    selection: { kind: 'all' },
    shard: null,
    choice: { kind: 'local', chat: settings, panel: { combination: 'mean', margin: 0.2 } },
    models: [],
    baseUrl: null,
    azureApiVersion: null,
    timeoutSeconds: 20,
    thresholds: {},
    minimumCoverage: 0.5,
    baseRates: { input: null, output: null },
    concurrency: 1,
    budget: null,
    batch: false,
    repositories: null,
    ...changed,
  };
}

/** A run of a chat rater over a file, at the prices of the test settings. */
export function chatWish(
  path: string,
  models: readonly ChatModel[],
  changed: Partial<RunWish> = {},
): RunWish {
  const local = localWish(path);
  const choice = { ...local.choice, kind: 'chat' as const };
  return { ...local, choice, models: models.map(({ name }) => name), ...changed };
}

type Services = (spent: number) => RunServices;
const plain: Services = () => ({ models: [], spending: new Spending({}, undefined) });

/** Makes a run and does it. */
export async function doRun(
  out: string,
  wish: RunWish,
  hooks: RunHooks = {},
  services = plain,
): Promise<{ folder: RunFolder; end: RunEnd }> {
  const planned = await newRun(wish, services(0));
  const folder = await RunFolder.create(out, planned.settings);
  return { folder, end: await goOn(folder, hooks, services) };
}

export async function goOn(folder: RunFolder, hooks: RunHooks = {}, services = plain): Promise<RunEnd> {
  return executeRun(folder, services, hooks);
}

/** The lines of a run's answers, as they are on disk. */
export function answerLines(out: string): { task: string; door: string }[] {
  return readFileSync(join(out, 'answers.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
