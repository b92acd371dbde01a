import { html, type Markup, nothing } from '../markup.js';
import { type Picture, pixels, type Tone, titleHeight, width } from './drawing.js';

export interface SankeyNode {
  readonly id: string;
  readonly name: string;
  /** From the left, from 0. */
  readonly column: number;
  readonly tone: Tone;
}

interface SankeyLink {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

interface Sankey {
  /** What stands above each column. */
  readonly columns: readonly string[];
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
}

interface Placed extends SankeyNode {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly height: number;
  /** Where the next link ends and starts. */
  incoming: number;
  outgoing: number;
}

const nodeWidth = 14;
const gap = 26;
const flowHeight = 250;
const top = titleHeight + 46;

/** A flow from left to right; nodes and links are as thick as what flows through them (Sankey 1898). */
export function sankey({ columns, nodes, links }: Sankey): Picture {
  const flow = (id: string, side: 'from' | 'to') =>
    links.reduce((sum, link) => sum + (link[side] === id ? link.value : 0), 0);
  const total = nodes.reduce((sum, { id, column }) => sum + (column === 0 ? flow(id, 'from') : 0), 0) || 1;
  const columnX = (column: number) =>
    14 + ((width - 28 - nodeWidth) * column) / Math.max(1, columns.length - 1);
  const placed = new Map<string, Placed>();
  const nextY = columns.map(() => top);
  for (const node of nodes) {
    const value = Math.max(flow(node.id, 'from'), flow(node.id, 'to'));
    // Nodes through which nothing flows are left out.
    if (value === 0) continue;
    const height = (flowHeight * value) / total;
    const y = nextY[node.column] ?? top;
    nextY[node.column] = y + height + gap;
    const x = columnX(node.column);
    placed.set(node.id, { ...node, x, y, value, height, incoming: y, outgoing: y });
  }
  const bands = links.map((link) => band(link, placed, (flowHeight * link.value) / total));
  const bottom = Math.max(top, ...[...placed.values()].map(({ y, height }) => y + height));
  const heads = columns.map((title, column) => {
    const { x, anchor } = labelPlace(columnX(column), column);
    return html`<text class="${anchor}" x="${pixels(x)}" y="${titleHeight + 16}">${title}</text>`;
  });
  return { height: bottom + 16, body: html`${heads}${bands}${[...placed.values()].map(box)}` };
}

/** Words stand to the right of a column's left edge in the first one, and to the left of its right edge elsewhere. */
function labelPlace(x: number, column: number): { readonly x: number; readonly anchor: 'start' | 'end' } {
  return column === 0 ? { x, anchor: 'start' } : { x: x + nodeWidth, anchor: 'end' };
}

function band({ from, to }: SankeyLink, placed: ReadonlyMap<string, Placed>, thickness: number): Markup {
  const [start, end] = [placed.get(from), placed.get(to)];
  if (!start || !end || thickness === 0) return nothing;
  const [x1, x2, y1, y2] = [start.x + nodeWidth, end.x, start.outgoing, end.incoming];
  start.outgoing += thickness;
  end.incoming += thickness;
  const middle = pixels((x1 + x2) / 2);
  const [left, right] = [pixels(x1), pixels(x2)];
  const curve = (a: number, b: number) => `${middle},${pixels(a)} ${middle},${pixels(b)}`;
  return html`<path class="band ${end.tone}" d="M${left},${pixels(y1)}C${curve(y1, y2)} ${right},${pixels(y2)}V${pixels(y2 + thickness)}C${curve(y2 + thickness, y1 + thickness)} ${left},${pixels(y1 + thickness)}Z" />`;
}

function box({ name, value, tone, column, x, y, height }: Placed): Markup {
  const label = labelPlace(x, column);
  return html`<rect class="area ${tone}" x="${pixels(x)}" y="${pixels(y)}" width="${nodeWidth}" height="${pixels(Math.max(1, height))}" /><text class="tick label ${label.anchor}" x="${pixels(label.x)}" y="${pixels(y - 6)}">${name}: ${value.toLocaleString('en')}</text>`;
}
