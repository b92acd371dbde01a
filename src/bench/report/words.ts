import type { Outcome } from '../../core/policy.js';
import type { Door } from '../../core/rating.js';
import { money } from '../../core/ratingWords.js';

export const nonBreaking = '\u00a0';

/** What stands where there is no value. */
export const none = '–';

export const doorNames: Readonly<Record<Door, string>> = {
  input: 'Input door: tickets',
  output: 'Output door: patches',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  proceed: 'accepted',
  abstain: 'bounced',
  unrated: 'not rated',
};

export function goldWord(gold: boolean | null): string {
  return gold === null ? 'unknown' : gold ? 'bounce' : 'accept';
}

/** "1,234". */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** "1 task", "1,234 tasks"; the plural takes an s unless it is given. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)}${nonBreaking}${value === 1 ? noun : plural}`;
}

/** A number with so many digits after the point and a real minus sign; never "−0.00". */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** "12.3%" of a share in 0..1. */
export function shareText(share: number, digits = 1): string {
  return `${decimal(100 * share, digits)}%`;
}

/** The text with at most `length` characters; what is cut ends in "…". */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** "$1.46". */
export function dollarsText(value: number | null): string {
  return value === null ? none : money(value);
}

/** "2 h 5 min", "3 min 20 s", "4.2 s". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)}${nonBreaking}s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours}${nonBreaking}h ${minutes}${nonBreaking}min`
    : `${minutes}${nonBreaking}min ${whole % 60}${nonBreaking}s`;
}

/** Beside every table of figures: what it is over, and what is not in it. */
export function basis({ tasks, missing }: { readonly tasks: number; readonly missing: number }): string {
  return `Over ${counted(tasks, 'task')} with a gold label and a rating; ${missing === 0 ? 'none is' : `${count(missing)} ${missing === 1 ? 'is' : 'are'}`} missing.`;
}

/** What every reader of a report should know, a paragraph each. */
export const readingSentences = [
  'I-Score (tickets) and O-Score (patches) go from −1 to 1, and more is better; rows that read nothing show what is reached without any judgment. A right decision earns the weight of its task, and a wrong one loses it. An impossible or a well specified ticket weighs 1, those between weigh a third; a correct patch weighs 1, a wrong one the share of the tests that it passes, so nearly right ones weigh most.',
  "The score that can be reached depends on how many tasks deserve a bounce, so compare only rows over the same tasks. If the interval of a difference contains 0, these tasks can't tell the two runs apart.",
  'Labels from tests and from annotators are not the truth itself: tests can be too narrow or too lax, and people disagree. A figure is over the tasks that have a gold label and a rating; how many are missing stands beside it.',
] as const;
