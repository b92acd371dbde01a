import { counted } from '../../../../core/counted.js';
import type { Moved } from '../../../../core/moved.js';
import { percent } from '../../../../core/policy.js';
import { h, section } from '../../../webview/page.js';

/** What a change of the ticket did: the probability before and after, the facts that turned, what was answered. */
export function whatMoved({ before, after, gained, lost, questions }: Moved): HTMLElement {
  const turned = (word: 'New' | 'Gone') => (sentence: string) =>
    h('li', h('span.soft', `${word}: `), sentence);
  return section(
    'What Moved',
    h(
      'p.moved',
      `Risk ${percent(before)} → `,
      h('strong', percent(after)),
      ` (${difference(before, after)})`,
    ),
    gained.length + lost.length === 0
      ? h('p.soft', 'Every check finds the same as before.')
      : h('ul.turned', gained.map(turned('New')), lost.map(turned('Gone'))),
    questions.length > 0 &&
      h(
        'ul.asked',
        { 'aria-label': 'Questions asked before' },
        questions.map(({ text, answered }) => h('li', ticked(answered), text)),
      ),
  );
}

function ticked(answered: boolean): HTMLElement {
  const words = answered ? 'Answered: ' : 'Open: ';
  return h('span.tick', { role: 'img', 'aria-label': words }, answered ? '☑' : '☐');
}

function difference(before: number, after: number): string {
  const points = Math.round(after * 100) - Math.round(before * 100);
  if (points === 0) return 'as before';
  const size = Math.abs(points);
  return `${counted(size, 'point')} ${points < 0 ? 'lower' : 'higher'}`;
}
