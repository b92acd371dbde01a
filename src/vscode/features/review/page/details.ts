import { counted } from '../../../../core/counted.js';
import { filesOf } from '../../../../core/fileWords.js';
import { labelWords } from '../../../../core/labelWords.js';
import { nouns, percent } from '../../../../core/policy.js';
import { type Finding, type Label, sureFindings } from '../../../../core/rating.js';
import {
  confidenceSentence,
  droppedSentence,
  trustWords,
  usageSentence,
} from '../../../../core/ratingWords.js';
import type { RatedVerdict } from '../../../../core/verdict.js';
import { type Child, h, list, row } from '../../../webview/page.js';
import { action, button, links } from './button.js';
import { folded } from './folds.js';
import { icon } from './icons.js';

/** What a person looks up: all findings, what they rest on, and who said so. */
export function details(verdict: RatedVerdict): Child {
  return [findings(verdict), probabilities(verdict), evidence(verdict), trace(verdict), reviewer(verdict)];
}

/** The findings: of a patch by its files, with those without one first. */
function findings(verdict: RatedVerdict): HTMLElement {
  const { door, coverage } = verdict;
  const told = sureFindings(verdict);
  const unsure = verdict.findings.filter((one) => one.unsure);
  const more =
    unsure.length > 0 &&
    h('details', h('summary', counted(unsure.length, 'unsure finding')), findingList(unsure, verdict));
  if (door === 'input') {
    const none = told.length === 0 && h('p.soft', 'Nothing found.');
    return folded(
      'files',
      `Findings (${told.length})`,
      none,
      told.length > 0 && findingList(told, verdict),
      more,
    );
  }
  const elsewhere = told.filter(({ place }) => !place?.file);
  const files = filesOf(verdict).map(({ path, words, findings: own }) =>
    h(
      'li',
      h('span.path', path),
      h('span.soft', ` · ${words}`),
      own.length > 0 && findingList(own, verdict, path),
    ),
  );
  return folded(
    'files',
    `Files (${coverage.files.length})`,
    h('p.soft', `${percent(coverage.share)} of the ${nouns[door]} was reviewed.`),
    elsewhere.length > 0 && findingList(elsewhere, verdict),
    h('ul.files', files),
    more,
  );
}

const names = { error: 'Error:', warning: 'Warning:', info: 'Hint:' } as const;

/** @param path of the file whose places are meant; all if absent */
function findingList(
  told: readonly Finding[],
  { evidence: facts }: RatedVerdict,
  path?: string,
): HTMLElement {
  const rows = told.map(({ id, severity, message, place, otherPlaces = [] }) => {
    const places = place ? [place, ...otherPlaces] : otherPlaces;
    return h(
      `li.${severity}`,
      icon(severity, names[severity]),
      h(
        'span',
        message,
        links(path === undefined ? places : places.filter(({ file }) => file?.path === path)),
        facts.some((fact) => fact.id === id) && [' ', explanation(id)],
      ),
    );
  });
  return h('ul.reasons', rows);
}

function explanation(check: string): HTMLElement {
  const attributes = { class: 'link soft', title: 'Read what this check looks for' };
  return button(`(${check})`, { type: 'explain', check }, attributes);
}

function probabilities({ labelProbabilities }: RatedVerdict): Child {
  const chances = Object.entries(labelProbabilities ?? {}).map(([label, probability]) =>
    row(labelWords[label as Label], h('td', percent(probability))),
  );
  return chances.length > 0 && folded('probabilities', 'Probabilities', h('table', h('tbody', chances)));
}

/** What was looked for: what did not matter here, or could not be looked for, is left out. */
function evidence({ evidence: facts }: RatedVerdict): HTMLElement {
  const hasTicket = facts.every(({ id, value }) => id !== 'ticket-given' || value > 0);
  const isAboutNone = (sentence: string) => !hasTicket && /\b(?:that the|of the) ticket\b/.test(sentence);
  const told = facts.filter(({ moot, sentence }) => !moot && !isAboutNone(sentence));
  const rows = told.map(({ level, sentence, places }) => h(`li.${level}`, sentence, links(places, 5)));
  return folded('evidence', `Evidence (${counted(told.length, 'fact')})`, h('ul', rows));
}

/** What a rater that may look into the code base looked at. */
function trace({ trace: steps }: RatedVerdict): Child {
  const looks = steps.filter(({ tool }) => tool !== 'questions' && tool !== 'question').length;
  const rows = steps.map(({ tool, question, answer, milliseconds }) => [
    `${tool} ${question} → ${answer} `,
    h('span.soft', `${milliseconds} ms`),
  ]);
  return (
    steps.length > 0 && folded('trace', `What It Looked At (${counted(looks, 'look-up')})`, list('ol', rows))
  );
}

function reviewer(verdict: RatedVerdict): HTMLElement {
  const { door, rater, baseRateBasis, usage, droppedFindings, probabilitySource } = verdict;
  const isLocal = rater.name === 'local';
  const change = { class: 'link', title: 'Choose who made this patch' };
  const lines = [
    trustWords(verdict),
    usage ? usageSentence(usage) : '',
    droppedFindings ? droppedSentence(droppedFindings) : '',
  ].filter(Boolean);
  return folded(
    'reviewer',
    'Reviewer and Trust',
    h('p', { title: rater.version }, isLocal ? 'Local reviewer, on this machine.' : `${rater.name}.`),
    h(
      'p',
      `${confidenceSentence(verdict)} `,
      door === 'output' && baseRateBasis && action('Change', 'chooseAgent', change),
    ),
    lines.map((line) => h('p', line)),
    probabilitySource === 'model' && h('p', action('How Far to Trust It', 'showCard', { class: 'link' })),
  );
}
