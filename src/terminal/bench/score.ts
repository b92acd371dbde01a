import { nullRows } from '../../bench/nullRaters.js';
import { type GoldRow, type ScoredPredictions, scorePredictions } from '../../bench/predictions.js';
import { referenceFigures } from '../../bench/referenceFigures.js';
import { oneLine } from '../../core/oneLine.js';
import { CouldNotRate, type Door } from '../../core/rating.js';
import { table } from '../../core/textTable.js';
import { problemLines, say } from '../say.js';

export interface ScoreArguments {
  readonly door: Door;
  readonly gold: string;
  readonly predictions: string;
  readonly json: boolean;
  /** Also accept-all, bounce-all and the other raters that read nothing. */
  readonly baselines: boolean;
}

/** `bouncer bench score`: prints the reference's figures of any predictions. @throws CouldNotRate */
export async function score({ door, gold, predictions, json, baselines }: ScoreArguments): Promise<string> {
  const { raters, gold: rows, problems } = await scorePredictions(door, gold, predictions);
  for (const line of problemLines(problems)) say(line);
  if (!baselines && !raters.some(({ scored }) => scored.some(({ quality }) => quality !== null))) {
    throw new CouldNotRate(
      'malformed',
      `No predicted task has an ${door}_quality in ${gold}, and the figures are over the tasks that have one.`,
      `Give gold labels with ${door}_quality.`,
    );
  }
  for (const rater of raters) for (const note of notesOn(rater)) say(note);
  const figures = new Map<string, Record<string, number>>(
    raters.map((rater) => [rater.rater, figuresOf(door, rater)]),
  );
  if (baselines) for (const [name, own] of baselineFigures(door, rows)) figures.set(name, own);
  if (json) {
    const [only] = figures.values();
    return `${JSON.stringify(figures.size === 1 ? only : Object.fromEntries(figures), null, 2)}\n`;
  }
  const names = [...figures.keys()];
  const lines = Object.keys(figures.get(names[0] as string) ?? {}).map((key) => [
    key,
    ...names.map((name) => String(figures.get(name)?.[key] ?? '')),
  ]);
  return table(['', ...names.map((name) => oneLine(name) || 'predictions')], lines);
}

/** What a reader of the figures must know, in sentences. */
function notesOn({ rater, scored, contradicted }: ScoredPredictions): string[] {
  const whose = rater === '' ? 'The predictions' : `The predictions of "${oneLine(rater)}"`;
  const notes: string[] = [];
  if (!scored.some(({ quality }) => quality !== null)) {
    notes.push(`${whose} are for no task that has a quality in the gold file, so they have no figures.`);
  }
  const [first] = contradicted;
  if (first !== undefined) {
    const tasks =
      contradicted.length === 1 ? 'one task' : `${contradicted.length.toLocaleString('en')} tasks`;
    notes.push(`${whose} disagree about ${tasks} in several rows (${oneLine(first)}); the last row counts.`);
  }
  return notes;
}

function figuresOf(door: Door, { scored, missing, unknown }: ScoredPredictions): Record<string, number> {
  const ungraded = scored.filter(({ quality }) => quality === null).length;
  return { ...referenceFigures(door, scored), ungraded, missing, unknown };
}

function baselineFigures(door: Door, gold: readonly GoldRow[]): [string, Record<string, number>][] {
  const rows = gold.map((row) => ({ ...row, bounced: false, bounceProbability: null, label: null }));
  const raters = nullRows(door, rows, undefined, ({ codePoints }) => codePoints);
  const isSized = rows.some(
    ({ ticketLength, patchLength }) => (door === 'input' ? ticketLength : patchLength) > 0,
  );
  const entries = Object.entries(raters).filter(([name]) => isSized || name !== 'length-only');
  return entries.map(([name, own]) => [name.replaceAll('-', '_'), referenceFigures(door, own)]);
}
