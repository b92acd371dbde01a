import { percent } from '../../../core/policy.js';
import { type Child, element, section } from '../../webview/element.js';
import { whatMoved } from './moved.js';
import type {
  FromPanel,
  PanelAction,
  PanelFinding,
  PanelModel,
  PanelPlace,
  PanelRating,
  ToPanel,
} from './protocol.js';

// Everything shown comes from untrusted text, so it enters the page as text nodes only.

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void };

const editor = acquireVsCodeApi();
const root = document.querySelector('main') as HTMLElement;

function button(text: string, action: PanelAction): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', () => editor.postMessage({ type: 'act', action }));
  return made;
}

function link({ index, text, quote }: PanelPlace): HTMLElement {
  const made = element('button', { type: 'button', class: 'link', title: quote }, text);
  made.addEventListener('click', () => editor.postMessage({ type: 'goTo', place: index }));
  return made;
}

/** The links to places, each with a blank before it. */
function links(places: readonly PanelPlace[]): Child[] {
  return places.flatMap((place) => [' ', link(place)]);
}

/** What a person has opened or folded; it stays so when the page is renewed. */
const folds = new Map<string, boolean>();

/** Leads to the page on a check. */
function explanation(check: string): HTMLElement {
  const title = 'Read what this check looks for';
  const made = element('button', { type: 'button', class: 'link', title }, `(${check})`);
  made.addEventListener('click', () => editor.postMessage({ type: 'explain', check }));
  return made;
}

function folded(key: string, title: string, open: boolean, ...children: readonly Child[]): HTMLElement {
  const summary = element('summary', {}, element('h2', {}, title));
  const made = element('details', {}, summary, ...children);
  made.open = folds.get(key) ?? open;
  summary.addEventListener('click', () => folds.set(key, !made.open));
  return made;
}

function header(model: PanelModel): HTMLElement {
  const { rating, done } = model;
  return element(
    'header',
    { class: model.outcome },
    element('p', { class: 'soft' }, `${model.door === 'ticket' ? 'Ticket' : 'Patch'} · ${model.source}`),
    element('h1', {}, model.headline, rating && element('span', { class: 'label' }, rating.label)),
    element('p', { class: 'because' }, model.because),
    model.policy === '' ? undefined : element('p', { class: 'soft' }, model.policy),
    rating && rating.bounceProbability !== null
      ? gauge(rating.bounceProbability, rating.threshold)
      : undefined,
    element('p', { class: 'status', role: 'status' }, model.status),
    ...(done ?? []).map((sentence) => element('p', { class: 'done', role: 'status' }, sentence)),
    element(
      'p',
      { class: 'actions' },
      button('Rate Again', 'rate'),
      model.door === 'patch' ? button('Choose Ticket…', 'chooseTicket') : undefined,
      rating && rating.questions.length > 0 ? button('Ask', 'copyQuestions') : undefined,
      rating && model.door === 'ticket' ? button('Rewrite Ticket', 'rewriteTicket') : undefined,
      ...(done ? [button('Follow', 'followDecision')] : []),
      ...(done ? [button('Override…', 'overrideDecision')] : []),
      ...(done ? [button('Record Outcome…', 'recordOutcome')] : []),
    ),
  );
}

/** The bounce probability as a bar with the threshold as a mark on it. */
function gauge(bounceProbability: number, threshold: number): HTMLElement {
  const fill = element('span', { class: 'fill' });
  fill.style.width = `${bounceProbability * 100}%`;
  const mark = element('span', { class: 'mark', title: `Threshold ${percent(threshold)}` });
  mark.style.left = `${threshold * 100}%`;
  const words = `Bounce probability ${percent(bounceProbability)}, threshold ${percent(threshold)}`;
  return element(
    'div',
    {},
    element('div', { class: 'gauge', role: 'img', 'aria-label': words }, fill, mark),
    element('p', { class: 'soft' }, words),
  );
}

