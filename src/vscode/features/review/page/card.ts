import { counted } from '../../../../core/counted.js';
import { percents } from '../../../../core/policy.js';
import { sureFindings } from '../../../../core/rating.js';
import { headWords, labelTold, measuredWords } from '../../../../core/ratingWords.js';
import { type Reason, reasonsOf, saidBy } from '../../../../core/reasons.js';
import type { RatedVerdict } from '../../../../core/verdict.js';
import { type Child, h } from '../../../webview/page.js';
import { offersOf } from '../offers.js';
import type { Review } from '../protocol.js';
import { ageWords, waitWords } from '../times.js';
import { action, button, links } from './button.js';
import { unfold } from './folds.js';
import { icon } from './icons.js';
import { menu } from './menu.js';

/** What a person reads in three seconds: what to do, how sure that is, why, and the button that does it. */
export function card(review: Review): HTMLElement {
  const { verdict, done, policy } = review;
  const { decision, unrated } = verdict;
  const [head, label] = [headWords(verdict), labelTold(verdict)];
  return h(
    `header.card.${decision}`,
    h(
      'h1',
      h('span.head', icon(decision), h('span', head)),
      label !== '' && label !== head && h('span.label', label),
    ),
    !unrated && verdict.probabilitySource !== 'label' && risk(verdict),
    !unrated && measured(verdict),
    policy !== '' && h('p.soft', policy),
    facts(review),
    unrated ? notRated(review) : why(review),
    state(review),
    banner(review),
    actions(review),
    done?.map((sentence) => h('p.done', { role: 'status' }, sentence)),
  );
}

/** The risk as a bar with the limit as a mark on it. */
function risk({ bounceProbability, threshold }: RatedVerdict): HTMLElement {
  const [value, limit] = percents(bounceProbability, threshold);
  const fill = h('span.fill');
  fill.style.width = `${bounceProbability * 100}%`;
  const mark = h('span.mark');
  mark.style.left = `${threshold * 100}%`;
  const bar = h('span.gauge', { 'aria-hidden': 'true' }, fill, mark);
  return h('p.risk', h('strong', `Risk ${value}`), bar, h('span', `limit ${limit}`));
}

function measured(verdict: RatedVerdict): Child {
  const words = measuredWords(verdict);
  return words !== '' && h('p.measured', words);
}

/** Ticket, size, reviewer and time, each a button that changes it. */
function facts({ verdict, ticket, rater, ratedAt }: Review): HTMLElement {
  const { door, coverage, unrated } = verdict;
  const count = coverage.files.length;
  const files = h('button.fact', { type: 'button', title: 'Show the files' }, counted(count, 'file'));
  files.addEventListener('click', () => unfold('files'));
  const age = action(ageWords(Date.now() - ratedAt), 'rate', { class: 'fact', title: 'Rate again' });
  age.dataset['at'] = String(ratedAt);
  const version = `${verdict.rater.name} ${verdict.rater.version}`.trim();
  const reviewer = { class: 'fact', title: `Choose who rates. This was rated by ${version}.` };
  return h(
    'p.facts',
    door === 'output' &&
      action(ticketWords(ticket), 'chooseTicket', {
        class: 'fact',
        title: 'Choose the ticket that this patch answers',
      }),
    door === 'output' && !unrated && count > 0 && files,
    action(`${rater} ▾`, 'chooseRater', reviewer),
    age,
  );
}

function ticketWords(ticket: Review['ticket']): string {
  if (!ticket) return 'No ticket ▾';
  return `Ticket ${ticket.name}${ticket.from && ` (${ticket.from})`} ▾`;
}

function why({ verdict }: Review): Child {
  const said = saidBy(verdict);
  const reasons = reasonsOf(verdict);
  const isMore = sureFindings(verdict).length > reasons.length;
  const more = h('button.link', { type: 'button' }, 'All findings');
  more.addEventListener('click', () => unfold('files'));
  return [
    reasons.length > 0 && h('ul.reasons', { 'aria-label': 'Why' }, reasons.map(reason)),
    isMore && h('p', more),
    said !== '' &&
      h(
        'div.said',
        said.split('\n').map((line) => h('p', line)),
      ),
  ];
}

const names = { error: 'Error:', warning: 'Warning:', info: 'Hint:', rule: '', estimate: '' } as const;

function reason({ kind, text, places }: Reason): HTMLElement {
  return h(`li.${kind}`, icon(kind, names[kind]), h('span', text, links(places, 2)));
}

function notRated({ verdict }: Review): Child {
  const { because, unrated } = verdict;
  return [h('p', because), unrated && h('p', unrated.nextStep)];
}

/** What goes on, or has changed: with what to do about it. */
function state({ asking, rating, stale }: Review): HTMLElement {
  const cancel = button('Cancel', { type: 'cancel' }, { class: 'link' });
  const wait =
    asking &&
    h(
      'span.wait',
      { 'aria-hidden': 'true', 'data-since': String(asking.since) },
      waitWords(Date.now() - asking.since),
    );
  const words = asking
    ? [`Asking ${asking.name}… `, wait, ' · ', cancel]
    : rating
      ? ['Rating… ', cancel]
      : stale !== '' && [`${stale} `, action('Rate Again', 'rate', { class: 'link' })];
  return h('p.status', { role: 'status' }, words || '');
}

/** Who was asked and gave no answer: what stood before stands. */
function banner({ failed, isModelAtFault, verdict }: Review): Child {
  if (!failed) return null;
  return h(
    'div.banner',
    { role: 'alert' },
    icon('warning', 'Warning:'),
    h(
      'span',
      `${failed.message} ${failed.nextStep} What you see is by ${verdict.rater.name === 'local' ? 'the local reviewer' : verdict.rater.name}. `,
      isModelAtFault && [action('Connect a Model…', 'connectModel', { class: 'link' }), ' · '],
      action('Try Again', 'rate', { class: 'link' }),
    ),
  );
}

function actions(review: Review): HTMLElement {
  const [primary, ...others] = offersOf(review);
  const pin = button(review.pinned ? 'Follow the Active Review' : 'Pin This Review', { type: 'pin' });
  return h(
    'p.actions',
    action(primary.text, primary.action, { class: 'primary' }),
    menu('More Actions', [...others.map(({ text, action: name }) => action(text, name)), pin]),
    review.pinned && h('span.soft', 'Pinned'),
  );
}
