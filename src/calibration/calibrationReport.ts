import { oneLine } from '../core/oneLine.js';
import { percent, plurals } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { table } from '../core/textTable.js';
import { type BeforeAndAfter, type DoorFigures, stackName } from './beforeAndAfter.js';
import type { countsOf } from './calibration.js';

/** What `bouncer calibrate` found, as `--json` prints it. */
export interface Report {
  readonly door: Door;
  readonly fittedOn: Counts;
  readonly measuredOn: Counts;
  /** Folds of the cross-validation; null where other cases were measured on. */
  readonly folds: number | null;
  readonly acceptEverything: Pick<DoorFigures, 'score' | 'macroF1'>;
  readonly raters: readonly BeforeAndAfter[];
}

type Counts = ReturnType<typeof countsOf>;

const scores: Readonly<Record<Door, string>> = { input: 'I-Score', output: 'O-Score' };

/** The report as a table for people. */
export function reportText(report: Report): string {
  const { door, fittedOn, measuredOn, folds, raters } = report;
  const counted = ({ rows, instances, bounceShare }: Counts) =>
    `${rows.toLocaleString('en')} labeled ${plurals[door]} of ${instances.toLocaleString('en')} instances, ${percent(bounceShare)} of which need rework`;
  const how =
    folds === null
      ? `Fitted on ${counted(fittedOn)};\nmeasured on ${counted(measuredOn)}.`
      : `Measured by ${folds}-fold cross-validation, grouped by instance,\non ${counted(fittedOn)}.`;
  const lines = table(
    ['rater', 'rows', 'AUROC', 'log loss', 'ECE', '(by chance)', scores[door], 'F_m', 'threshold'],
    [
      [
        'accept everything',
        String(measuredOn.rows),
        '',
        '',
        '',
        '',
        figure(report.acceptEverything.score),
        figure(report.acceptEverything.macroF1),
        '',
      ],
      ...raters.flatMap(({ rater, before, after }) => [
        ...(before ? [line(oneLine(rater), before, 'labels')] : []),
        line(before ? '  calibrated' : oneLine(rater), after, figure(after.threshold, 2)),
      ]),
    ],
  );
  return [
    how,
    '',
    lines,
    "A rater's first line is the paper's rule: bounce by either of the last two labels.",
    ...(raters.some(({ rater }) => rater === stackName)
      ? ['The stack weighs the answers of all raters but the local one into one.']
      : []),
    '"By chance" is the calibration error (ECE) that so many rows would show were every probability',
    'exactly right.',
    '',
  ].join('\n');
}

function line(name: string, figures: DoorFigures, threshold: string): string[] {
  return [
    name,
    String(figures.rows),
    figure(figures.auroc),
    figure(figures.logLoss),
    figure(figures.ece),
    figure(figures.eceByChance),
    figure(figures.score),
    figure(figures.macroF1),
    threshold,
  ];
}

function figure(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits);
}
