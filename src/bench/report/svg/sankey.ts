import { html, type Markup, nothing } from '../markup.js';
import { type Picture, pixels, type Tone, titleHeight, width } from './drawing.js';

export interface SankeyNode {
  readonly id: string;
  readonly name: string;
  /** From the left, from 0. */
  readonly column: number;
  readonly tone: Tone;
}

export interface SankeyLink {
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
  const total = links.reduce((sum, { from, value }) => sum + (isFirst(from, nodes) ? value : 0), 0) || 1;
  const placed = placeNodes(nodes, links, total, columns.length);
  const bands = links
    .filter(({ value }) => value > 0)
    .map((link) => band(link, placed, (flowHeight * link.value) / total));
  const boxes = [...placed.values()].map((node) => box(node, (flowHeight * node.value) / total));
  const bottom = Math.max(
    top,
    ...[...placed.values()].map(({ y, value }) => y + (flowHeight * value) / total),
  );
  const heads = columns.map((title, column) => {
    const { x, anchor } = labelPlace(columnX(column, columns.length), column);
    return html`<text class="${anchor}" x="${pixels(x)}" y="${titleHeight + 16}">${title}</text>`;
  });
  return { height: bottom + 16, body: html`${heads}${bands}${boxes}` };
}

function isFirst(id: string, nodes: readonly SankeyNode[]): boolean {
  return nodes.some((node) => node.id === id && node.column === 0);
}

function columnX(column: number, columns: number): number {
  return 14 + ((width - 28 - nodeWidth) * column) / Math.max(1, columns - 1);
}

/** Words stand to the right of a column's left edge in the first one, and to the left of its right edge elsewhere. */
function labelPlace(x: number, column: number): { readonly x: number; readonly anchor: 'start' | 'end' } {
  return column === 0 ? { x, anchor: 'start' } : { x: x + nodeWidth, anchor: 'end' };
}

/** Nodes through which nothing flows are left out. */
function placeNodes(
  nodes: readonly SankeyNode[],
  links: readonly SankeyLink[],
  total: number,
  columns: number,
): Map<string, Placed> {
  const flow = (id: string, side: 'from' | 'to') =>
    links.reduce((sum, link) => sum + (link[side] === id ? link.value : 0), 0);
  const valued = nodes
    .map((node) => ({ ...node, value: Math.max(flow(node.id, 'from'), flow(node.id, 'to')) }))
    .filter(({ value }) => value > 0);
  const nextY = new Map<number, number>();
  return new Map(
    valued.map((node) => {
      const y = nextY.get(node.column) ?? top;
      nextY.set(node.column, y + (flowHeight * node.value) / total + gap);
      const x = columnX(node.column, columns);
      return [node.id, { ...node, x, y, incoming: y, outgoing: y }];
    }),
  );
}

function band({ from, to }: SankeyLink, placed: ReadonlyMap<string, Placed>, thickness: number): Markup {
  const [start, end] = [placed.get(from), placed.get(to)];
  if (!start || !end) return nothing;
  const [x1, x2, y1, y2] = [start.x + nodeWidth, end.x, start.outgoing, end.incoming];
  start.outgoing += thickness;
  end.incoming += thickness;
  const middle = pixels((x1 + x2) / 2);
  const [left, right] = [pixels(x1), pixels(x2)];
  const curve = (a: number, b: number) => `${middle},${pixels(a)} ${middle},${pixels(b)}`;
  return html`<path class="band ${end.tone}" d="M${left},${pixels(y1)}C${curve(y1, y2)} ${right},${pixels(y2)}V${pixels(y2 + thickness)}C${curve(y2 + thickness, y1 + thickness)} ${left},${pixels(y1 + thickness)}Z" />`;
}

function box(node: Placed, height: number): Markup {
  const label = `${node.name}: ${node.value.toLocaleString('en')}`;
  const { x, anchor } = labelPlace(node.x, node.column);
  return html`<rect class="area ${node.tone}" x="${pixels(node.x)}" y="${pixels(node.y)}" width="${nodeWidth}" height="${pixels(Math.max(1, height))}" /><text class="tick label ${anchor}" x="${pixels(x)}" y="${pixels(node.y - 6)}">${label}</text>`;
}
