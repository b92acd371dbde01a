import { plurals } from '../../core/policy.js';
import type { Point } from '../measurement.js';
import type { Plot } from './plots.js';
import type { DoorReport, LengthCurve } from './report.js';
import { type Axis, chart, type Series } from './svg/chart.js';
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
  const caption = {
    id: `${door}-risk-coverage`,
    title: 'Risk against coverage',
    description: `Of the surest ${[0.25, 0.5, 0.75].map((share) => `${shareText(at(share).x, 0)} of the ${noun}, ${shareText(at(share).y)} deserve a bounce`).join('; of the surest ')}; of all, ${shareText(last.y)}.`,
  };
  const series: Series[] = [
    { name: 'accepting the surest first', tone: 'blue', shape: 'line', points: riskCoverage },
    {
      name: 'accepting at random',
      tone: 'grey',
      shape: 'line',
      points: [
        { x: 0, y: last.y },
        { x: 1, y: last.y },
      ],
    },
    { name: 'the run’s decisions', tone: 'red', shape: 'points', points: decided },
  ];
  return {
    ...caption,
    hint: 'Lower is better: fewer that deserve a bounce among those that are accepted.',
    draw: (style) =>
      chart(
        {
          ...caption,
          x: shareAxis(`Accepted ${noun}`),
          y: shareAxis(
            'Accepted that deserve a bounce',
            roundDomain([0, ...[...riskCoverage, ...decided].map(({ y }) => y)]),
          ),
          series,
        },
        style,
      ),
  };
}

function reliabilityPlot({ door, measurement: { reliability } }: DoorReport): Plot | null {
  if (!reliability) return null;
  const points = reliability.map(({ meanProbability: x, bounceShare: y }) => ({ x, y }));
  const caption = {
    id: `${door}-reliability`,
    title: 'Reliability of the probabilities',
    description: `Stated bounce probability and true share, in ${counted(reliability.length, 'bin')} of equal size: ${points.map(({ x, y }) => `${shareText(x, 0)} and ${shareText(y, 0)}`).join(', ')}.`,
  };
  return {
    ...caption,
    hint: 'On the dashed line a probability means what it says. Above it the rater bounces too rarely, below it too often.',
    draw: (style) =>
      chart(
        {
          ...caption,
          x: shareAxis('Mean bounce probability'),
          y: shareAxis('Deserve a bounce'),
          series: [
            { name: 'tasks of similar probability', tone: 'blue', shape: 'marked', points },
            { name: 'calibrated', tone: 'grey', shape: 'line', points: diagonal },
          ],
        },
        style,
      ),
  };
}

const diagonal: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

function rocPlot({ door, measurement }: DoorReport): Plot | null {
  const { roc, figures } = measurement;
  if (!roc) return null;
  const value = (id: string) => figures.find((figure) => figure.id === id)?.value;
  const [auroc, recall, wrong] = [value('auroc'), value('r_b'), value('fnr_a')];
  const decided = recall === undefined || wrong === undefined ? [] : [{ x: wrong / 100, y: recall / 100 }];
  const caption = {
    id: `${door}-roc`,
    title: 'Bounced rightly against bounced wrongly (ROC)',
    description: `The area under the curve is ${auroc === undefined ? 'unknown' : decimal(auroc, 3)}.${decided.map(({ x, y }) => ` The run bounced ${shareText(y)} of those that deserve it and ${shareText(x)} of those that don’t.`).join('')}`,
  };
  return {
    ...caption,
    hint: 'Better is up and to the left; on the dashed line the order says nothing.',
    draw: (style) =>
      chart(
        {
          ...caption,
          x: shareAxis('Bounced of those that deserve none'),
          y: shareAxis('Bounced of those that deserve it'),
          series: [
            { name: 'every threshold', tone: 'blue', shape: 'line', points: roc },
            { name: 'chance', tone: 'grey', shape: 'line', points: diagonal },
            { name: 'the run’s decisions', tone: 'red', shape: 'points', points: decided },
          ],
        },
        style,
      ),
  };
}

function lengthPlot({ door }: DoorReport, { of, bins }: LengthCurve): Plot {
  const points = (share: 'bounced' | 'deserving') => bins.map((bin) => ({ x: bin.median, y: bin[share] }));
  const caption = {
    id: `${door}-${of}-length`,
    title: `Bounces by length of the ${of}`,
    description: bins
      .map((bin) => {
        const range = `${count(bin.shortest)} to ${count(bin.longest)} characters`;
        return `${range}: ${shareText(bin.bounced, 0)} bounced, ${shareText(bin.deserving, 0)} deserve it`;
      })
      .join('; '),
  };
  return {
    ...caption,
    hint: `Each marker stands for ${counted(bins[0]?.tasks ?? 0, 'task')} or about as many, at their median length.`,
    draw: (style) =>
      chart(
        {
          ...caption,
          x: {
            title: `Characters of the ${of} (logarithmic)`,
            domain: logarithmicDomain(bins.map(({ median }) => median)),
            text: count,
          },
          y: shareAxis('Share of the tasks'),
          series: [
            { name: 'bounced', tone: 'blue', shape: 'marked', points: points('bounced') },
            { name: 'deserve a bounce', tone: 'orange', shape: 'marked', points: points('deserving') },
          ],
        },
        style,
      ),
  };
}
