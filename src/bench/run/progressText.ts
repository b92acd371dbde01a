import { money } from '../../core/ratingWords.js';
import { count, duration } from '../report/words.js';
import type { Progress } from './tally.js';

/** "120 of 739 · 2 failed · 14 bounced · 45,000 tokens · $0.12 · 8.1 a second · 76 s left", for people. */
export function progressText(progress: Progress): string {
  const { tasks, done, failed, bounced, inputTokens, outputTokens, dollars, rate } = progress;
  const tokens = inputTokens + outputTokens;
  return [
    `${count(done)} of ${count(tasks)}`,
    failed > 0 ? `${count(failed)} failed` : '',
    `${count(bounced)} bounced`,
    tokens > 0 ? `${count(tokens)} tokens` : '',
    tokens > 0 ? (dollars === null ? 'price unknown' : money(dollars)) : '',
    rate > 0 ? `${rate.toFixed(rate < 10 ? 1 : 0)} a second` : '',
    rate > 0 && tasks > done ? `${duration((tasks - done) / rate)} left` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
