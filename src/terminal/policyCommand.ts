import type { PolicyWish } from '../calibration/policies.js';
import { door, json, pairOf, type Values } from './options.js';
import { type PolicyArguments, policy } from './policy.js';
import type { ProgramCommand } from './program.js';
import { UsageError } from './usageError.js';

const share = { type: 'number', minimum: 0, maximum: 1, value: 'p' } as const;
const wishes = {
  threshold: { ...share, help: 'Bounce at this probability or more: shows what that would do.' },
  cost: { type: 'string', value: 'c,d', help: 'A wrong acceptance costs c, a needless bounce d.' },
  risk: {
    type: 'string',
    value: 'a,delta',
    help: 'At most the share a of what is accepted deserves a bounce, with a confidence of 1 - delta.',
  },
  coverage: { ...share, help: 'Accept this share.' },
} as const;
const options = {
  door,
  fit: {
    type: 'array',
    value: 'file',
    help: 'Labeled cases, as bouncer calibrate takes them; may be given several times.',
    isNeeded: true,
  },
  ...wishes,
  rater: {
    type: 'string',
    value: 'name',
    help: 'Whose answers to use, if the files have those of several raters.',
  },
  calibration: {
    type: 'string',
    value: 'file',
    help: 'A calibration from bouncer calibrate --out, or off for the probabilities in the data (default: the one that bouncer calibrate makes of --fit).',
  },
  line: { type: 'boolean', help: 'Print risk and coverage at every threshold.' },
  otherFit: {
    type: 'array',
    value: 'file',
    help: 'Labeled cases of the other door, to see what both doors do together.',
  },
  otherThreshold: { ...share, help: 'Its threshold.' },
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

/** @throws UsageError */
function argumentsOf({ otherFit, otherThreshold, ...values }: Values<typeof options>): PolicyArguments {
  if (otherFit.length > 0 !== (otherThreshold !== undefined))
    throw new UsageError('--other-fit and --other-threshold go together.');
  return {
    ...values,
    wish: wishOf(values),
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
