import type { Door } from '../core/rating.js';
import { crossFitted } from '../stats/folds.js';
import { applyCalibration, countsOf, crossValidation, fitCalibration } from './calibration.js';
import type { Calibration, DoorCalibration, FittedStack } from './calibrationText.js';
import type { LabelTable } from './labelTable.js';
import { ordinalOf, type RaterOutput } from './raterOutput.js';
import { scoreThreshold } from './scoreThreshold.js';
import { applyStack, fitStack, type LabelledOutputs } from './stack.js';

/** A ticket or patch of which the truth is known, with what each rater gave for it. */
export interface LabelledCase extends LabelledOutputs {
  /** 0..3 at the input door, the share of tests that pass at the output door; null where unknown. */
  readonly quality: number | null;
}

export interface DoorCalibrationOptions {
  readonly raters: readonly string[];
  /** Where the cases come from, in a few words for people. */
  readonly source: string;
  /** What the four labels mean where nothing is known of a rater. */
  readonly priorTable: LabelTable;
  /** Of the local rater, where the cases have its probabilities by one version. */
  readonly localVersion?: string;
}

/** The local rater's name in labelled data. */
export const localName = 'local';

/** A rater with fewer labelled cases is passed over. */
export const fewestCases = 20;

/**
 * Fits a calibration for each rater, a stack of each with the local rater, and one of them all without that; each with
 * the threshold that earns most of the door's score on probabilities by calibrations which had not seen the instance.
 *
 * @throws CouldNotRate when a rater has no usable row
 */
export function calibrateDoor(
  door: Door,
  cases: readonly LabelledCase[],
  options: DoorCalibrationOptions,
): DoorCalibration {
  const { raters, source, localVersion } = options;
  const fitOne = (rater: string) => (some: readonly LabelledCase[]) =>
    calibrateRater(door, some, rater, options);
  const others = raters.filter((rater) => rater !== localName);
  const stackOf = (
    members: readonly string[],
    own: readonly LabelledCase[],
    byLabel: (one: LabelledCase) => boolean | null,
  ): FittedStack => {
    const versions: Record<string, string> = localVersion === undefined ? {} : { [localName]: localVersion };
    const learn = (some: readonly LabelledCase[]) => fitStack(door, some, members, source, versions);
    const apply = (stack: FittedStack['stack'], { outputs }: LabelledCase) => applyStack(stack, outputs);
    return { stack: learn(own), threshold: thresholdOf(door, own, learn, apply, byLabel) };
  };
  const besideLocal = (rater: string): FittedStack | undefined => {
    const both = cases.filter(({ outputs }) => outputs.has(rater) && outputs.has(localName));
    return rater === localName || !raters.includes(localName) || both.length < fewestCases
      ? undefined
      : stackOf([rater, localName], both, (one) => labelBounces(door, one, rater));
  };
  return {
    door,
    raters: raters.map((rater) => {
      const own = cases.filter(({ outputs }) => outputs.has(rater));
      const apply = (calibration: Calibration, { outputs }: LabelledCase) =>
        applyCalibration(calibration, outputs.get(rater) as RaterOutput);
      const together = besideLocal(rater);
      return {
        calibration: fitOne(rater)(own),
        threshold: thresholdOf(door, own, fitOne(rater), apply, (one) => labelBounces(door, one, rater)),
        ...(together && { besideLocal: together }),
      };
    }),
    stack:
      others.length < 2
        ? null
        : stackOf(
            others,
            cases.filter(({ outputs }) => others.some((rater) => outputs.has(rater))),
            () => null,
          ),
  };
}

/** A rater's calibration on those of the cases that it answered. @throws CouldNotRate when it has no usable row */
export function calibrateRater(
  door: Door,
  cases: readonly LabelledCase[],
  rater: string,
  { source, priorTable, localVersion }: Omit<DoorCalibrationOptions, 'raters'>,
): Calibration {
  const rows = cases.flatMap(({ instance, bounce, outputs }) => {
    const output = outputs.get(rater);
    return output ? [{ ...output, instance, bounce }] : [];
  });
  const version = (rater === localName && localVersion) || '*';
  return fitCalibration(door, rows, { rater: { name: rater, version }, source, priorTable });
}

/** What a rater's label says by the paper's rule: bounce by either of the last two; null without a label. */
export function labelBounces(door: Door, { outputs }: LabelledCase, rater: string): boolean | null {
  const ordinal = ordinalOf(outputs.get(rater) ?? {}, door);
  return ordinal === undefined ? null : ordinal >= 2;
}

function thresholdOf<Model>(
  door: Door,
  cases: readonly LabelledCase[],
  learn: (cases: readonly LabelledCase[]) => Model,
  apply: (model: Model, one: LabelledCase) => number,
  byLabel: (one: LabelledCase) => boolean | null,
): number {
  const folds = Math.min(crossValidation.folds, countsOf(cases).instances);
  const probabilities = crossFitted(cases, { ...crossValidation, folds }, learn, apply);
  const rows = cases.map((one, i) => ({
    ...one,
    probability: probabilities[i] as number,
    labelBounces: byLabel(one),
  }));
  return scoreThreshold(door, rows);
}
