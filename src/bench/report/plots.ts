import { plurals } from '../../core/policy.js';
import { metricOf } from '../metrics/registry.js';
import { curvePlots } from './curvePlots.js';
import { figureId, figureText } from './figureWords.js';
import { flowPlot } from './flowPlot.js';
import type { LeaderboardRow } from './leaderboard.js';
import { html, markupText } from './markup.js';
import type { DoorReport, Report } from './report.js';
import { fileCss, plotCss } from './style.js';
import { type Bar, barChart } from './svg/bars.js';
import { type Axis, chart } from './svg/chart.js';
import { type Caption, drawing, type Picture, type Tone } from './svg/drawing.js';
import { roundDomain, tickDigits } from './svg/scale.js';
import { decimal, none } from './words.js';

export interface Plot extends Caption, Picture {
  /** What to look for, in a sentence under the plot. */
  readonly hint: string;
}

/** The plots of one door that have something to show, in the order in which they are shown. */
export function doorPlots(door: DoorReport): Plot[] {
  return [scorePlot(door), ...curvePlots(door), costPlot(door)].filter((plot) => plot !== null);
}

/** Plots over both doors. */
export function sharedPlots({ flow }: Report): Plot[] {
  return flow ? [flowPlot(flow)] : [];
}

/** A plot as a file of its own, in its own colors, light and dark. */
export function plotFile(plot: Plot): string {
  return markupText(drawing(plot, html`<style>${fileCss}${plotCss}</style>`));
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
