import type { PolicyWish } from '../calibration/policies.js';
import type { Door } from '../core/rating.js';
import { oneDoor, readOptions, share, UsageError } from './options.js';

/** What the user asked of `bouncer policy`. */
export interface PolicyArguments {
  readonly door: Door;
  readonly fit: readonly string[];
  readonly rater?: string;
  /** A file of `bouncer calibrate --out`, or `off`. */
  readonly calibration?: string;
  readonly wish: PolicyWish;
  readonly line: boolean;
  readonly json: boolean;
  /** The other door's labelled cases and threshold. */
  readonly other?: { readonly fit: readonly string[]; readonly threshold: number };
}

export const policyHelp = `Finds the threshold for what you want, on labeled tickets or patches (docs/calibration.md).

Usage
  bouncer policy --door input|output --fit FILE POLICY [options]

FILE has the form that bouncer calibrate takes.

Policies (choose one)
  --threshold P         bounce at this probability or more: shows what that would do
  --cost C,D            a wrong acceptance costs C, a needless bounce D
  --risk A,DELTA        at most the share A of what is accepted deserves a bounce, with a confidence of 1 - DELTA
  --coverage S          accept the share S

Options
  --rater NAME          whose answers to use, if FILE has those of several raters
  --calibration FILE    use this calibration, from bouncer calibrate --out, or off for the probabilities in the data
                        (default: the one that bouncer calibrate makes of --fit)
  --line                print risk and coverage at every threshold
  --other-fit FILE      labeled cases of the other door, to see what both doors do together
  --other-threshold P   its threshold
  --json                print JSON
  -h, --help            this text

Exit code
  0  done        1  no threshold does that        2  could not read, or wrong usage
`;

/** Reads the command line. @throws UsageError */
export function readPolicyArguments(argv: readonly string[]): PolicyArguments | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const door = oneDoor(values.door);
  const { fit = [], rater, calibration, line = false, json = false } = values;
  if (fit.length === 0) throw new UsageError('Name a file of labeled cases: --fit FILE.');
  const otherFit = values['other-fit'] ?? [];
  const otherThreshold = values['other-threshold'];
  if (otherFit.length > 0 !== (otherThreshold !== undefined)) {
    throw new UsageError('--other-fit and --other-threshold go together.');
  }
  return {
    door,
    fit,
    ...(rater !== undefined && { rater }),
    ...(calibration !== undefined && { calibration }),
    wish: wishOf(values),
    line,
    json,
    ...(otherThreshold !== undefined && {
      other: { fit: otherFit, threshold: share('other-threshold', otherThreshold) },
    }),
  };
}

function parse(argv: readonly string[]) {
  return readOptions({
    args: [...argv],
    options: {
      door: { type: 'string' },
      fit: { type: 'string', multiple: true },
      threshold: { type: 'string' },
      cost: { type: 'string' },
      risk: { type: 'string' },
      coverage: { type: 'string' },
      rater: { type: 'string' },
      calibration: { type: 'string' },
      line: { type: 'boolean' },
      'other-fit': { type: 'string', multiple: true },
      'other-threshold': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function wishOf(values: ReturnType<typeof parse>): PolicyWish {
  const given = (['threshold', 'cost', 'risk', 'coverage'] as const).filter(
    (kind) => values[kind] !== undefined,
  );
  const [kind, another] = given;
  if (kind === undefined || another !== undefined) {
    throw new UsageError('Choose one policy: --threshold, --cost, --risk or --coverage.');
  }
  const text = values[kind] as string;
  if (kind === 'threshold') return { kind, threshold: share(kind, text) };
  if (kind === 'coverage') return { kind, share: share(kind, text) };
  const [first, second, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (first === undefined || second === undefined || rest.length > 0 || !(first >= 0 && second >= 0)) {
    throw new UsageError(
      `--${kind} takes two numbers such as ${kind === 'cost' ? '5,1' : '0.2,0.1'}, not "${text}".`,
    );
  }
  if (kind === 'cost') {
    if (!(first + second > 0 && Number.isFinite(first + second))) {
      throw new UsageError(`--cost takes two numbers of 0 or more, one of them above 0, not "${text}".`);
    }
    return { kind, wrongAccept: first, needlessBounce: second };
  }
  if (!(first > 0 && first < 1 && second > 0 && second < 1)) {
    throw new UsageError(`--risk takes two numbers between 0 and 1, both ends excluded, not "${text}".`);
  }
  return { kind, alpha: first, delta: second };
}
