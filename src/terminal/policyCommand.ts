import type { PolicyWish } from '../calibration/policies.js';
import { door, files, flag, json, needed, pairOf, share, text, type Values } from './options.js';
import { policy } from './policy.js';
import type { ProgramCommand } from './program.js';
import { UsageError } from './usageError.js';

const wishes = {
  threshold: share('Bounce at this probability or more: shows what that would do.'),
  cost: text('c,d', 'A wrong acceptance costs c, a needless bounce d.'),
  risk: text(
    'a,delta',
    'At most the share a of what is accepted deserves a bounce, with a confidence of 1 - delta.',
  ),
  coverage: share('Accept this share.'),
} as const;
const options = {
  door,
  fit: needed(files('Labeled cases, as bouncer calibrate takes them')),
  ...wishes,
  rater: text('name', 'Whose answers to use, if the files have those of several raters.'),
  calibration: text(
    'file',
    'A calibration from bouncer calibrate --out, or off for the probabilities in the data (default: the one that bouncer calibrate makes of --fit).',
  ),
  line: flag('Print risk and coverage at every threshold.'),
  otherFit: files('Labeled cases of the other door, to see what both doors do together'),
  otherThreshold: share('Its threshold.'),
  json,
} as const;

/** `bouncer policy` */
export function policyCommand(command: ProgramCommand): void {
  command.does({
    description:
      'Finds the threshold for what you want, on labeled tickets or patches (docs/calibration.md). Choose one of --threshold, --cost, --risk and --coverage.',
    options,
    more: `Exit code
  0  done        1  no threshold does that        2  could not read, or wrong usage`,
    run: (values) => policy(argumentsOf(values)),
  });
}

/** What the user asked of `bouncer policy`. */
export type PolicyArguments = ReturnType<typeof argumentsOf>;

/** @throws UsageError */
function argumentsOf({ otherFit, otherThreshold, ...values }: Values<typeof options>) {
  if (otherFit.length > 0 !== (otherThreshold !== undefined))
    throw new UsageError('--other-fit and --other-threshold go together.');
  return {
    ...values,
    wish: wishOf(values),
    /** The other door's labeled cases and threshold. */
    other: otherThreshold === undefined ? undefined : { fit: otherFit, threshold: otherThreshold },
  };
}

function wishOf(values: Values<typeof wishes>): PolicyWish {
  const given = (Object.keys(wishes) as (keyof typeof wishes)[]).filter((kind) => values[kind] !== undefined);
  if (given.length !== 1)
    throw new UsageError('Choose one policy: --threshold, --cost, --risk or --coverage.');
  const { threshold, coverage, cost, risk = '' } = values;
  if (threshold !== undefined) return { kind: 'threshold', threshold };
  if (coverage !== undefined) return { kind: 'coverage', share: coverage };
  if (cost !== undefined) {
    const [wrongAccept, needlessBounce] = pairOf('cost', cost, '5,1');
    const sum = wrongAccept + needlessBounce;
    if (sum > 0 && Number.isFinite(sum)) return { kind: 'cost', wrongAccept, needlessBounce };
    throw new UsageError(`--cost takes two numbers of 0 or more, one of them above 0, not "${cost}".`);
  }
  const [alpha, delta] = pairOf('risk', risk, '0.2,0.1');
  if (alpha > 0 && alpha < 1 && delta > 0 && delta < 1) return { kind: 'risk', alpha, delta };
  throw new UsageError(`--risk takes two numbers between 0 and 1, both ends excluded, not "${risk}".`);
}
