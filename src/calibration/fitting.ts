import { plurals } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { acceptEverything, type BeforeAndAfter } from './beforeAndAfter.js';
import { countsOf, crossValidation } from './calibration.js';
import type { Report } from './calibrationReport.js';
import { fewestCases, type LabelledCase } from './doorCalibration.js';

/** Cases that a calibration can learn from. */
export interface LabelledCases {
  readonly cases: readonly LabelledCase[];
  /** Cases with a rater's output but without gold; they count for nothing. */
  readonly withoutGold: number;
}

/** Cases of which fewer are of either side are too few. */
const fewestOfASide = 5;
const { folds } = crossValidation;

/** The cases, when they are enough to learn from. @throws CouldNotRate when they are too few, or all of one side */
export function enoughCases(
  { cases, withoutGold }: LabelledCases,
  door: Door,
  source: string,
): readonly LabelledCase[] {
  const bad = cases.filter(({ bounce }) => bounce).length;
  if (cases.length >= fewestCases && bad >= fewestOfASide && cases.length - bad >= fewestOfASide)
    return cases;
  const unlabelled = withoutGold > 0 ? `, and ${withoutGold} without a truth` : '';
  throw new CouldNotRate(
    'malformed',
    `${source}: ${cases.length} labeled ${plurals[door]} with a rater's answer, ${bad} of which need rework${unlabelled}; at least ${fewestCases} are needed, ${fewestOfASide} of each side.`,
    `Give more labeled ${plurals[door]}; each needs ${door}_quality or ${door}_bounce, and a label or probability.`,
  );
}

/**
 * The raters with enough cases to fit, of an instance for each fold at least, in the order of their names.
 *
 * @throws CouldNotRate when there is none
 */
export function fittableRaters(door: Door, cases: readonly LabelledCase[], source: string): string[] {
  const raters = [...new Set(cases.flatMap(({ outputs }) => [...outputs.keys()]))];
  const answered = raters
    .map((rater) => ({ rater, own: cases.filter(({ outputs }) => outputs.has(rater)) }))
    .filter(({ own }) => own.length >= fewestCases)
    .map(({ rater, own }) => ({ rater, instances: new Set(own.map(({ instance }) => instance)).size }));
  const enough = answered.filter(({ instances }) => instances >= folds).map(({ rater }) => rater);
  if (enough.length > 0) return enough.sort();
  if (answered.length > 0) {
    const most = Math.max(...answered.map(({ instances }) => instances));
    throw new CouldNotRate(
      'malformed',
      `${source}: the labeled ${plurals[door]} are of ${most === 1 ? 'one instance' : `${most} instances`}, too few for cross-validation, which keeps an instance together and needs ${folds}.`,
      `Give labeled ${plurals[door]} of more instances; lines with one instance_id are of one instance.`,
    );
  }
  throw new CouldNotRate(
    'malformed',
    `${source}: no rater has answered ${fewestCases} labeled ${plurals[door]}.`,
    `Give more labeled ${plurals[door]} for one rater.`,
  );
}

/** What was measured, with what it rests on; `kept` are the cases that were measured on, where they are others. */
export function reportOf(
  door: Door,
  fitted: readonly LabelledCase[],
  kept: readonly LabelledCase[] | undefined,
  raters: readonly BeforeAndAfter[],
): Report {
  return {
    door,
    fittedOn: countsOf(fitted),
    measuredOn: countsOf(kept ?? fitted),
    folds: kept ? null : folds,
    acceptEverything: acceptEverything(door, kept ?? fitted),
    raters,
  };
}
