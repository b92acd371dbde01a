import type { LabelledCase } from '../calibration/doorCalibration.js';
import { type JointView, jointSentence, jointView } from '../calibration/jointView.js';
import { type ChosenPolicy, choosePolicy, type PolicyWish } from '../calibration/policies.js';
import { ratedCases } from '../calibration/ratedCases.js';
import { oneLine } from '../core/oneLine.js';
import { percent, plurals } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { type RatedCase, type RiskCoveragePoint, riskCoverageLine } from '../stats/riskCoverage.js';
import { list, readCases } from './calibrate.js';
import { calibrationIn } from './calibrationArgument.js';
import { door, files, flag, json, needed, pairOf, share, text, type Values } from './options.js';
import type { ProgramCommand } from './program.js';
import { print } from './say.js';
import { UsageError } from './usageError.js';

const wishes = {
  threshold: share('Bounce at this probability or more: shows what that would do.'),
  cost: text('c,d', 'A wrong acceptance costs c, a needless bounce d.'),
  risk: text(
    'a,delta',
    'At most the share a of what is accepted needs rework, with a confidence of 1 - delta.',
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
      'For experts: finds the threshold for what you want, on labeled tickets or patches (docs/calibration.md). Choose one of --cost, --risk, --coverage and --threshold; bouncer patch --next needs no threshold.',
    options,
    more: `Exit code
  0  done        1  no threshold does that        2  could not read, or wrong usage`,
    run: policy,
  });
}

/** @throws UsageError, CouldNotRate */
async function policy(asked: Values<typeof options>): Promise<number> {
  const report = await reportOn(asked);
  await print(asked.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return 'impossible' in report.policy ? 1 : 0;
}

/** What `--json` prints. */
async function reportOn(asked: Values<typeof options>) {
  const { door, fit, calibration, line, otherFit, otherThreshold } = asked;
  if (otherFit.length > 0 !== (otherThreshold !== undefined))
    throw new UsageError('--other-fit and --other-threshold go together.');
  const wish = wishOf(asked);
  const { rater, cases } = await readRated(door, fit, asked.rater, calibration);
  const policy = choosePolicy(door, cases, wish);
  let joint: JointView | null = null;
  if (otherThreshold !== undefined && 'threshold' in policy) {
    const otherDoor = door === 'input' ? 'output' : 'input';
    // A calibration of a file is for one door: the other door's cases get one of their own.
    const by = calibration === 'off' ? 'off' : undefined;
    const others = await readRated(otherDoor, otherFit, asked.rater, by);
    const own = { cases, threshold: policy.threshold };
    const other = { cases: others.cases, threshold: otherThreshold };
    joint = door === 'input' ? jointView(own, other) : jointView(other, own);
  }
  return {
    door,
    rater,
    rows: cases.length,
    instances: new Set(cases.map(({ instance }) => instance)).size,
    policy,
    line: line ? riskCoverageLine(cases) : null,
    joint,
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

async function readRated(
  door: Door,
  files: readonly string[],
  wanted: string | undefined,
  calibration: string | undefined,
): Promise<{ readonly rater: string; readonly cases: readonly RatedCase[] }> {
  const cases = await readCases(files, door);
  const rater = raterAmong(cases, wanted, files.join(', '));
  // The local rater's probabilities are calibrated already, and decide as they are.
  const asGiven = calibration === 'off' || (calibration === undefined && rater === 'local');
  const by = asGiven
    ? 'as-given'
    : calibration === undefined
      ? 'fitted'
      : (await calibrationIn(calibration, door, rater)).calibration;
  return { rater, cases: ratedCases(door, cases, rater, by) };
}

function raterAmong(cases: readonly LabelledCase[], wanted: string | undefined, source: string): string {
  const raters = [...new Set(cases.flatMap(({ outputs }) => [...outputs.keys()]))].sort();
  const rater = wanted ?? (raters.length === 1 ? raters[0] : undefined);
  if (rater === undefined) {
    throw new UsageError(`${source} has several raters: ${list(raters)}. Choose one with --rater NAME.`);
  }
  if (raters.includes(rater)) return rater;
  throw new UsageError(`${source} has no rater "${rater}"; it has ${list(raters)}.`);
}

function reportText({
  door,
  rater,
  rows,
  instances,
  policy,
  line,
  joint,
}: Awaited<ReturnType<typeof reportOn>>): string {
  const noun = plurals[door];
  const basis = `On ${rows.toLocaleString('en')} labeled ${noun} of ${instances.toLocaleString('en')} instances, rated by "${oneLine(rater)}".`;
  const parts =
    'impossible' in policy
      ? [policy.impossible, policy.nextStep, basis]
      : [...policyLines(door, policy), basis];
  if (joint) parts.push('', jointSentence(joint));
  if (line) parts.push('', 'threshold  coverage  risk', ...line.map(pointText));
  return `${parts.join('\n')}\n`;
}

function policyLines(door: Door, policy: ChosenPolicy): string[] {
  const { threshold, expectedRisk, expectedCoverage, guarantee, explanation } = policy;
  const noun = plurals[door];
  const risk =
    expectedRisk === null ? 'nothing is accepted' : `${percent(expectedRisk)} of the accepted need rework`;
  const promise = guarantee
    ? `at most ${percent(guarantee.alpha)} of those accepted among as many next ${noun}, with ${percent(1 - guarantee.delta)} confidence`
    : 'none';
  return [
    `Threshold  ${number(threshold)}`,
    `Risk       ${risk}`,
    `Coverage   ${percent(expectedCoverage)} of the ${noun} are accepted`,
    `Guarantee  ${promise}`,
    '',
    explanation,
  ];
}

function pointText({ threshold, coverage, risk }: RiskCoveragePoint): string {
  return `${threshold.toFixed(4).padStart(9)}  ${coverage.toFixed(3).padStart(8)}  ${risk === null ? '–' : risk.toFixed(3)}`;
}

/** Without the rounding errors of binary fractions. */
function number(value: number): string {
  return String(Number(value.toPrecision(10)));
}
