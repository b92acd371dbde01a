import * as z from 'zod/mini';
import { type Door, labels } from '../core/rating.js';
import type { LabelledCase } from './doorCalibration.js';
import type { RaterOutput } from './raterOutput.js';

/** The labelled cases of a file. */
export interface LabelledCases {
  readonly cases: readonly LabelledCase[];
  /** Cases with a rater's output but without gold; they count for nothing. */
  readonly withoutGold: number;
  /** Rows that were left out. */
  readonly problems: readonly RowFault[];
}

/** What is wrong with a row. */
export interface RowFault {
  /** Its number, from 1. */
  readonly row: number;
  /** Reads on after "Row 17". */
  readonly what: string;
}

const grade = (most: number) => z.nullish(z.number().check(z.minimum(0), z.maximum(most)));
const share = grade(1);
const text = z.nullish(z.string());

/** A row's columns as {@link readLabelledCases} takes them; others are passed over. */
function rowSchema(door: Door) {
  const label = z.nullish(z.enum(labels[door]));
  return z.object({
    instance_id: z.string().check(z.minLength(1)),
    input_quality: grade(3),
    input_bounce: z.nullish(z.boolean()),
    output_quality: share,
    output_bounce: z.nullish(z.boolean()),
    labels: z.nullish(z.record(z.string(), label)),
    probabilities: z.nullish(z.record(z.string(), share)),
    label,
    bounceProbability: share,
    probabilitySource: text,
    rater: z.nullish(z.union([z.string(), z.object({ name: z.string() })])),
    model: text,
    agent: text,
  });
}

type Row = z.output<ReturnType<typeof rowSchema>>;

interface OpenCase {
  readonly instance: string;
  readonly outputs: Map<string, RaterOutput>;
  gold: Gold | undefined;
}

type Gold = Pick<LabelledCase, 'bounce' | 'quality'>;

/** The name of the one rater of rows that don't name theirs. */
const unnamed = 'rater';

/**
 * Reads JSON lines with gold (`input_quality`, `input_bounce`; `output_quality`, `output_bounce`) and raters' outputs:
 * many a row (`labels` and `probabilities` by rater), which makes the row a case of its own, or one a row (`label`,
 * `bounceProbability`, and `rater`, `model` or `agent`), where the rows of an instance make one case. A rater that
 * comes again for an instance opens another case if its row has gold of its own. A case without gold takes that of
 * its instance, which may stand in a row of its own. Blank lines are passed over; rows that can't be read, or contradict
 * earlier ones, are left out and told.
 */
export function readLabelledCases(lines: Iterable<string>, door: Door): LabelledCases {
  const schema = rowSchema(door);
  const whole: OpenCase[] = [];
  const gathered = new Map<string, OpenCase>();
  const problems: RowFault[] = [];
  let number = 0;
  for (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const row = readRow(schema, line);
    if (typeof row === 'string') {
      problems.push({ row: number, what: row });
      continue;
    }
    const gold = goldOf(row, door);
    const instance = row.instance_id;
    if (row.labels || row.probabilities) whole.push({ instance, outputs: manyOutputs(row), gold });
    else {
      const fault = gather({ instance, outputs: oneOutput(row), gold }, whole, gathered);
      if (fault !== undefined) problems.push({ row: number, what: fault });
    }
  }
  const rated = [...whole, ...gathered.values()].filter(({ outputs }) => outputs.size > 0);
  const cases = rated.flatMap(({ instance, outputs, gold = gathered.get(instance)?.gold }) =>
    gold ? [{ instance, outputs, ...gold }] : [],
  );
  return { cases, withoutGold: rated.length - cases.length, problems };
}

/** Joins a row with the other rows of its instance, or says why it can't. */
function gather(fresh: OpenCase, whole: OpenCase[], gathered: Map<string, OpenCase>): string | undefined {
  const { instance, outputs, gold } = fresh;
  const known = gathered.get(instance);
  if (!known) {
    gathered.set(instance, fresh);
    return undefined;
  }
  for (const [rater, output] of outputs) {
    if (!known.outputs.has(rater)) continue;
    if (!gold) return `is the second one of "${rater}" for "${instance}" and has no gold of its own`;
    whole.push({ instance, outputs: new Map([[rater, output]]), gold });
    return undefined;
  }
  if (gold && known.gold && gold.bounce !== known.gold.bounce) {
    return `contradicts an earlier row on whether "${instance}" deserves a bounce`;
  }
  known.gold ??= gold;
  for (const [rater, output] of outputs) known.outputs.set(rater, output);
  return undefined;
}

/** The row, or what is wrong with it. */
function readRow(schema: ReturnType<typeof rowSchema>, line: string): Row | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `is not JSON (${(error as Error).message})`;
  }
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  if (path.length === 0) return 'is not a JSON object';
  if (path[0] === 'instance_id') return 'has no text in the column instance_id';
  return `has in ${path.join('.')} what can't stand there (${wanted(result.error.issues[0])})`;
}

function wanted(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value') return `there are ${issue.values.join(', ')}`;
  if (issue?.code === 'too_big') return `${issue.maximum} is the highest`;
  if (issue?.code === 'too_small') return `${issue.minimum} is the lowest`;
  return issue?.code === 'invalid_type' ? `${issue.expected} is wanted` : 'it has another form';
}

function goldOf(row: Row, door: Door): Gold | undefined {
  const quality = (door === 'input' ? row.input_quality : row.output_quality) ?? null;
  const stated = (door === 'input' ? row.input_bounce : row.output_bounce) ?? null;
  if (stated !== null) return { bounce: stated, quality };
  if (quality === null) return undefined;
  return { bounce: door === 'input' ? quality >= 2 : quality < 1, quality };
}

function manyOutputs({ labels: given, probabilities }: Row): Map<string, RaterOutput> {
  const outputs = new Map<string, RaterOutput>();
  for (const [rater, label] of Object.entries(given ?? {})) if (label) outputs.set(rater, { label });
  for (const [rater, bounceProbability] of Object.entries(probabilities ?? {})) {
    if (typeof bounceProbability === 'number')
      outputs.set(rater, { ...outputs.get(rater), bounceProbability });
  }
  return outputs;
}

/** At most one. A verdict of Bouncer's own says where its probability is nothing but the label. */
function oneOutput(row: Row): Map<string, RaterOutput> {
  const { label, bounceProbability, probabilitySource, rater, model, agent } = row;
  const stated = probabilitySource === 'label' ? null : (bounceProbability ?? null);
  if (!label && stated === null) return new Map();
  const name = (typeof rater === 'object' ? rater?.name : rater) ?? model ?? agent ?? unnamed;
  // What a row lacks, another row of the rater may have.
  const output = { ...(label && { label }), ...(stated !== null && { bounceProbability: stated }) };
  return new Map([[name, output]]);
}
