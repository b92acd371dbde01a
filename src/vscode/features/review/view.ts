import { counted } from '../../../core/counted.js';
import { labelWords } from '../../../core/labelWords.js';
import type { Place } from '../../../core/place.js';
import { nouns, percent, percents } from '../../../core/policy.js';
import { gainWords } from '../../../core/questionWords.js';
import { type Finding, type Label, sureFindings } from '../../../core/rating.js';
import {
  confidenceSentence,
  decisionWords,
  droppedSentence,
  isWeakEvidence,
  labelTold,
  measuredWords,
  tellsRisk,
  trustWords,
  usageSentence,
} from '../../../core/ratingWords.js';
import type { RatedVerdict, Verdict } from '../../../core/verdict.js';
import { type Child, h, joinPanel, list, row, section } from '../../webview/page.js';
import { whatMoved } from './moved.js';
import type { FromReview, PanelAction, Review } from './protocol.js';

const panel = joinPanel<Review, FromReview>(page);
/** What a person has opened or folded; it stays so when the page is renewed. */
const folds = new Map<string, boolean>();

function page(review: Review): Child {
  const { verdict, moved, ticket } = review;
  const { unrated, explanation, door } = verdict;
  return [
    header(review),
    unrated
      ? section('Next Step', h('p', unrated.nextStep))
      : section('Why', ...explanation.split('\n').map((line) => h('p', line))),
    moved && whatMoved(moved),
    verdict.questions.length > 0 && questions(verdict),
    !unrated && findings(verdict),
    door === 'output' && section('Ticket', h('p', ticketWords(ticket))),
    !verdict.unrated && rest(verdict),
  ];
}

function ticketWords(ticket: Review['ticket']): string {
  if (!ticket) return 'None chosen; the patch is judged on its own.';
  return ticket.from ? `${ticket.name} (${ticket.from})` : ticket.name;
}

function header({ verdict, stale, rating, done, policy }: Review): HTMLElement {
  const { door, source, decision, because, questions, unrated } = verdict;
  const [label, measured] = [labelTold(verdict), measuredWords(verdict)];
  const noun = nouns[door];
  const status = rating ? 'Rating…' : stale ? `Stale: the ${noun} has changed since.` : '';
  return h(
    `header.${decision}`,
    h('p.soft', `${door === 'input' ? 'Ticket' : 'Patch'} · ${source}`),
    h('h1', decisionWords(door, decision, verdict.asks), label !== '' && h('span.label', label)),
    h('p.because', because),
    measured !== '' && h('p.measured', measured),
    policy !== '' && h('p.soft', policy),
    !verdict.unrated && verdict.probabilitySource !== 'label' && gauge(verdict),
    h('p.status', { role: 'status' }, status),
    done?.map((sentence) => h('p.done', { role: 'status' }, sentence)),
    h(
      'p.actions',
      isWeakEvidence(verdict) && action('Ask a Model…', 'askModel'),
      action('Rate Again', 'rate'),
      door === 'output' && action('Choose Ticket…', 'chooseTicket'),
      questions.length > 0 && action('Ask', 'copyQuestions'),
      !unrated && door === 'input' && action('Rewrite Ticket', 'rewriteTicket'),
      done && [
        action('Follow', 'followDecision'),
        action('Override…', 'overrideDecision'),
        action('Record Outcome…', 'recordOutcome'),
      ],
    ),
  );
}

function action(text: string, name: PanelAction, attributes = {}): HTMLElement {
  return panel.button(text, { type: 'act', action: name }, attributes);
}

function links(places: readonly Place[]): Child {
  return places.map((place) => {
    const { file, range, quote } = place;
    const text = file ? `${file.path}:${file.line}` : `line ${range.start.line}`;
    return [' ', panel.button(text, { type: 'goTo', place }, { class: 'link', title: quote })];
  });
}

function folded(key: string, title: string, open: boolean, ...children: readonly Child[]): HTMLElement {
  const summary = h('summary', h('h2', title));
  const made = h('details', summary, children) as HTMLDetailsElement;
  made.open = folds.get(key) ?? open;
  summary.addEventListener('click', () => folds.set(key, !made.open));
  return made;
}

