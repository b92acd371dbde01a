import { createHash } from 'node:crypto';
import type { Door } from '../../core/rating.js';
import { costOf, priceOf } from '../../models/spending.js';
import { ratingRequest } from '../../raters/chat/prompt.js';
import type { RaterChoice } from '../../raters/registry.js';
import type { Gold } from '../../rows/gold.js';
import type { RowProblem } from '../../rows/row.js';
import { mean } from '../../stats/moments.js';
import type { Task } from '../task.js';
import type { RunSettings } from './runSettings.js';
import { chosenTasks } from './selection.js';
import { tasksOf } from './source.js';

/** What a run would take. */
export interface Estimate {
  readonly tasks: number;
  /** Rows of the data set that can't be used. */
  readonly problems: number;
  /** What is wrong with the first of them; null where all are fine. */
  readonly firstProblem: string | null;
  /**
   * The share of the tasks that deserves a bounce, by door, 0..1: of those that the door's score counts, or of all
   * labelled ones where it counts none; null where none is labelled.
   */
  readonly bounceShares: Readonly<Record<Door, number | null>>;
  /** For one answer from each model; a panel asks fewer, samples more. */
  readonly inputTokens: number;
  /** US dollars with answers of a typical length, and if every answer were as long as allowed; null without a price. */
  readonly dollars: { readonly likely: number; readonly most: number } | null;
}

/** Tokens of an answer as a rule: the paper's models explained themselves in 100 to 400 at the median. */
const typicalAnswer = 400;

/** Characters of a token, as a rule of thumb for English and code. Counting each task would cost as much as rating it. */
const charactersPerToken = 3.6;

/** Counts the tasks that a run would take, and what its models would cost. */
export async function estimate(
  settings: Pick<RunSettings, 'data' | 'doors' | 'selection' | 'shard' | 'choice' | 'models'>,
): Promise<Estimate> {
  const { data, doors, selection, shard, choice, models } = settings;
  const isChosen = await chosenTasks(selection, shard, doors.length > 1, () => tasksOf(data, doors));
  const frame = Object.fromEntries(doors.map((door) => [door, frameTokens(door, choice)]));
  const problems: RowProblem[] = [];
  const golds: Readonly<Record<Door, Gold[]>> = { input: [], output: [] };
  let [tasks, inputTokens] = [0, 0];
  for await (const task of tasksOf(data, doors, (problem) => problems.push(problem))) {
    // Of all tasks, so that every part of a run decides by the same numbers.
    if (task.gold) golds[task.door].push(task.gold);
    if (!isChosen(task)) continue;
    tasks++;
    inputTokens += (frame[task.door] as number) + textTokens(task, choice);
  }
  const asked = models.length === 0 ? 0 : Math.round(inputTokens);
  const prices = models.map((model) => priceOf(model, choice.chat.prices));
  const known = prices.every((price) => price !== undefined);
  const sum = (answer: number) =>
    prices.reduce((total, price) => total + (price ? costOf(price, asked, tasks * answer) : 0), 0);
  const most = sum(choice.chat.maxOutputTokens) * choice.chat.samples;
  return {
    tasks,
    problems: problems.length,
    firstProblem: problems[0]?.message ?? null,
    bounceShares: { input: shareOf(golds.input), output: shareOf(golds.output) },
    inputTokens: asked,
    dollars: known ? { likely: sum(Math.min(typicalAnswer, choice.chat.maxOutputTokens)), most } : null,
  };
}

function shareOf(golds: readonly Gold[]): number | null {
  const graded = golds.filter(({ quality }) => quality !== null);
  const counted = graded.length > 0 ? graded : golds;
  return counted.length === 0 ? null : mean(counted.map(({ bounce }) => Number(bounce)));
}

/** SHA-256 of the prompts with nothing in them: it changes with every word of theirs. */
export function promptHash(doors: readonly Door[], { chat }: RaterChoice): string {
  const prompts = doors.map((door) => emptyPrompt(door, chat));
  return createHash('sha256').update(JSON.stringify(prompts)).digest('hex');
}

/** Facts that a prompt lists, in tokens, roughly. */
const factTokens = 300;

function frameTokens(door: Door, { chat }: RaterChoice): number {
  return Math.ceil(JSON.stringify(emptyPrompt(door, chat)).length / charactersPerToken) + factTokens;
}

function textTokens({ ticket, patch }: Task, { chat }: RaterChoice): number {
  return Math.min(chat.contextTokens, (ticket.length + patch.length) / charactersPerToken);
}

function emptyPrompt(door: Door, { strategy, maxOutputTokens }: RaterChoice['chat']) {
  const parts = { door, ticket: '', ...(door === 'output' && { patch: '' }), evidence: [], cut: '' };
  return ratingRequest(parts, strategy, { mark: 'mark', sample: 0, maxOutputTokens });
}
