import { plurals } from '../../core/policy.js';
import { labels } from '../../core/rating.js';
import { metricOf } from '../metrics/registry.js';
import { curvePlots } from './curvePlots.js';
import { figureId, figureText } from './figureWords.js';
import { flowPlot } from './flowPlot.js';
import { html, markupText } from './markup.js';
import type { DoorReport, LeaderboardRow, Report } from './report.js';
import { plotCss } from './style.js';
import { type Bar, barChart } from './svg/bars.js';
import { type Axis, chart } from './svg/chart.js';
import { type Caption, drawing, type Picture, type Tone } from './svg/drawing.js';
import { matrix } from './svg/matrix.js';
import { roundDomain, tickDigits } from './svg/scale.js';
import { count, decimal, none } from './words.js';

export interface Plot extends Caption, Picture {
  /** What to look for, in a sentence under the plot. */
  readonly hint: string;
}

/** The plots of one door that have something to show, in the order in which they are shown. */
export function doorPlots(door: DoorReport): Plot[] {
  return [scorePlot(door), confusionPlot(door), labelPlot(door), ...curvePlots(door), costPlot(door)].filter(
    (plot) => plot !== null,
  );
}

/** Plots over both doors. */
export function sharedPlots({ flow }: Report): Plot[] {
  return flow ? [flowPlot(flow)] : [];
}

/** A plot as a file of its own, in its own colours, light and dark. */
export function plotFile(plot: Plot): string {
  return markupText(drawing(plot, html`<style>${plotCss}</style>`));
}

const kindTones: Readonly<Record<LeaderboardRow['kind'], Tone>> = {
  'this run': 'blue',
  run: 'purple',
  published: 'orange',
  null: 'grey',
};

function scorePlot({ door, leaderboard }: DoorReport): Plot | null {
  const id = figureId(door, 'score');
  const { title } = metricOf(id);
  const bars = leaderboard.flatMap(({ kind, name, figures: { score } }): Bar[] => {
    if (!score) return [];
    const { value, interval } = score;
    return [
      {
        name: kind === 'published' ? `${name} (published)` : name,
        tone: kindTones[kind],
        value,
        text: figureText(id, value),
        interval,
      },
    ];
  });
  if (!leaderboard.some(({ kind, figures: { score } }) => kind === 'this run' && score)) return null;
  const ends = bars.flatMap(({ value, interval }) => [value, interval?.low ?? 0, interval?.high ?? 0]);
  return {
    id: `${door}-scores`,
    title: `${title} of this run and others`,
    description: `${title}: ${bars.map(({ name, text }) => `${name} ${text}`).join(', ')}.`,
    hint: 'Published bars are over all tasks of BouncerBench, the others over tasks of their own.',
    ...barChart(numberAxis(`${title}, more is better`, [0, ...ends]), bars),
  };
}

function confusionPlot({ door, measurement }: DoorReport): Plot | null {
  const { bouncedRightly, bouncedWrongly, acceptedRightly, acceptedWrongly } = measurement.confusion;
  if (measurement.tasks === 0) return null;
  return {
    id: `${door}-decisions`,
    title: 'Decision against gold',
    description: `Bounced rightly: ${count(bouncedRightly)}, bounced wrongly: ${count(bouncedWrongly)}, accepted rightly: ${count(acceptedRightly)}, accepted wrongly: ${count(acceptedWrongly)}.`,
    hint: 'Each cell has the number of tasks and its share of the row.',
    ...matrix({
      rowTitle: 'Gold',
      columnTitle: 'Decision',
      rowNames: ['deserves a bounce', 'deserves none'],
      columnNames: ['bounced', 'accepted'],
      cells: [
        [bouncedRightly, acceptedWrongly],
        [bouncedWrongly, acceptedRightly],
      ],
    }),
  };
}

function labelPlot({ door, measurement: { labelMatrix } }: DoorReport): Plot | null {
  if (!labelMatrix) return null;
  const names = labels[door].map((label) => label.toLowerCase().replaceAll('_', ' '));
  return {
    id: `${door}-labels`,
    title: 'The annotators’ grade against the rater’s label',
    description: labelMatrix
      .map((row, i) => `${names[i]}: ${row.map((cell, j) => `${count(cell)} ${names[j]}`).join(', ')}`)
      .join('; '),
    hint: 'Agreement stands on the diagonal from top left to bottom right.',
    ...matrix({
      rowTitle: 'Annotators',
      columnTitle: 'Rater',
      rowNames: names,
      columnNames: names,
      cells: labelMatrix,
    }),
  };
}

function costPlot({ door, leaderboard }: DoorReport): Plot | null {
  const id = figureId(door, 'score');
  const { title } = metricOf(id);
  const points = leaderboard.flatMap(({ name, figures: { score }, dollarsPerThousand }) =>
    score && dollarsPerThousand !== null ? [{ x: dollarsPerThousand, y: score.value, label: name }] : [],
  );
  if (points.length === 0) return null;
  const dollars = points.map(({ x }) => x);
  const scores = points.map(({ y }) => y);
  return {
    id: `${door}-cost`,
    title: `What a run costs against its ${title}`,
    description: points
      .map(
        ({ x, y, label }) =>
          `${label}: ${decimal(x, 2)} US dollars for a thousand tasks, ${title} ${figureText(id, y)}`,
      )
      .join('; '),
    hint: `Runs whose price is known. Better is up and to the left. Raters that call no model have no price and show ${none}.`,
    ...chart(
      numberAxis(`US dollars for 1,000 ${plurals[door]}`, [0, ...dollars]),
      numberAxis(title, scores),
      [{ name: 'runs', tone: 'blue', shape: 'points', points }],
    ),
  };
}

/** An axis that holds the values, its ticks with as many digits as they need. */
function numberAxis(title: string, values: readonly number[]): Axis {
  const domain = roundDomain(values);
  const digits = tickDigits(domain);
  return { title, domain, text: (value) => decimal(value, digits) };
}
