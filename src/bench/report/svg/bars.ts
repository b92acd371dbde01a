import { html, type Markup, nothing } from '../markup.js';
import { shortened } from '../words.js';
import type { Axis } from './chart.js';
import { type Picture, pixels, type Tone, textWidth, titleHeight, width } from './drawing.js';
import { scaleOf } from './scale.js';

export interface Bar {
  readonly name: string;
  readonly tone: Tone;
  readonly value: number;
  /** The words at the bar's end. */
  readonly text: string;
  /** Null where there is no interval. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

const rowHeight = 24;
const longestName = 36;

/**
 * Bars that lie, one below the other, with whiskers for intervals.
 *
 * @param axis holds 0, from which the bars go to either side
 */
export function barChart(axis: Axis, bars: readonly Bar[]): Picture {
  const names = bars.map(({ name }) => shortened(name, longestName));
  const left = 24 + Math.max(0, ...names.map(textWidth));
  const end = width - 24 - Math.max(0, ...bars.map(({ text }) => textWidth(text)));
  const top = titleHeight + 8;
  const bottom = top + rowHeight * Math.max(1, bars.length);
  const { place, ticks } = scaleOf(axis.domain, left, end);
  const grid = ticks.map((tick) => {
    const at = pixels(place(tick));
    return html`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}" /><text class="tick middle" x="${at}" y="${bottom + 17}">${axis.text(tick)}</text>`;
  });
  const rows = bars.map((bar, i) => {
    const y = top + rowHeight * i;
    const [from, to] = [place(0), place(bar.value)].sort((a, b) => a - b) as [number, number];
    return html`<text class="tick end" x="${pixels(left - 10)}" y="${y + 16}">${names[i] as string}</text><rect class="area ${bar.tone}" x="${pixels(from)}" y="${y + 4}" width="${pixels(to - from)}" height="${rowHeight - 8}" />${whiskers(bar, place, y)}<text class="tick" x="${pixels(end + 10)}" y="${y + 16}">${bar.text}</text>`;
  });
  const title = html`<text class="middle" x="${pixels((left + end) / 2)}" y="${bottom + 38}">${axis.title}</text>`;
  return { height: bottom + 50, body: html`${grid}${rows}${title}` };
}

function whiskers({ interval }: Bar, place: (value: number) => number, y: number): Markup {
  if (!interval) return nothing;
  const [low, high] = [pixels(place(interval.low)), pixels(place(interval.high))];
  const middle = y + rowHeight / 2;
  return html`<path class="axis" d="M${low},${middle}H${high}M${low},${middle - 4}v8M${high},${middle - 4}v8" />`;
}
