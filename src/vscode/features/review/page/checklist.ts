import {
  type Checklist,
  checklistWords,
  type Point,
  type PointState,
  stateWords,
} from '../../../../core/checklist.js';
import { type Child, h, section } from '../../../webview/page.js';
import { button, links } from './button.js';

const marks: Readonly<Record<PointState, string>> = { met: '✓', 'not-met': '✗', unknown: '?' };

/**
 * What a patch's ticket asks for, and whether the patch answers it: each point leads to its words in the ticket, its
 * places to the patch.
 */
export function checklistSection(checklist: Checklist): Child {
  const { points } = checklist;
  if (points.length === 0) return null;
  const rows = points.map((point) => h(`li.${point.state}`, ...pointParts(point)));
  return section('Checklist', h('p.soft', `${checklistWords(checklist)}.`), h('ul.checklist', rows));
}

function pointParts({ text, state, why, place, places, by }: Point): Child[] {
  const reason = by === 'checks' ? why : `${why} (${by})`;
  // That nobody can tell is what the mark says.
  const told = state === 'unknown' ? (places.length > 0 ? 'see' : '') : reason;
  return [
    h('span.tick', { role: 'img', 'aria-label': `${stateWords[state]}: ` }, marks[state]),
    button(text, { type: 'goTo', place }, { class: 'link', title: place.quote }),
    h('span.soft', { title: reason }, ` ${told}`),
    links(places),
  ];
}
