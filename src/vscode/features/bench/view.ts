import { element } from '../../webview/element.js';
import type { FromBenchPanel, ReportFile, RunView, ToBenchPanel } from './protocol.js';

// A run's view is made of text nodes. A report comes as markup that its renderer has escaped; the page's policy runs
// no script of it whatever it holds.

declare function acquireVsCodeApi(): { postMessage(message: FromBenchPanel): void };

const editor = acquireVsCodeApi();
const root = document.querySelector('main') as HTMLElement;

function button(text: string, message: FromBenchPanel): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', () => editor.postMessage(message));
  return made;
}

/** Parts of the run's page that live on while it is renewed, so that the keyboard's focus stays. */
let run:
  | {
      name: string;
      bar: HTMLElement;
      words: HTMLElement;
      why: HTMLElement;
      figures: HTMLElement;
      actions: HTMLElement;
    }
  | undefined;
let shownState: RunView['state'] | undefined;

function showRun(view: RunView): void {
  if (run?.name !== view.name) begin(view);
  if (!run) return;
  const percent = Math.round(view.share * 100);
  (run.bar.firstElementChild as HTMLElement).style.width = `${percent}%`;
  run.bar.setAttribute('aria-valuenow', String(percent));
  run.words.textContent = view.progress;
  run.why.textContent = view.why;
  run.figures.replaceChildren(...view.measured.map(figures));
  if (shownState === view.state) return;
  shownState = view.state;
  const actions = {
    running: [button('Stop', { type: 'stop' })],
    ending: [element('span', { class: 'soft' }, 'Stopping after the answers under way…')],
    ended: [button('Resume', { type: 'resume' }), button('Report What Is There', { type: 'report' })],
  };
  run.actions.replaceChildren(...actions[view.state]);
}

function begin(view: RunView): void {
  shownState = undefined;
  run = {
    name: view.name,
    bar: element(
      'div',
      {
        class: 'gauge',
        role: 'progressbar',
        'aria-valuemin': '0',
        'aria-valuemax': '100',
        'aria-label': 'Tasks done',
      },
      element('span', { class: 'fill' }),
    ),
    words: element('p', { class: 'words' }),
    why: element('p', { class: 'why', role: 'status' }),
    figures: element('div', {}),
    actions: element('p', { class: 'actions' }),
  };
  const about = view.about.flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)]);
  root.className = 'report';
  root.replaceChildren(
    element('h1', {}, view.name),
    run.bar,
    run.words,
    run.why,
    run.actions,
    run.figures,
    element('details', {}, element('summary', {}, 'About the Run'), element('dl', {}, ...about)),
  );
}

function figures({ door, tasks, rows }: RunView['measured'][number]): HTMLElement {
  const noun = door === 'input' ? 'tickets' : 'patches';
  const cells = rows.map(({ title, value, interval }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, title),
      element('td', { class: 'number' }, value),
      element('td', { class: 'number' }, interval),
    ),
  );
  return element(
    'table',
    {},
    element('caption', {}, `So far, over ${tasks.toLocaleString('en')} rated ${noun} with a gold label`),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Figure'),
        element('th', { scope: 'col', class: 'number' }, 'Value'),
        element('th', { scope: 'col', class: 'number' }, '95% interval'),
      ),
    ),
    element('tbody', {}, ...cells),
  );
}

const saves: readonly (readonly [string, ReportFile])[] = [
  ['HTML', 'html'],
  ['Markdown', 'md'],
  ['Figures as CSV', 'csv'],
  ['Tasks as CSV', 'tasks.csv'],
  ['JSON', 'json'],
];

function showReport(body: string): void {
  run = undefined;
  const page = new DOMParser().parseFromString(body, 'text/html').querySelector('main');
  if (!page) return;
  root.className = 'report';
  root.replaceChildren(
    element(
      'p',
      { class: 'actions' },
      'Save as ',
      ...saves.map(([text, file]) => button(text, { type: 'save', file })),
    ),
    ...page.childNodes,
  );
}

root.addEventListener('click', ({ target }) => {
  const { door, task, savePlot } = (target as HTMLElement).closest<HTMLElement>('button')?.dataset ?? {};
  if (savePlot !== undefined) editor.postMessage({ type: 'savePlot', plot: savePlot });
  else if (task !== undefined && (door === 'input' || door === 'output')) {
    editor.postMessage({ type: 'open', door, task });
  }
});

window.addEventListener('message', ({ data }: MessageEvent<ToBenchPanel>) => {
  if (data.type === 'run') showRun(data.view);
  else showReport(data.body);
});
editor.postMessage({ type: 'ready' });
