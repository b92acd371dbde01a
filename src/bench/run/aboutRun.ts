import type { Door } from '../../core/rating.js';
import type { RunForReport } from '../report/report.js';
import { baseRateText, thresholdText } from './ruleWords.js';
import type { RunFolder } from './runFolder.js';
import type { RunSettings } from './runSettings.js';

/** A run with its answers, as a report takes it. */
export async function runForReport(folder: RunFolder): Promise<RunForReport> {
  const { settings } = folder;
  const damaged: string[] = [];
  const byKey = await folder.answers((message) => damaged.push(message));
  // Intervals are drawn by lot, from the rows as they come: the order in which answers came is no part of a report.
  const answers = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
  const problems = [...damaged, ...(await folder.problems())];
  return { name: settings.name, answers, about: aboutRun(settings), problems };
}

/** What it takes to repeat a run, in words. */
export function aboutRun(settings: RunSettings): RunForReport['about'] {
  const { data, doors, rater, choice, models, shard } = settings;
  const facts: (readonly [string, string | null])[] = [
    ['Data set', data.name],
    ['Revision', data.revision],
    ['SHA-256', data.files.map(({ sha256 }) => sha256.slice(0, 12)).join(', ')],
    ['Tasks', `${settings.tasks.toLocaleString('en')}, ${selectionText(settings)}`],
    ['Part', shard && `${shard.index} of ${shard.count}`],
    ['Rater', `${rater.name} ${rater.version}`],
    ['Model', models.length === 0 ? null : `${models.join(', ')} at ${settings.baseUrl ?? 'the editor'}`],
    ['Asked', models.length === 0 ? null : askedText(settings)],
    ['Prompt', settings.promptHash?.slice(0, 12) ?? null],
    ['Threshold', atEach(doors, (door) => thresholdText(settings, door))],
    ['Base rate', atEach(doors, (door) => baseRateText(settings, door)) || null],
    ['Answers drawn', models.length === 0 ? null : String(choice.chat.samples)],
    ['Note', ['local', 'panel'].includes(choice.kind) ? trainingCaveat : null],
    ['Started', `${settings.createdAt} with Bouncer ${settings.bouncer} on Node ${settings.node}`],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

/** What is to be told of each door, the door's name behind it where there is more than one. */
function atEach(doors: readonly Door[], textAt: (door: Door) => string): string {
  const told = doors.map((door) => {
    const text = textAt(door);
    return text && `${text}${doors.length > 1 ? ` (${door})` : ''}`;
  });
  return told.filter(Boolean).join('; ');
}

const trainingCaveat =
  'The local rater was trained on tickets and patches of SWE-bench. On those the figures flatter it; its model card has the figures on tasks that it had not seen.';

function selectionText({ selection }: RunSettings): string {
  switch (selection.kind) {
    case 'all':
      return 'all of the data set';
    case 'first':
      return 'the first ones of the data set';
    case 'sample':
      return `a stratified sample (seed ${selection.seed})`;
    case 'tasks':
      return 'chosen by hand';
  }
}

function askedText({ choice, batch, concurrency }: RunSettings): string {
  const { strategy } = choice.chat;
  const how = typeof strategy === 'string' ? `strategy ${strategy}` : 'a prompt of your own';
  return `${how}, ${batch ? 'in batches' : `${concurrency} at a time`}`;
}
