import { crossValidated } from '../calibration/beforeAndAfter.js';
import { readCalibrations } from '../calibration/calibrationFiles.js';
import { reportText } from '../calibration/calibrationReport.js';
import { calibrationFor } from '../calibration/calibrationsInForce.js';
import type { FittedCalibration } from '../calibration/calibrationText.js';
import { priorTable } from '../calibration/defaultCalibrations.js';
import { calibrateDoor } from '../calibration/doorCalibration.js';
import { fittableRaters, reportOf } from '../calibration/fitting.js';
import {
  type ChosenPolicy,
  choosePolicy,
  type ImpossiblePolicy,
  type PolicyWish,
} from '../calibration/policies.js';
import { type PolicyProbabilities, ratedCases } from '../calibration/ratedCases.js';
import type { Door } from '../core/rating.js';
import { localRater } from '../raters/local/localRater.js';
import { riskCoverageLine } from '../stats/riskCoverage.js';
import { type LabelledSource, labelledFrom } from './labelledSource.js';
import { policyPage } from './report/policyPage.js';

/** What was fitted, and its figures before and after as text for people. */
export interface Fitted {
  readonly text: string;
  readonly raters: readonly FittedCalibration[];
}

/** Fits a calibration for each rater of a source. @throws CouldNotRate when it has too little */
export async function fit({ source, door }: FitWish): Promise<Fitted> {
  const cases = await labelledFrom(source, door);
  const raters = fittableRaters(door, cases, source.name);
  const localVersion = localRater.probabilityVersion(door);
  const options = { raters, source: source.name, priorTable: priorTable(door), localVersion };
  const measured = crossValidated(door, cases, options);
  return {
    text: reportText(reportOf(door, cases, undefined, measured)),
    raters: calibrateDoor(door, cases, options).raters,
  };
}

export interface FitWish {
  readonly source: LabelledSource;
  readonly door: Door;
}

export interface PolicyJobWish extends FitWish {
  readonly rater: string;
  readonly wish: PolicyWish;
  /** The folder of the user's calibrations; null where calibration is off. */
  readonly calibrations: string | null;
}

export interface PolicyResult {
  readonly policy: ChosenPolicy | ImpossiblePolicy;
  readonly rows: number;
  /** The body of a page that shows it. */
  readonly page: string;
}

/** The raters that a policy can be chosen for. @throws CouldNotRate when there is none */
export async function ratersIn({ source, door }: FitWish): Promise<readonly string[]> {
  return fittableRaters(door, await labelledFrom(source, door), source.name);
}

/** Chooses a policy on the probabilities that decide in the editor. @throws CouldNotRate */
export async function policy(asked: PolicyJobWish): Promise<PolicyResult> {
  const { source, door, rater, wish } = asked;
  const cases = ratedCases(door, await labelledFrom(source, door), rater, await probabilitiesOf(asked));
  const chosen = choosePolicy(door, cases, wish);
  return {
    policy: chosen,
    rows: cases.length,
    page: policyPage({ door, rater, source: source.name, cases, chosen, line: riskCoverageLine(cases) }),
  };
}

async function probabilitiesOf({ door, rater, calibrations }: PolicyJobWish): Promise<PolicyProbabilities> {
  if (calibrations === null) return 'as-given';
  const fitted = await readCalibrations(calibrations, door);
  return calibrationFor(door, rater, { fitted, defaults: true })?.calibration ?? 'as-given';
}
