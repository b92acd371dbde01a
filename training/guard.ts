import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readRows } from './labelledRows.js';
import { type Bag, bagOf, bagScore, orderSettings, trainOrders, vocabularyOf } from './orderTraining.js';

/**
 * Trains the guard on the corpora of attacks and innocent texts and on everyday tickets and patches, after it has
 * measured on each of three corpora what training on the others gives. Everyday texts are split by instance: on one
 * half the models of the measurement train, on the other they are measured; the last model trains on both.
 */
const { values: options } = parseArgs({
  options: { data: { type: 'string', default: '../shared/data' }, part: { type: 'string', default: '15' } },
});

interface Row {
  readonly id: string;
  readonly language: string;
  readonly text: string;
  readonly ticket?: string;
}

const corpora = (
  [
    ['attacks', 'innocent'],
    ['later', 'laterInnocent'],
    ['training', 'trainingInnocent'],
    ['own', 'ownInnocent'],
  ] as const
).map(([name, innocent]) => ({
  name,
  attacks: readRows<Row>('test/fixtures/attacks', `${name}.jsonl`),
  innocent: readRows<Row>('test/fixtures/attacks', `${innocent}.jsonl`),
}));

/** Patches are many: one in so many is enough. */
const part = Number(options.part);
const longest = 40_000;
const everyday = [
  ...['input', 'input_multilingual'].flatMap((name) =>
    readRows(options.data, `${name}.train.jsonl`).map(({ instance_id: id, problem_statement: text }) => ({
      id,
      text,
    })),
  ),
  ...['output', 'output_modern', 'output_multilingual', 'gold_patches'].flatMap((name) =>
    readRows(options.data, `${name}.train.jsonl`)
      .filter((_, i) => i % part === 0)
      .map(({ instance_id: id, patch: text = '' }) => ({ id, text })),
  ),
].filter(({ text }) => text.length < longest);

const texts = corpora
  .flatMap(({ attacks, innocent }) => [...attacks, ...innocent])
  .map(({ text, ticket = '' }) => `${text}\n\n${ticket}`);
const vocabulary = vocabularyOf(texts);
const bag = ({ text, ticket = '' }: Row, steers: boolean) => bagOf([text, ticket], steers, vocabulary);
const read = corpora.map(({ name, attacks, innocent }) => ({
  name,
  attacks: attacks.map((row) => ({ row, bag: bag(row, true) })),
  innocent: innocent.map((row) => ({ row, bag: bag(row, false) })),
}));
const calm = everyday.map(({ id, text }) => ({
  half: (createHash('sha256').update(id).digest()[0] as number) % 2,
  bag: bagOf([text], false, vocabulary),
}));
const windows = (bags: readonly { bag: Bag }[]) => bags.flatMap(({ bag: { windows } }) => windows);
const train = (those: typeof read, on: typeof calm) =>
  trainOrders(
    those.flatMap(({ attacks, innocent }) => [...attacks, ...innocent].map(({ bag }) => bag)),
    windows(on),
    vocabulary.size,
  );

const heldOut = read.slice(0, 3).map(({ name, attacks, innocent }) => {
  const model = train(
    read.filter((other) => other.name !== name),
    calm.filter(({ half }) => half === 0),
  );
  const scores = (those: readonly { bag: Bag }[]) => those.map(({ bag }) => bagScore(model, bag));
  return {
    name,
    english: scores(attacks.filter(({ row }) => row.language === 'en')),
    others: scores(attacks.filter(({ row }) => row.language !== 'en')),
    innocent: scores(innocent),
    everyday: scores(calm.filter(({ half }) => half === 1)),
  };
});

/** Of the texts that steer nobody so many may be flagged. */
const mostInnocent = 1 / 45;
const mostEveryday = 0.003;
const above = (scores: readonly number[], share: number) =>
  [...scores].sort((one, other) => other - one)[Math.floor(share * scores.length)] as number;
const threshold = Math.max(
  above(
    heldOut.flatMap(({ innocent }) => innocent),
    mostInnocent,
  ),
  above(
    heldOut.flatMap(({ everyday }) => everyday),
    mostEveryday,
  ),
);
const flagged = (scores: readonly number[], at = threshold) =>
  `${scores.filter((score) => score > at).length}/${scores.length}`;
for (const at of [threshold - 1, threshold - 0.5, threshold, threshold + 0.5])
  for (const { name, english, others, innocent, everyday } of heldOut)
    console.log(
      `threshold ${at.toFixed(2)}, ${name} held out: English ${flagged(english, at)}, others ${flagged(others, at)}, innocent ${flagged(innocent, at)}, everyday ${flagged(everyday, at)}`,
    );

const model = train(read, calm);
const { intercept, weights } = model;
const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
const rounded = Int8Array.from(weights, (weight) => Math.round(weight / scale));
const saved = {
  intercept,
  threshold,
  scale,
  vocabulary: [...vocabulary.keys()],
  weights: Buffer.from(rounded.buffer).toString('base64'),
  heldOut: heldOut.map(({ name, english, others, innocent, everyday }) => ({
    name,
    english: flagged(english),
    others: flagged(others),
    innocent: flagged(innocent),
    everyday: flagged(everyday),
  })),
};
const version = createHash('sha256').update(JSON.stringify(saved)).digest('hex').slice(0, 8);
const path = 'src/checks/promptInjection/orders.model.json';
writeFileSync(path, `${JSON.stringify({ version, ...saved })}\n`);
console.log(
  `${path}: ${texts.length} texts, ${everyday.length} everyday ones, ${vocabulary.size} words and pairs, version ${version}`,
);
const inSample = (those: (typeof read)[number]['attacks']) =>
  flagged(those.map(({ bag }) => bagScore(model, bag)));
for (const { name, attacks, innocent } of read)
  console.log(`in sample, ${name}: ${inSample(attacks)}, innocent ${inSample(innocent)}`);
console.log(JSON.stringify(orderSettings));
