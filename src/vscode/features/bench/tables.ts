import { h } from '../../webview/page.js';

/** Lets a person sort a table by a click on the head of a column, once more for the other direction. */
export function makeSortable(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll<HTMLElement>('thead th')];
  for (const [at, head] of heads.entries()) {
    const button = h('button.sort', { type: 'button' }, head.textContent ?? '');
    button.addEventListener('click', () => {
      const isDown = head.getAttribute('aria-sort') === 'ascending';
      for (const one of heads) one.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
      sort(table, at, isDown);
    });
    head.replaceChildren(button);
  }
}

/** A box above a table that hides the rows without the words that are typed into it. */
export function filterFor(table: HTMLTableElement, noun: string): HTMLElement {
  const rows = [...table.querySelectorAll<HTMLElement>('tbody tr')];
  const texts = rows.map((row) => (row.textContent ?? '').toLowerCase());
  const box = h('input', { type: 'search', placeholder: 'wrong bounced django' }) as HTMLInputElement;
  const shown = h('span.soft', { role: 'status' });
  const update = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const [i, row] of rows.entries()) {
      row.hidden = !words.every((word) => texts[i]?.includes(word));
      if (!row.hidden) left++;
    }
    shown.textContent = `${left.toLocaleString('en')} of ${rows.length.toLocaleString('en')} ${noun}`;
  };
  box.addEventListener('input', update);
  update();
  return h('p.filter', h('label', `Filter ${noun} `, box), ' ', shown);
}

function sort(table: HTMLTableElement, at: number, isDown: boolean): void {
  const body = table.querySelector('tbody');
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')];
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[at]) }));
  keyed.sort((a, b) => compare(a.key, b.key) * (isDown ? -1 : 1));
  body?.append(...keyed.map(({ row }) => row));
}

/** What a cell is sorted by: its number where it begins with one, else its text without the note below it. */
function keyOf(cell: HTMLTableCellElement | undefined): number | string {
  const text = (cell?.firstChild?.textContent ?? '').trim();
  const number = /^\$?(−?[\d,]*\.?\d+)/.exec(text)?.[1];
  return number !== undefined && cell?.classList.contains('number')
    ? Number(number.replaceAll(',', '').replace('−', '-'))
    : text.toLowerCase();
}

/** Numbers before texts: what has no value comes last. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
  return typeof a === 'number' ? -1 : 1;
}
