import type { Moved } from '../../../core/moved.js';
import { percent } from '../../../core/policy.js';
import { element, section } from '../../webview/element.js';

/** What a change of the ticket did: the probability before and after, the facts that turned, what was answered. */
export function whatMoved({ before, after, gained, lost, questions }: Moved): HTMLElement {
  return section(
    'What Moved',
    element(
      'p',
      { class: 'moved' },
      `Bounce probability ${percent(before)} → `,
      element('strong', {}, percent(after)),
      ` (${difference(before, after)})`,
    ),
    gained.length + lost.length === 0
      ? element('p', { class: 'soft' }, 'Every check finds the same as before.')
      : element(
          'ul',
          { class: 'turned' },
          ...gained.map((sentence) => turned('New', sentence)),
          ...lost.map((sentence) => turned('Gone', sentence)),
        ),
    questions.length === 0
      ? undefined
      : element(
          'ul',
          { class: 'asked', 'aria-label': 'Questions asked before' },
          ...questions.map(({ text, answered }) => element('li', {}, ticked(answered), text)),
        ),
  );
}

function turned(word: 'New' | 'Gone', sentence: string): HTMLElement {
  return element('li', {}, element('span', { class: 'soft' }, `${word}: `), sentence);
}

function ticked(answered: boolean): HTMLElement {
  const words = answered ? 'Answered: ' : 'Open: ';
  return element('span', { class: 'tick', role: 'img', 'aria-label': words }, answered ? '☑' : '☐');
}

function difference(before: number, after: number): string {
  const points = Math.round(after * 100) - Math.round(before * 100);
  if (points === 0) return 'as before';
  const size = Math.abs(points);
  return `${size} ${size === 1 ? 'point' : 'points'} ${points < 0 ? 'lower' : 'higher'}`;
}
