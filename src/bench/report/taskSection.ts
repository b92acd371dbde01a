import { html, type Markup, nothing } from './markup.js';
import type { TaskRow } from './taskRows.js';
import { counted, goldWord, none, outcomeWords, shareText, shortened } from './words.js';

/** Rows that a page shows; a browser grows slow with many more. */
const mostRows = 500;
const longestShown = 280;

/** The tasks, worst mistakes first, as far as a page can hold them. */
export function taskSection(tasks: readonly TaskRow[], interactive: boolean): Markup {
  const more = tasks.length - mostRows;
  const rest =
    more > 0
      ? html`<p>${counted(more, 'more task')} ${more === 1 ? 'is' : 'are'} not shown here; the CSV and JSON of this report hold them all.</p>`
      : nothing;
  return html`<section><h2>Tasks</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Tasks"><table><caption>Worst mistakes first: wrong decisions by how sure the rater was, then what could not be rated, then the rest</caption>
<thead><tr><th scope="col">Task</th><th scope="col">Door</th><th scope="col">Gold</th><th scope="col">Decision</th><th scope="col">Label</th><th scope="col" class="number">Bounce probability</th><th scope="col" class="text">Explanation</th></tr></thead>
<tbody>${tasks.slice(0, mostRows).map((task) => rowMarkup(task, interactive))}</tbody></table></div>${rest}</section>`;
}

function rowMarkup(row: TaskRow, interactive: boolean): Markup {
  const { door, task, repository, agent, gold, outcome, isRight, label, bounceProbability } = row;
  const name = interactive
    ? html`<button type="button" data-door="${door}" data-task="${task}">${task}</button>`
    : html`${task}`;
  const origin = [repository, agent].filter(Boolean).join(' · ');
  const verdict = isRight === null ? nothing : note(isRight ? 'right' : 'wrong');
  const probability = bounceProbability === null ? none : shareText(bounceProbability);
  return html`<tr><th scope="row">${name}${origin === '' ? nothing : note(origin)}</th><td>${door}</td><td>${goldWord(gold)}</td><td>${outcomeWords[outcome]}${verdict}</td><td>${label ?? none}</td><td class="number">${probability}</td><td class="text">${shortened(row.failure || row.explanation, longestShown)}</td></tr>
`;
}

function note(text: string): Markup {
  return html`<span class="note">${text}</span>`;
}
