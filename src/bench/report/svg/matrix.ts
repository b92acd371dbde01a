import { html, type Markup } from '../markup.js';
import { shortened } from '../words.js';
import { type Picture, pixels, titleHeight, width } from './drawing.js';

interface Matrix {
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  /** Counts, row by row. */
  readonly cells: readonly (readonly number[])[];
}

const left = 186;
const cellHeight = 46;
const longestName = 24;

/** Counts in cells, each shaded by its share of its row. */
export function matrix({ rowTitle, columnTitle, rowNames, columnNames, cells }: Matrix): Picture {
  const top = titleHeight + 58;
  const cellWidth = (width - left - 16) / columnNames.length;
  const heads = columnNames.flatMap((name, column) => {
    const x = pixels(left + cellWidth * (column + 0.5));
    const lines = twoLines(name, Math.floor(cellWidth / 6.6));
    return lines.map(
      (line, i) =>
        html`<text class="tick middle" x="${x}" y="${top - 9 - 14 * (lines.length - 1 - i)}">${line}</text>`,
    );
  });
  const rows = cells.map((row, i) => {
    const y = top + cellHeight * i;
    const sum = row.reduce((total, count) => total + count, 0);
    const boxes = row.map((count, column) => cell(count, sum, left + cellWidth * column, y, cellWidth));
    return html`<text class="tick end" x="${left - 10}" y="${y + cellHeight / 2 + 4}">${shortened(rowNames[i] ?? '', longestName)}</text>${boxes}`;
  });
  const middle = top + (cellHeight * cells.length) / 2;
  const titles = html`<text class="middle" x="${pixels((left + width - 16) / 2)}" y="${titleHeight + 16}">${columnTitle}</text><text class="middle" transform="rotate(-90 16 ${middle})" x="16" y="${middle}">${rowTitle}</text>`;
  return { height: top + cellHeight * cells.length + 14, body: html`${titles}${heads}${rows}` };
}

/** A name that is too long for one line, broken at the last blank that leaves a first line short enough. */
function twoLines(name: string, length: number): string[] {
  const blank = name.lastIndexOf(' ', length);
  if (name.length <= length || blank < 0) return [shortened(name, length)];
  return [name.slice(0, blank), shortened(name.slice(blank + 1), length)];
}

function cell(count: number, sum: number, x: number, y: number, cellWidth: number): Markup {
  const share = sum === 0 ? 0 : count / sum;
  const [middle, base] = [pixels(x + cellWidth / 2), y + cellHeight / 2];
  return html`<rect class="cell" x="${pixels(x)}" y="${y}" width="${pixels(cellWidth)}" height="${cellHeight}" fill-opacity="${(0.45 * share).toFixed(2)}" /><text class="middle" x="${middle}" y="${base - 1}">${count.toLocaleString('en')}</text><text class="tick middle" x="${middle}" y="${base + 14}">${Math.round(100 * share)}%</text>`;
}
