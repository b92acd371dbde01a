import type { Point } from '../../measurement.js';
import { html, type Markup, nothing } from '../markup.js';
import { shortened } from '../words.js';
import { marker, type Picture, pixels, type Tone, textWidth, titleHeight, width } from './drawing.js';
import { type Domain, type Scale, scaleOf } from './scale.js';

export interface Axis {
  /** With its unit: "Bounced (%)". */
  readonly title: string;
  readonly domain: Domain;
  /** The words under a tick. */
  readonly text: (value: number) => string;
}

export interface Series {
  readonly name: string;
  readonly tone: Tone;
  /** `marked` is a line with a marker on each point. */
  readonly shape: 'line' | 'marked' | 'points';
  readonly points: readonly LabelledPoint[];
}

/** A point, and the words beside it. */
interface LabelledPoint extends Point {
  readonly label?: string;
}

const height = 380;
const right = width - 22;
const longestName = 44;

/** Lines and points over two axes, with a legend where there is more than one series. */
export function chart(x: Axis, y: Axis, series: readonly Series[]): Picture {
  const keys = series.length > 1 ? legend(series) : { rows: 0, markup: nothing };
  const bottom = height - 52 - 20 * keys.rows;
  const vertical = scaleOf(y.domain, bottom, titleHeight + 10);
  const left = 34 + Math.max(0, ...vertical.ticks.map((tick) => textWidth(y.text(tick))));
  const horizontal = scaleOf(x.domain, left, right);
  const drawn = series.map((one) => drawSeries(one, horizontal, vertical));
  const axes = html`${xAxis(x, horizontal, left, bottom)}${yAxis(y, vertical, left)}`;
  return { height, body: html`${axes}${drawn}${keys.markup}` };
}

function xAxis(axis: Axis, { place, ticks }: Scale, left: number, bottom: number): Markup {
  const marks = ticks.map((tick) => {
    const at = pixels(place(tick));
    return html`<line class="grid" x1="${at}" x2="${at}" y1="${titleHeight + 10}" y2="${pixels(bottom)}" /><text class="tick middle" x="${at}" y="${pixels(bottom + 17)}">${axis.text(tick)}</text>`;
  });
  const middle = (left + right) / 2;
  return html`${marks}<line class="axis" x1="${pixels(left)}" x2="${right}" y1="${pixels(bottom)}" y2="${pixels(bottom)}" /><text class="middle" x="${pixels(middle)}" y="${pixels(bottom + 38)}">${axis.title}</text>`;
}

function yAxis(axis: Axis, { place, ticks }: Scale, left: number): Markup {
  const marks = ticks.map((tick) => {
    const at = pixels(place(tick));
    return html`<line class="grid" x1="${pixels(left)}" x2="${right}" y1="${at}" y2="${at}" /><text class="tick end" x="${pixels(left - 6)}" y="${pixels(place(tick) + 4)}">${axis.text(tick)}</text>`;
  });
  const [top, bottom] = [titleHeight + 10, place(axis.domain.from)];
  const middle = pixels((top + bottom) / 2);
  return html`${marks}<line class="axis" x1="${pixels(left)}" x2="${pixels(left)}" y1="${top}" y2="${pixels(bottom)}" /><text class="middle" transform="rotate(-90 16 ${middle})" x="16" y="${middle}">${axis.title}</text>`;
}

function drawSeries({ tone, shape, points }: Series, x: Scale, y: Scale): Markup {
  const placed = points.map((point) => ({ ...point, x: x.place(point.x), y: y.place(point.y) }));
  const isLine = shape !== 'points' && placed.length > 1;
  const line = isLine ? html`<path class="stroke ${tone}" d="${pathOf(placed)}" />` : nothing;
  const isMarked = shape !== 'line' || placed.length === 1;
  const marks = isMarked ? placed.map((point) => marker(tone, point.x, point.y)) : [];
  return html`${line}${marks}${labelsOf(placed)}`;
}

/** Points that round to the same tenth of a pixel are drawn once, and straight runs as one line. */
function pathOf(points: readonly Point[]): string {
  const corners: [string, string][] = [];
  for (const point of points) {
    const [x, y] = [pixels(point.x), pixels(point.y)];
    const [before, last] = [corners.at(-2), corners.at(-1)];
    if (last && last[0] === x && last[1] === y) continue;
    const isStraight = (axis: 0 | 1, value: string) => before?.[axis] === value && last?.[axis] === value;
    if (isStraight(0, x) || isStraight(1, y)) corners.pop();
    corners.push([x, y]);
  }
  return `M${corners.map(([x, y]) => `${x},${y}`).join('L')}`;
}

/** Labels beside their points, from top to bottom; one that would cover another moves down. */
function labelsOf(points: readonly LabelledPoint[]): Markup[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return points
    .filter((point) => point.label !== undefined)
    .sort((a, b) => a.y - b.y)
    .map((point) => {
      const text = shortened(point.label as string, 30);
      const isRight = point.x + 8 + textWidth(text) <= right;
      const left = isRight ? point.x + 8 : point.x - 8 - textWidth(text);
      const end = left + textWidth(text);
      let y = point.y + 4;
      while (taken.some((other) => left < other.right && end > other.left && Math.abs(other.y - y) < 13)) y++;
      taken.push({ left, right: end, y });
      const anchor = isRight ? 'start' : 'end';
      return html`<text class="tick label ${anchor}" x="${pixels(isRight ? left : end)}" y="${pixels(y)}">${text}</text>`;
    });
}

function legend(series: readonly Series[]): { readonly rows: number; readonly markup: Markup } {
  let [x, row] = [12, 0];
  const entries = series.map(({ name, tone, shape }) => {
    const text = shortened(name, longestName);
    const needed = 40 + textWidth(text);
    if (x > 12 && x + needed > width - 10) {
      row++;
      x = 12;
    }
    const entry = { x, row, text, tone, shape };
    x += needed + 10;
    return entry;
  });
  const drawn = entries.map((entry) => {
    const { tone, shape, text } = entry;
    const y = height - 10 - 20 * (row - entry.row);
    const line = html`<line class="stroke ${tone}" x1="${pixels(entry.x)}" x2="${pixels(entry.x + 30)}" y1="${y - 4}" y2="${y - 4}" />`;
    const sign = shape === 'line' ? nothing : marker(tone, entry.x + 15, y - 4);
    return html`${shape === 'points' ? nothing : line}${sign}<text class="tick" x="${pixels(entry.x + 36)}" y="${y}">${text}</text>`;
  });
  return { rows: row + 1, markup: html`${drawn}` };
}