function questions({ questions: list }: PanelRating): HTMLElement {
  const rows = list.map(({ text, worth }) =>
    element('li', {}, text, worth ? element('span', { class: 'soft worth' }, worth) : undefined),
  );
  return section('Questions to Ask', element('ol', {}, ...rows));
}

function findings({ findings: list }: PanelRating): HTMLElement {
  const told = list.filter(({ unsure }) => !unsure);
  const unsure = list.filter((one) => one.unsure);
  const title = told.length === 0 ? 'Findings' : `Findings (${told.length})`;
  const words = `${unsure.length} unsure ${unsure.length === 1 ? 'finding' : 'findings'}`;
  return section(
    title,
    told.length === 0 ? element('p', { class: 'soft' }, 'None.') : findingList(told),
    unsure.length === 0
      ? undefined
      : element('details', {}, element('summary', {}, words), findingList(unsure)),
  );
}

function findingList(list: readonly PanelFinding[]): HTMLElement {
  const rows = list.map(({ severity, message, places, check }) =>
    element(
      'li',
      { class: severity },
      element('span', { class: 'severity soft' }, severity),
      ` ${message}`,
      ...links(places),
      ...(check ? [' ', explanation(check)] : []),
    ),
  );
  return element('ul', { class: 'findings' }, ...rows);
}

/** What a rater that may look into the code base looked at. */
function trace({ trace: steps }: PanelRating): HTMLElement {
  const rows = steps.map(({ tool, question, answer, milliseconds }) =>
    element(
      'li',
      {},
      `${tool} ${question} → ${answer} `,
      element('span', { class: 'soft' }, `${milliseconds} ms`),
    ),
  );
  const title = `What It Looked At (${steps.length} ${steps.length === 1 ? 'look-up' : 'look-ups'})`;
  return folded('trace', title, false, element('ol', {}, ...rows));
}

function evidence({ evidence: facts }: PanelRating): HTMLElement {
  const rows = facts.map(({ level, sentence, places }) =>
    element('li', { class: level }, sentence, ...links(places)),
  );
  return folded('evidence', `Evidence (${facts.length} facts)`, false, element('ul', {}, ...rows));
}

function probabilities({ probabilities: list }: PanelRating): HTMLElement {
  const rows = list.map(({ label, probability }) =>
    element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, percent(probability))),
  );
  return section('Labels', element('table', {}, element('tbody', {}, ...rows)));
}

function coverage({ coverage: summary, files }: PanelRating): HTMLElement {
  const unread = files.some(({ how }) => how !== 'reviewed');
  const rows = files.map(({ path, how, why }) =>
    element('li', {}, path, ` · ${how}${why ? ` (${why})` : ''}`),
  );
  return folded('coverage', `Coverage: ${summary}`, unread, element('ul', {}, ...rows));
}

function card({ rater, raterNotes, isLocal }: PanelRating): HTMLElement {
  return section(
    'Rater',
    element(
      'p',
      {},
      `${rater}. ${raterNotes.join(' ')} `,
      isLocal ? button('How Far to Trust It', 'showCard') : undefined,
      button('Choose Rater…', 'chooseRater'),
    ),
  );
}

function show(model: PanelModel): void {
  const { rating, ticket, nextStep, moved } = model;
  root.replaceChildren(
    header(model),
    ...[
      nextStep ? section('Next Step', element('p', {}, nextStep)) : undefined,
      rating && section('Why', ...rating.explanation.split('\n').map((line) => element('p', {}, line))),
      moved && whatMoved(moved),
      rating && rating.questions.length > 0 ? questions(rating) : undefined,
      rating && findings(rating),
      ticket === undefined
        ? undefined
        : section('Ticket', element('p', {}, ticket ?? 'None chosen; the patch is judged on its own.')),
      rating && rating.probabilities.length > 0 ? probabilities(rating) : undefined,
      rating && coverage(rating),
      rating && rating.trace.length > 0 ? trace(rating) : undefined,
      rating && evidence(rating),
      rating && card(rating),
    ].filter((part) => part !== undefined),
  );
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => show(data.model));
editor.postMessage({ type: 'ready' });
