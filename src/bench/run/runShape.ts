import { isRecord } from '../data/row.js';
import type { Answer } from './answer.js';
import { carriedOver, type EarlierAnswer } from './earlierAnswer.js';
import type { RunSettings } from './runFolder.js';

// By hand and not by zod, because the editor reads runs before it may load a library.

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isDoor: Check = (value) => value === 'input' || value === 'output';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const byDoor = (check: Check) => record({ input: check, output: check });

function record(fields: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) &&
    Object.entries(fields).every(([key, check]) => Object.hasOwn(value, key) && check(value[key]));
}

const settingsFields: Readonly<Record<keyof RunSettings, Check>> = {
  runVersion: isNumber,
  name: isText,
  createdAt: isText,
  bouncer: isText,
  node: isText,
  data: record({
    name: isText,
    files: list(record({ path: isText, door: orNull(isDoor), sha256: isText })),
    revision: orNull(isText),
  }),
  doors: list(isDoor),
  selection: record({ kind: isText }),
  shard: orNull(record({ index: isNumber, count: isNumber })),
  tasks: isNumber,
  rater: record({ name: isText, version: isText }),
  choice: record({ kind: isText, chat: isRecord, panel: isRecord }),
  models: list(isText),
  baseUrl: orNull(isText),
  azureApiVersion: orNull(isText),
  timeoutSeconds: isNumber,
  promptHash: orNull(isText),
  thresholds: byDoor(isNumber),
  minimumCoverage: isNumber,
  baseRates: byDoor(orNull(isNumber)),
  concurrency: isNumber,
  budget: orNull(isNumber),
  batch: isBoolean,
  repositories: orNull(isText),
};

/** The first field of a run's settings that is missing or is something else; undefined where all are well. */
export function wrongSetting(settings: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(settingsFields).find(
    ([key, check]) => !(Object.hasOwn(settings, key) && check(settings[key])),
  )?.[0];
}

const taskFields = {
  door: isDoor,
  task: isText,
  instanceId: isText,
  repository: isText,
  agent: isText,
  gold: orNull(record({ bounce: isBoolean })),
  ticketLength: isNumber,
  patchLength: isNumber,
  milliseconds: isNumber,
} satisfies Partial<Record<keyof Answer, Check>>;

const isUnrated = orNull(record({ cause: isText, message: isText, nextStep: isText }));

const isAnswer = record({
  ...taskFields,
  verdict: record({
    ...{ decision: isText, because: isText, explanation: isText, unrated: isUnrated },
    ...{ label: orNull(isText), bounceProbability: orNull(isNumber) },
  }),
});

const isEarlierAnswer = record({
  ...taskFields,
  decision: record({ outcome: isText, because: isText }),
  rating: orNull(record({ label: isText, bounceProbability: isNumber, explanation: isText })),
  failure: isUnrated,
});

/** The answer on a line of a run's answers, as far as reading it needs; undefined for another line. */
export function answerIn(line: unknown, settings: RunSettings): Answer | undefined {
  if (isAnswer(line)) return line as Answer;
  return isEarlierAnswer(line) ? carriedOver(line as EarlierAnswer, settings) : undefined;
}
