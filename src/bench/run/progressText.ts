import { money } from '../../core/ratingWords.js';
import type { Progress } from './tally.js';

/** «120 of 739 · 2 failed · 14 bounced · 45,000 tokens · $0.12 · 8.1 a second · 76 s left», for people. */
export function progressText(progress: Progress): string {
  const { tasks, done, failed, bounced, inputTokens, outputTokens, dollars, rate } = progress;
  const tokens = inputTokens + outputTokens;
  return [
    `${number(done)} of ${number(tasks)}`,
    failed > 0 ? `${number(failed)} failed` : '',
    `${number(bounced)} bounced`,
    tokens > 0 ? `${number(tokens)} tokens` : '',
    tokens > 0 ? (dollars === null ? 'price unknown' : money(dollars)) : '',
    rate > 0 ? `${rate.toFixed(rate < 10 ? 1 : 0)} a second` : '',
    rate > 0 && tasks > done ? `${duration((tasks - done) / rate)} left` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** «45 s», «12 min», «3 h 5 min» */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
