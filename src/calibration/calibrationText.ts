import * as z from 'zod/mini';
import { CouldNotRate, doors } from '../core/rating.js';
import { versionOf } from './calibration.js';

/** 0..1. */
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

/** The rows, the share of them that deserves a bounce, and where they come from, in a few words for people. */
const fittedOn = z.strictObject({ rows: count, instances: count, bounceShare: share, source: short });

/** `baseRate`: the share of inputs that deserve a bounce which the probabilities presume. */
const learned = { fittedOn, baseRate: share, version: short };

// Properties stand in the order in which they are fitted: the version is a hash over them.
const calibration = z.strictObject({
  door,
  /** `version` is `*` where every version of the rater is meant. */
  rater: z.strictObject({ name: short, version: short }),
  /** How the output becomes a probability. Each has a table, for answers that hold nothing but a label. */
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
  ...learned,
});

const member = z.strictObject({
  rater: short,
  /** Its label's place among the four, 0..3, or the log odds of its probability. */
  reads: z.enum(['label', 'probability']),
  /** Of what is read, over the rows that have it; a missing rater counts as the mean. */
  mean: z.number(),
  deviation: z.number().check(z.positive()),
  /** Log odds that a deviation above the mean adds, and that the rater's absence adds. */
  weight: z.number(),
  absent: z.number(),
  /** Of the rater; absent where every version is meant. */
  version: z.optional(short),
});

const stack = z.strictObject({
  door,
  members: z.array(member).check(z.minLength(1), z.maxLength(100)),
  intercept: z.number(),
  /** The L2 penalty that held-out instances chose. */
  penalty: z.number().check(z.positive()),
  ...learned,
});

/** Each `threshold`, to bounce from it on, served best on what was fitted on. */
const fittedStack = z.strictObject({ stack, threshold: share });
const fittedCalibration = z.strictObject({
  calibration,
  threshold: share,
  /** What the rater's answer means beside the local rater's; absent where the rows have none of that. */
  besideLocal: z.optional(fittedStack),
});

const doorCalibration = z.strictObject({
  door,
  raters: z.array(fittedCalibration).check(z.minLength(1), z.maxLength(100)),
  /** Of all raters but the local one; null where that is one only. */
  stack: z.nullable(fittedStack),
});

type Plain<Schema extends z.ZodMiniType> = Immutable<z.output<Schema>>;
type Immutable<T> = { readonly [Key in keyof T]: Immutable<T[Key]> };

export type FittedOn = Plain<typeof fittedOn>;
/** What a rater's answers at one door turned out to mean. Its version changes whenever anything else of it does. */
export type Calibration = Plain<typeof calibration>;
/** Several raters' outputs made one bounce probability by logistic regression. */
export type Stack = Plain<typeof stack>;
export type FittedCalibration = Plain<typeof fittedCalibration>;
export type FittedStack = Plain<typeof fittedStack>;
/** All that was learned of the raters at one door. */
export type DoorCalibration = Plain<typeof doorCalibration>;

/** Reads what `bouncer calibrate --out` wrote. The file is untrusted. @throws CouldNotRate */
export function parseDoorCalibration(text: string): DoorCalibration {
  const given = read(text);
  const stacks = [...given.raters.map(({ besideLocal }) => besideLocal), given.stack];
  const parts = [
    ...given.raters.map((rater) => rater.calibration),
    ...stacks.flatMap((fitted) => fitted?.stack ?? []),
  ];
  if (parts.some((part) => part.door !== given.door))
    throw refused('it mixes the input door with the output door');
  return {
    ...given,
    raters: given.raters.map(({ calibration, besideLocal, ...rest }) => ({
      ...rest,
      calibration: versioned(calibration),
      ...(besideLocal && { besideLocal: versionedStack(besideLocal) }),
    })),
    stack: given.stack && versionedStack(given.stack),
  };
}

function versionedStack(fitted: FittedStack): FittedStack {
  return { ...fitted, stack: versioned(fitted.stack) };
}

/** The version is made anew: whoever edits a file by hand gets another one. */
function versioned<Content extends { readonly version: string }>({ version, ...content }: Content) {
  return { ...content, version: versionOf(content) };
}

function read(text: string): DoorCalibration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is not JSON (${(error as Error).message})`);
  }
  const result = z.safeParse(doorCalibration, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.length ? ` at "${issue.path.join('.')}"` : '';
  throw refused(`${issue?.message ?? 'it has another form'}${place}`);
}

function refused(why: string): CouldNotRate {
  return new CouldNotRate(
    'malformed',
    `This is not a door calibration of Bouncer's: ${why}.`,
    'Make it again with bouncer calibrate --out FILE.',
  );
}
