import type { DoorReport, GoodReport, Period } from '../../../ledger/report.js';
import { element } from '../../webview/element.js';
import type { FromGoodPanel, GoodModel, GoodScope, ToGoodPanel } from './protocol.js';

// People's reasons and files' names are untrusted text, so all enters the page as text nodes only.

declare function acquireVsCodeApi(): { postMessage(message: FromGoodPanel): void };

const editor = acquireVsCodeApi();
const root = document.querySelector('main') as HTMLElement;

function button(text: string, message: FromGoodPanel): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', () => editor.postMessage(message));
  return made;
}

function scopes({ here, scope }: GoodModel): HTMLElement | undefined {
  if (here === null) return undefined;
  const choice = (text: string, value: GoodScope) => {
    const made = button(text, { type: 'choose', scope: value });
    made.setAttribute('aria-pressed', String(value === scope));
    return made;
  };
  return element(
    'p',
    { class: 'actions scopes', role: 'group', 'aria-label': 'Decisions that count' },
    choice(`This Repository (${here})`, 'here'),
    choice('All', 'all'),
  );
}

function doorSection({ title, figures, reasons, drift }: DoorReport): HTMLElement {
  const rows = figures.map(({ title: name, value, detail }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'value' }, value),
      element('td', { class: 'soft' }, detail),
    ),
  );
  return element(
    'section',
    {},
    element('h2', {}, title),
    element('table', { class: 'figures' }, element('tbody', {}, ...rows)),
    reasons.length > 0 ? reasonList(reasons) : undefined,
    drift.length > 0 ? driftList(drift) : undefined,
  );
}

function reasonList(reasons: DoorReport['reasons']): HTMLElement {
  const rows = reasons.map(({ reason, count }) =>
    element('li', {}, `${reason} `, element('span', { class: 'soft' }, `${count.toLocaleString('en')}×`)),
  );
  return element('div', {}, element('h3', {}, 'Why It Was Overridden'), element('ul', {}, ...rows));
}

function driftList(drift: DoorReport['drift']): HTMLElement {
  const rows = drift.map(({ rater, sentence, offerRefit }) =>
    element(
      'li',
      offerRefit ? { class: 'drifted' } : {},
      element('strong', {}, `${rater}: `),
      sentence,
      offerRefit ? element('p', {}, refit) : undefined,
    ),
  );
  return element(
    'div',
    {},
    element('h3', {}, 'Does the Calibration Still Hold?'),
    element('ul', {}, ...rows),
  );
}

const refit =
  'Refit: make a data set of what is labeled with New Data Set from Ledger…, and give it to bouncer calibrate --fit.';

const kinds = [
  ['proceeded', 'Proceed'],
  ['abstained', 'Abstain'],
  ['unrated', 'Not rated'],
] as const;

function trendSection(weeks: readonly Period[]): HTMLElement {
  const most = Math.max(1, ...weeks.map((week) => week.proceeded + week.abstained + week.unrated));
  const head = ['Week from', ...kinds.map(([, name]) => name), 'Overridden'];
  const rows = weeks.map((week) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, week.from),
      ...kinds.map(([key]) => element('td', { class: 'value' }, week[key].toLocaleString('en'))),
      element('td', { class: 'value' }, week.overrode.toLocaleString('en')),
      element('td', { class: 'chart', 'aria-hidden': 'true' }, bar(week, most)),
    ),
  );
  return element(
    'section',
    {},
    element('h2', {}, 'Week by Week'),
    element(
      'p',
      { class: 'legend soft', 'aria-hidden': 'true' },
      ...kinds.flatMap(([key, name]) => [swatch(key), name]),
    ),
    element(
      'table',
      { class: 'weeks' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head.map((name, i) => element('th', { scope: 'col', ...(i > 0 && { class: 'value' }) }, name)),
          element('th', { 'aria-hidden': 'true' }),
        ),
      ),
      element('tbody', {}, ...rows),
    ),
  );
}

function swatch(kind: string): HTMLElement {
  return element('span', { class: `swatch ${kind}` });
}

function bar(week: Period, most: number): HTMLElement {
  const parts = kinds.map(([key]) => {
    const part = element('span', { class: key });
    part.style.width = `${(week[key] / most) * 100}%`;
    return part;
  });
  return element('span', { class: 'bar' }, ...parts);
}

function page({ decisions, note, doors, weeks }: GoodReport): (HTMLElement | undefined)[] {
  return [
    note === '' ? undefined : element('p', { class: 'note' }, note),
    ...doors.map(doorSection),
    weeks.length > 0 ? trendSection(weeks) : undefined,
    decisions === 0
      ? undefined
      : element(
          'p',
          { class: 'actions closing' },
          button('Export Ledger…', { type: 'act', action: 'exportLedger' }),
          button('New Data Set from Ledger…', { type: 'act', action: 'newDatasetFromLedger' }),
        ),
  ];
}

function show(model: GoodModel): void {
  const focused = document.activeElement?.textContent;
  const parts = [element('h1', {}, 'How Good Is It Here?'), scopes(model), ...page(model.report)];
  root.replaceChildren(...parts.filter((part) => part !== undefined));
  // The keyboard stays where it was.
  for (const made of root.querySelectorAll('button')) if (made.textContent === focused) made.focus();
}

window.addEventListener('message', ({ data }: MessageEvent<ToGoodPanel>) => {
  if (data.type === 'show') show(data.model);
  else root.replaceChildren(element('p', { class: 'note', role: 'alert' }, data.message));
});
editor.postMessage({ type: 'ready' });
