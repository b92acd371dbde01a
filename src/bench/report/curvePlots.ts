import { plurals } from '../../core/policy.js';
import type { Point } from '../measurement.js';
import type { LengthCurve } from './lengths.js';
import type { Plot } from './plots.js';
import type { DoorReport } from './report.js';
import { type Axis, chart } from './svg/chart.js';
import { logarithmicDomain, roundDomain } from './svg/scale.js';
import { count, counted, decimal, shareText } from './words.js';

/** Curves over the tasks that have what they need; a door without probabilities has lengths only. */
export function curvePlots(door: DoorReport): Plot[] {
  return [
    riskPlot(door),
    reliabilityPlot(door),
    rocPlot(door),
    ...door.lengths.map((of) => lengthPlot(door, of)),
  ].filter((plot) => plot !== null);
}

const unit = { from: 0, to: 1 };

const diagonal: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

function shareAxis(title: string, domain = unit): Axis {
  return { title, domain, text: (value) => shareText(value, 0) };
}

function riskPlot({ door, measurement }: DoorReport): Plot | null {
  const { riskCoverage, confusion } = measurement;
  const last = riskCoverage?.at(-1);
  if (!riskCoverage || !last) return null;
  const accepted = confusion.acceptedRightly + confusion.acceptedWrongly;
  const decided =
    accepted === 0 ? [] : [{ x: accepted / measurement.tasks, y: confusion.acceptedWrongly / accepted }];
  const at = (coverage: number) => riskCoverage.find(({ x }) => x >= coverage) ?? last;
  const noun = plurals[door];
  const risks = roundDomain([0, ...[...riskCoverage, ...decided].map(({ y }) => y)]);
  return {
    id: `${door}-risk-coverage`,
    title: 'Risk against coverage',
    description: `Of the surest ${[0.25, 0.5, 0.75].map((share) => `${shareText(at(share).x, 0)} of the ${noun}, ${shareText(at(share).y)} deserve a bounce`).join('; of the surest ')}; of all, ${shareText(last.y)}.`,
    hint: 'Lower is better: fewer that deserve a bounce among those that are accepted.',
    ...chart(shareAxis(`Accepted ${noun}`), shareAxis('Accepted that deserve a bounce', risks), [
      { name: 'accepting the surest first', tone: 'blue', shape: 'line', points: riskCoverage },
      {
        name: 'accepting at random',
        tone: 'grey',
        shape: 'line',
        points: diagonal.map(({ x }) => ({ x, y: last.y })),
      },
      { name: "the run's decisions", tone: 'red', shape: 'points', points: decided },
    ]),
  };
}

function reliabilityPlot({ door, measurement: { reliability } }: DoorReport): Plot | null {
  if (!reliability) return null;
  const points = reliability.map(({ meanProbability: x, bounceShare: y }) => ({ x, y }));
  return {
    id: `${door}-reliability`,
    title: 'Reliability of the probabilities',
    description: `Stated bounce probability and true share, in ${counted(reliability.length, 'bin')} of equal size: ${points.map(({ x, y }) => `${shareText(x, 0)} and ${shareText(y, 0)}`).join(', ')}.`,
    hint: 'On the dashed line a probability means what it says. Above it the rater bounces too rarely, below it too often.',
    ...chart(shareAxis('Mean bounce probability'), shareAxis('Deserve a bounce'), [
      { name: 'tasks of similar probability', tone: 'blue', shape: 'marked', points },
      { name: 'calibrated', tone: 'grey', shape: 'line', points: diagonal },
    ]),
  };
}

function rocPlot({ door, measurement }: DoorReport): Plot | null {
  const { roc, figures } = measurement;
  if (!roc) return null;
  const value = (id: string) => figures.find((figure) => figure.id === id)?.value;
  const [auroc, recall, wrong] = [value('auroc'), value('r_b'), value('fnr_a')];
  const decided = recall === undefined || wrong === undefined ? [] : [{ x: wrong / 100, y: recall / 100 }];
  return {
    id: `${door}-roc`,
    title: 'Bounced rightly against bounced wrongly (ROC)',
    description: `The area under the curve is ${auroc === undefined ? 'unknown' : decimal(auroc, 3)}.${decided.map(({ x, y }) => ` The run bounced ${shareText(y)} of those that deserve it and ${shareText(x)} of those that don't.`).join('')}`,
    hint: 'Better is up and to the left; on the dashed line the order says nothing.',
    ...chart(shareAxis('Bounced of those that deserve none'), shareAxis('Bounced of those that deserve it'), [
      { name: 'every threshold', tone: 'blue', shape: 'line', points: roc },
      { name: 'chance', tone: 'grey', shape: 'line', points: diagonal },
      { name: "the run's decisions", tone: 'red', shape: 'points', points: decided },
    ]),
  };
}

function lengthPlot({ door }: DoorReport, { of, bins }: LengthCurve): Plot {
  const points = (share: 'bounced' | 'deserving') => bins.map((bin) => ({ x: bin.median, y: bin[share] }));
  const lengths = {
    title: `Characters of the ${of} (logarithmic)`,
    domain: logarithmicDomain(bins.map(({ median }) => median)),
    text: count,
  };
  return {
    id: `${door}-${of}-length`,
    title: `Bounces by length of the ${of}`,
    description: bins
      .map((bin) => {
        const range = `${count(bin.shortest)} to ${count(bin.longest)} characters`;
        return `${range}: ${shareText(bin.bounced, 0)} bounced, ${shareText(bin.deserving, 0)} deserve it`;
      })
      .join('; '),
    hint: `Each marker stands for ${counted(bins[0]?.tasks ?? 0, 'task')} or about as many, at their median length.`,
    ...chart(lengths, shareAxis('Share of the tasks'), [
      { name: 'bounced', tone: 'blue', shape: 'marked', points: points('bounced') },
      { name: 'deserve a bounce', tone: 'orange', shape: 'marked', points: points('deserving') },
    ]),
  };
}
