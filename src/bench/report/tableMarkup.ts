import { html, type Markup, nothing } from './markup.js';
import type { Column, Table, TableCell } from './table.js';

/** A table with a caption, heads of columns and of rows, numbers to the right. */
export function tableMarkup({ caption, columns, rows }: Table): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr class="${row.isOwn ? 'this' : 'other'}">${row.cells.map((cell, i) => cellMarkup(cell, columns[i], i === 0))}</tr>
`,
  )}</tbody></table></div>`;
}

function cellMarkup({ text, note }: TableCell, column: Column | undefined, isHead: boolean): Markup {
  const small = note === undefined ? nothing : html`<span class="note">${note}</span>`;
  const kind = column?.kind ?? 'name';
  return isHead
    ? html`<th scope="row" class="${kind}">${text}${small}</th>`
    : html`<td class="${kind}">${text}${small}</td>`;
}
