import type { LabelledCase } from '../calibration/doorCalibration.js';
import { type JointView, jointSentence, jointView } from '../calibration/jointView.js';
import { type ChosenPolicy, choosePolicy, type ImpossiblePolicy } from '../calibration/policies.js';
import { ratedCases } from '../calibration/ratedCases.js';
import { oneLine } from '../core/oneLine.js';
import { percent, plurals } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { type RatedCase, type RiskCoveragePoint, riskCoverageLine } from '../stats/riskCoverage.js';
import { list, readCases } from './calibrate.js';
import { calibrationIn } from './calibrationArgument.js';
import type { PolicyArguments } from './policyCommand.js';
import { print } from './say.js';
import { UsageError } from './usageError.js';

/** Does what `bouncer policy` asks for; gives the exit code. @throws UsageError, CouldNotRate */
export async function policy(asked: PolicyArguments): Promise<number> {
  const report = await reportOn(asked);
  await print(asked.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return 'impossible' in report.policy ? 1 : 0;
}

/** What `--json` prints. */
interface PolicyReport {
  readonly door: Door;
  readonly rater: string;
  readonly rows: number;
  readonly instances: number;
  readonly policy: ChosenPolicy | ImpossiblePolicy;
  readonly line: readonly RiskCoveragePoint[] | null;
  readonly joint: JointView | null;
}

async function reportOn(asked: PolicyArguments): Promise<PolicyReport> {
  const { door, fit, rater: wanted, calibration, wish, line, other } = asked;
  const { rater, cases } = await readRated(door, fit, wanted, calibration);
  const policy = choosePolicy(door, cases, wish);
  return {
    door,
    rater,
    rows: cases.length,
    instances: new Set(cases.map(({ instance }) => instance)).size,
    policy,
    line: line ? riskCoverageLine(cases) : null,
    joint: other && 'threshold' in policy ? await bothDoors(asked, other, cases, policy.threshold) : null,
  };
}

async function bothDoors(
  { door, rater, calibration }: PolicyArguments,
  { fit, threshold }: NonNullable<PolicyArguments['other']>,
  cases: readonly RatedCase[],
  ownThreshold: number,
): Promise<JointView> {
  const otherDoor = door === 'input' ? 'output' : 'input';
  // A calibration of a file is for one door: the other door's cases get one of their own.
  const given = calibration === 'off' ? 'off' : undefined;
  const others = { cases: (await readRated(otherDoor, fit, rater, given)).cases, threshold };
  const own = { cases, threshold: ownThreshold };
  return door === 'input' ? jointView(own, others) : jointView(others, own);
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

function reportText({ door, rater, rows, instances, policy, line, joint }: PolicyReport): string {
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
    expectedRisk === null
      ? 'nothing is accepted'
      : `${percent(expectedRisk)} of the accepted deserve a bounce`;
  const promise = guarantee
    ? `at most ${percent(guarantee.alpha)} of as many next ${noun}' accepted, with ${percent(1 - guarantee.delta)} confidence`
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

/** Without the dust of binary fractions. */
function number(value: number): string {
  return String(Number(value.toPrecision(10)));
}
