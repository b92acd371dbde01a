import * as z from 'zod/mini';
import { CouldNotRate, doors } from '../core/rating.js';
import { versionOf } from './calibration.js';
import type { DoorCalibration } from './doorCalibration.js';

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.number().check(z.int(), z.minimum(0));
const short = z.string().check(z.maxLength(500));
const door = z.enum(doors);
const rising = (values: readonly number[]) =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));

const table = z.array(share).check(z.length(4), z.refine(rising, 'must not fall'));
const knots = z.array(z.tuple([z.number(), share])).check(
  z.minLength(1),
  z.maxLength(10_000),
  z.refine(
    (pairs) => rising(pairs.map(([score]) => score)) && rising(pairs.map(([, p]) => p)),
    'must not fall',
  ),
);

const fittedOn = z.strictObject({ rows: count, instances: count, bounceShare: share, source: short });

const calibration = z.strictObject({
  door,
  rater: z.strictObject({ name: short, version: short }),
  parameters: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('labels'), table }),
    z.strictObject({
      kind: z.literal('platt'),
      table,
      slope: z.number().check(z.minimum(0)),
      intercept: z.number(),
    }),
    z.strictObject({ kind: z.literal('isotonic'), table, knots }),
  ]),
  fittedOn,
  baseRate: share,
  version: short,
});

const stack = z.strictObject({
  door,
  members: z
    .array(
      z.strictObject({
        rater: short,
        reads: z.enum(['label', 'probability']),
        mean: z.number(),
        deviation: z.number().check(z.positive()),
        weight: z.number(),
        absent: z.number(),
      }),
    )
    .check(z.minLength(1), z.maxLength(100)),
  intercept: z.number(),
  penalty: z.number().check(z.positive()),
  fittedOn,
  baseRate: share,
  version: short,
});

const doorCalibration = z.strictObject({
  door,
  raters: z.array(z.strictObject({ calibration, threshold: share })).check(z.minLength(1), z.maxLength(100)),
  stack: z.nullable(z.strictObject({ stack, threshold: share })),
});

/** Reads what `bouncer calibrate --out` wrote. The file is untrusted. @throws CouldNotRate */
export function parseDoorCalibration(text: string): DoorCalibration {
  const given = read(doorCalibration, text, 'door calibration');
  const parts = [
    ...given.raters.map((rater) => rater.calibration),
    ...(given.stack ? [given.stack.stack] : []),
  ];
  if (parts.some((part) => part.door !== given.door)) {
    throw refused('door calibration', 'it mixes the input door with the output door');
  }
  return {
    ...given,
    raters: given.raters.map((rater) => ({ ...rater, calibration: versioned(rater.calibration) })),
    stack: given.stack && { ...given.stack, stack: versioned(given.stack.stack) },
  };
}

/** The version is made anew: whoever edits a file by hand gets another one. */
function versioned<Content extends { readonly version: string }>({ version, ...content }: Content) {
  return { ...content, version: versionOf(content) };
}

function read<Schema extends z.ZodMiniType>(schema: Schema, text: string, what: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(what, `it is not JSON (${(error as Error).message})`);
  }
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.length ? ` at "${issue.path.join('.')}"` : '';
  throw refused(what, `${issue?.message ?? 'it has another form'}${place}`);
}

function refused(what: string, why: string): CouldNotRate {
  return new CouldNotRate(
    'malformed',
    `This is not a ${what} of Bouncer's: ${why}.`,
    'Make it again with bouncer calibrate --out FILE.',
  );
}
