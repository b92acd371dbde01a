import { type Child, h, joinPanel, row } from '../../webview/page.js';
import {
  type FromBenchPanel,
  type ReportFile,
  type RunView,
  reportFiles,
  type ToBenchPanel,
} from './protocol.js';
import { filterFor, makeSortable } from './tables.js';

// A report comes as markup that its renderer has escaped; the page's policy runs no script of it whatever it holds.

const { root, send, button } = joinPanel<ToBenchPanel, FromBenchPanel>((content) => {
  root.className = 'report';
  return content.type === 'run' ? shownRun(content.view) : report(content.body);
});

/** Parts of the run's page that stay when it is renewed, so that the keyboard focus stays. */
let run: ReturnType<typeof parts> | undefined;

/** Renews the page of the run on show; another run gets a new page. */
function shownRun(view: RunView): Child {
  const isNew = run?.name !== view.name;
  if (!run || isNew) run = parts(view);
  const percent = Math.round(view.share * 100);
  run.fill.style.width = `${percent}%`;
  run.bar.setAttribute('aria-valuenow', String(percent));
  run.words.textContent = view.progress;
  run.why.textContent = view.why;
  run.figures.replaceChildren(...view.measured.map(figures));
  if (run.state !== view.state) {
    run.state = view.state;
    const actions = {
      running: [button('Stop', { type: 'stop' })],
      ending: [h('span.soft', 'Stopping after the answers under way…')],
      ended: [button('Resume', { type: 'resume' }), button('Report So Far', { type: 'report' })],
    };
    run.actions.replaceChildren(...actions[view.state]);
  }
  if (!isNew) return undefined;
  const about = view.about.map(([label, value]) => [h('dt', label), h('dd', value)]);
  const details = h('details', h('summary', 'About the Run'), h('dl', about));
  return [h('h1', view.name), run.bar, run.words, run.why, run.actions, run.figures, details];
}

function parts({ name }: RunView) {
  const range = { role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' };
  const fill = h('span.fill');
  return {
    name,
    fill,
    bar: h('div.gauge', { ...range, 'aria-label': 'Tasks done' }, fill),
    words: h('p.words'),
    why: h('p.why', { role: 'status' }),
    figures: h('div'),
    actions: h('p.actions'),
    state: undefined as RunView['state'] | undefined,
  };
}

function figures({ door, tasks, rows }: RunView['measured'][number]): HTMLElement {
  const noun = door === 'input' ? 'tickets' : 'patches';
  const number = (text: string) => h('td.number', text);
  const cells = rows.map(({ title, value, interval }) => row(title, number(value), number(interval)));
  const heads = ['Value', '95% interval'].map((head) => h('th.number', { scope: 'col' }, head));
  const caption = `So far, over ${tasks.toLocaleString('en')} rated ${noun} with a gold label`;
  const head = h('tr', h('th', { scope: 'col' }, 'Figure'), heads);
  return h('table', h('caption', caption), h('thead', head), h('tbody', cells));
}

function report(body: string): Child {
  const page = new DOMParser().parseFromString(body, 'text/html').querySelector('main');
  if (!page) return undefined;
  run = undefined;
  const tables = [...page.querySelectorAll('table')];
  tables.forEach(makeSortable);
  const tasks = tables.find((table) => table.querySelector('button[data-task]'));
  tasks?.parentElement?.before(filterFor(tasks, 'tasks'));
  const files = Object.keys(reportFiles) as ReportFile[];
  const buttons = files.map((file) => button(reportFiles[file], { type: 'save', file }));
  return [h('p.actions', 'Save as ', buttons), ...page.childNodes];
}

root.addEventListener('click', ({ target }) => {
  const { door, task, savePlot } = (target as HTMLElement).closest<HTMLElement>('button')?.dataset ?? {};
  if (savePlot !== undefined) send({ type: 'savePlot', plot: savePlot });
  else if (task !== undefined && (door === 'input' || door === 'output')) send({ type: 'open', door, task });
});
