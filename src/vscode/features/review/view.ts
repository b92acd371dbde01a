import { gainWords } from '../../../core/questionWords.js';
import type { Verdict } from '../../../core/verdict.js';
import { type Child, h, joinPanel, list, section } from '../../webview/page.js';
import { card } from './page/card.js';
import { checklistSection } from './page/checklist.js';
import { details } from './page/details.js';
import { whatMoved } from './page/moved.js';
import type { FromReview, Review } from './protocol.js';
import { ageWords, waitWords } from './times.js';

const { root } = joinPanel<Review, FromReview>(page);
setInterval(tick, 1_000);

function page(review: Review): Child {
  const { verdict, moved } = review;
  return [
    h('p.soft.source', `${verdict.door === 'input' ? 'Ticket' : 'Patch'} · ${verdict.source}`),
    card(review),
    moved && whatMoved(moved),
    verdict.checklist && checklistSection(verdict.checklist),
    verdict.questions.length > 0 && questions(verdict),
    !verdict.unrated && details(verdict),
  ];
}

function questions({ questions: asked }: Verdict): HTMLElement {
  const rows = asked.map((question) => {
    const worth = gainWords(question);
    return [question.text, worth !== '' && h('span.soft.worth', worth)];
  });
  return section('Questions to Ask', list('ol', rows));
}

/** Keeps the times that the page tells right. */
function tick(): void {
  const now = Date.now();
  for (const one of root.querySelectorAll<HTMLElement>('[data-at]')) {
    tell(one, ageWords(now - Number(one.dataset['at'])));
  }
  for (const one of root.querySelectorAll<HTMLElement>('[data-since]')) {
    tell(one, waitWords(now - Number(one.dataset['since'])));
  }
}

function tell(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
