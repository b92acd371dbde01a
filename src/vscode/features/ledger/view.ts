import type { DoorReport, GoodReport } from '../../../ledger/goodReport.js';
import type { Period } from '../../../ledger/trend.js';
import { type Child, h, joinPanel, list, row, section } from '../../webview/page.js';
import type { FromGoodPanel, GoodModel, GoodScope, ToGoodPanel } from './protocol.js';

const { root, button } = joinPanel<ToGoodPanel, FromGoodPanel>((content) => {
  if (content.type === 'failed') return h('p.note', { role: 'alert' }, content.message);
  const focused = document.activeElement?.textContent;
  // After the first page, the keyboard focus stays where it was.
  queueMicrotask(() => {
    for (const made of root.querySelectorAll('button')) if (made.textContent === focused) made.focus();
  });
  const { model } = content;
  return [h('h1', 'How Good Is It Here?'), scopes(model), page(model.report)];
});

function scopes({ here, scope }: GoodModel): Child {
  if (here === null) return undefined;
  const choice = (text: string, value: GoodScope) =>
    button(text, { type: 'choose', scope: value }, { 'aria-pressed': String(value === scope) });
  const group = { role: 'group', 'aria-label': 'Decisions that count' };
  return h('p.actions.scopes', group, choice(`This Repository (${here})`, 'here'), choice('All', 'all'));
}

function page({ decisions, note, doors, weeks }: GoodReport): Child {
  return [
    note !== '' && h('p.note', note),
    doors.map(doorSection),
    weeks.length > 0 && trend(weeks),
    decisions > 0 &&
      h(
        'p.actions.closing',
        button('Export Ledger…', { type: 'act', action: 'exportLedger' }),
        button('New Data Set from Ledger…', { type: 'act', action: 'newDatasetFromLedger' }),
      ),
  ];
}

function doorSection({ title, figures, reasons, drift, breakdown, refits }: DoorReport): HTMLElement {
  const rows = figures.map((figure) =>
    row(figure.title, h('td.value', figure.value), h('td.soft', figure.detail)),
  );
  const given = reasons.map(({ reason, count }) => [
    `${reason} `,
    h('span.soft', `${count.toLocaleString('en')}×`),
  ]);
  return section(
    title,
    h('table.figures', h('tbody', rows)),
    breakdown.map(outcomeTable),
    reasons.length > 0 && h('div', h('h3', 'Why People Disagreed'), list('ul', given)),
    drift.length > 0 && h('div', h('h3', 'Does the Calibration Still Hold?'), h('ul', drift.map(drifted))),
    refits.length > 0 && h('div', h('h3', 'Learn from These Outcomes'), h('ul', refits.map(refitLine))),
    refits.some(({ isReady }) => isReady) &&
      h('p.actions', button('Calibrate Rater…', { type: 'act', action: 'calibrate' })),
  );
}

/** What is known of the outcomes by agent, repository, rater or policy. */
function outcomeTable({ title, rows }: DoorReport['breakdown'][number]): HTMLElement {
  const names = [title.replace(/^By /, ''), 'Outcomes', 'Needed Rework', 'Decided Right'];
  const head = h(
    'tr',
    names.map((name) => h('th', { scope: 'col' }, name)),
  );
  const lines = rows.map(({ name, outcomes, rework, decidedRight }) =>
    row(name, h('td', outcomes.toLocaleString('en')), h('td', rework), h('td', decidedRight)),
  );
  return h('div', h('h3', `Outcomes ${title}`), h('table.outcomes', h('thead', head), h('tbody', lines)));
}

function drifted({ rater, sentence, offerRefit }: DoorReport['drift'][number]): HTMLElement {
  const name = h('strong', `${rater}: `);
  return h(offerRefit ? 'li.drifted' : 'li', name, sentence);
}

function refitLine({ rater, sentence }: DoorReport['refits'][number]): HTMLElement {
  return h('li', h('strong', `${rater}: `), sentence);
}

const kinds = [
  ['proceeded', 'Proceed'],
  ['abstained', 'Abstain'],
  ['unrated', 'Not rated'],
] as const;

function trend(weeks: readonly Period[]): HTMLElement {
  const most = Math.max(1, ...weeks.map((week) => week.proceeded + week.abstained + week.unrated));
  const number = (value: number) => h('td.value', value.toLocaleString('en'));
  const hidden = { 'aria-hidden': 'true' };
  const names = [...kinds.map(([, name]) => name), 'Disagreed'];
  const heads = names.map((name) => h('th.value', { scope: 'col' }, name));
  const head = h('tr', h('th', { scope: 'col' }, 'Week from'), heads, h('th', hidden));
  const rows = weeks.map((week) => {
    const counts = kinds.map(([key]) => number(week[key]));
    return row(week.from, counts, number(week.overrode), h('td.chart', hidden, bar(week, most)));
  });
  const legend = kinds.map(([key, name]) => [h(`span.swatch.${key}`), name]);
  return section(
    'Week by Week',
    h('p.legend.soft', hidden, legend),
    h('table.weeks', h('thead', head), h('tbody', rows)),
  );
}

function bar(week: Period, most: number): HTMLElement {
  const parts = kinds.map(([key]) => {
    const part = h(`span.${key}`);
    part.style.width = `${(week[key] / most) * 100}%`;
    return part;
  });
  return h('span.bar', parts);
}