/** The risk as a bar with the limit as a mark on it. */
function gauge(verdict: RatedVerdict): HTMLElement {
  const { bounceProbability, threshold } = verdict;
  const fill = h('span.fill');
  fill.style.width = `${bounceProbability * 100}%`;
  const mark = h('span.mark', { title: `Limit ${percent(threshold)}` });
  mark.style.left = `${threshold * 100}%`;
  const [risk, limit] = percents(bounceProbability, threshold);
  const words = `Risk ${risk}, limit ${limit}`;
  const bar = h('div.gauge', { role: 'img', 'aria-label': words }, fill, mark);
  return h('div', bar, !tellsRisk(verdict) && h('p.soft', words));
}

function questions({ questions: asked }: Verdict): HTMLElement {
  const rows = asked.map((question) => {
    const worth = gainWords(question);
    return [question.text, worth !== '' && h('span.soft.worth', worth)];
  });
  return section('Questions to Ask', list('ol', rows));
}

function findings(verdict: Verdict): HTMLElement {
  const told = sureFindings(verdict);
  const unsure = verdict.findings.filter((one) => one.unsure);
  return section(
    told.length === 0 ? 'Findings' : `Findings (${told.length})`,
    told.length === 0 ? h('p.soft', 'None.') : findingList(told, verdict),
    unsure.length > 0 &&
      h('details', h('summary', counted(unsure.length, 'unsure finding')), findingList(unsure, verdict)),
  );
}

function findingList(told: readonly Finding[], { evidence }: Verdict): HTMLElement {
  const rows = told.map(({ id, severity, message, place, otherPlaces = [] }) =>
    h(
      `li.${severity}`,
      h('span.severity.soft', severity),
      ` ${message}`,
      links(place ? [place, ...otherPlaces] : otherPlaces),
      evidence.some((fact) => fact.id === id) && [' ', explanation(id)],
    ),
  );
  return h('ul.findings', rows);
}

function explanation(check: string): HTMLElement {
  const attributes = { class: 'link', title: 'Read what this check looks for' };
  return panel.button(`(${check})`, { type: 'explain', check }, attributes);
}

function rest(verdict: RatedVerdict): Child {
  const { door, labelProbabilities, coverage, evidence, trace } = verdict;
  const chances = Object.entries(labelProbabilities ?? {}).map(([label, probability]) =>
    row(labelWords[label as Label], h('td', percent(probability))),
  );
  const files = coverage.files.map(({ path, how, why }) => `${path} · ${how}${why ? ` (${why})` : ''}`);
  const isAllRead = coverage.files.every(({ how }) => how === 'reviewed');
  const steps = trace.map(({ tool, question, answer, milliseconds }) => [
    `${tool} ${question} → ${answer} `,
    h('span.soft', `${milliseconds} ms`),
  ]);
  const looks = trace.filter(({ tool }) => tool !== 'questions' && tool !== 'question').length;
  const facts = evidence.map(({ level, sentence, places }) => h(`li.${level}`, sentence, links(places)));
  const reviewed = `Coverage: ${percent(coverage.share)} of the ${nouns[door]} reviewed`;
  return [
    chances.length > 0 && section('Labels', h('table', h('tbody', chances))),
    folded('coverage', reviewed, !isAllRead, list('ul', files)),
    // What a rater that may look into the code base looked at.
    steps.length > 0 &&
      folded('trace', `What It Looked At (${counted(looks, 'look-up')})`, false, list('ol', steps)),
    folded('evidence', `Evidence (${facts.length} facts)`, false, h('ul', facts)),
    card(verdict),
  ];
}

function card(verdict: RatedVerdict): HTMLElement {
  const { door, rater, baseRateBasis, usage, droppedFindings, probabilitySource } = verdict;
  const change = { class: 'link', title: 'Choose who made this patch' };
  const used = [
    trustWords(verdict),
    ...(usage ? [usageSentence(usage)] : []),
    ...(droppedFindings ? [droppedSentence(droppedFindings)] : []),
  ];
  const trust = probabilitySource === 'model' && action('How Far to Trust It', 'showCard');
  return section(
    'Rater',
    h(
      'p',
      `${rater.name} ${rater.version}. ${confidenceSentence(verdict)} `,
      door === 'output' && baseRateBasis && [action('Change', 'chooseAgent', change), ' '],
      `${used.filter(Boolean).join(' ')} `,
      trust,
      action('Choose Rater…', 'chooseRater'),
    ),
  );
}
