import * as vscode from 'vscode';
import type { NamedData } from '../../../bench/data/namedData.js';
import type { RunWish } from '../../../bench/run/newRun.js';
import type { Selection } from '../../../bench/run/selection.js';
import type { Door } from '../../../core/rating.js';
import type { ChosenRater } from '../../raters.js';
import { doorRules, setting } from '../../settings.js';

/** What a person chose of a run in the palette. */
export interface Chosen {
  readonly data: NamedData;
  readonly doors: readonly Door[];
  readonly selection: Selection;
  readonly concurrency: number;
  readonly budget: number | null;
  readonly batch: boolean;
}

/** A run's wish from what was chosen and the settings. */
export function wishOf({ data, doors, ...chosen }: Chosen, rater: ChosenRater): RunWish {
  const input = doorRules('input');
  const output = doorRules('output');
  const { models, choice } = rater;
  const isRemote = models.length > 0 && !rater.isEditorModel;
  const azure = setting('chat.azureApiVersion').trim();
  return {
    data,
    doors,
    ...chosen,
    shard: null,
    choice,
    models: models.map(({ name }) => name),
    baseUrl: isRemote ? setting('chat.baseUrl').trim() : null,
    azureApiVersion: isRemote && azure !== '' ? azure : null,
    timeoutSeconds: setting('chat.timeout'),
    thresholds: {
      input: input.threshold ?? undefined,
      output: output.threshold ?? undefined,
    },
    minimumCoverage: setting('minimumCoverage'),
    baseRates: { input: input.baseRate, output: output.baseRate },
    repositories: null,
  };
}

const hubItems = [
  {
    label: '$(cloud-download) BouncerBench: tickets',
    description: 'uw-swag/input-bouncer on the Hugging Face Hub',
    given: 'input-bouncer',
    doors: ['input'],
  },
  {
    label: '$(cloud-download) BouncerBench: patches',
    description: 'uw-swag/output-bouncer on the Hugging Face Hub',
    given: 'output-bouncer',
    doors: ['output'],
  },
  {
    label: '$(cloud-download) BouncerBench Lite',
    description: 'the same instances at both doors',
    given: 'lite',
    doors: ['input', 'output'],
  },
] as const;

/** Asks for a data set and its doors. Undefined when the person gives up. */
export async function askForData(): Promise<
  { readonly given: readonly string[]; readonly doors: readonly Door[] } | undefined
> {
  const file = { label: '$(folder-opened) A file…', description: 'CSV, JSON, JSON lines or Parquet' };
  const picked = await vscode.window.showQuickPick([...hubItems, file], {
    title: 'Run BouncerBench: Data Set',
    placeHolder:
      "Data sets of the Hub are fetched once and kept. Their tickets and patches are other people's text.",
  });
  if (!picked) return undefined;
  if ('given' in picked) return { given: [picked.given], doors: picked.doors };
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Data Set',
      openLabel: 'Choose',
      filters: { 'Data sets': ['csv', 'tsv', 'json', 'jsonl', 'ndjson', 'parquet'] },
    })) ?? [];
  if (!uri) return undefined;
  const door = await vscode.window.showQuickPick(
    [
      { label: 'Tickets', description: 'the input door', doors: ['input'] as const },
      { label: 'Patches', description: 'the output door', doors: ['output'] as const },
      {
        label: 'Both',
        description: 'a Lite file with the columns of both',
        doors: ['input', 'output'] as const,
      },
    ],
    { title: 'Run BouncerBench: Door' },
  );
  return door && { given: [uri.fsPath], doors: door.doors };
}

/** Asks how many tasks. */
export async function askForSelection(): Promise<Selection | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'All', take: 'all' as const },
      { label: 'The first…', description: 'as the file has them', take: 'first' as const },
      {
        label: 'A sample…',
        description: 'that keeps the shares of repositories and labels',
        take: 'sample' as const,
      },
    ],
    { title: 'Run BouncerBench: Tasks' },
  );
  if (!picked) return undefined;
  if (picked.take === 'all') return { kind: 'all' };
  const count = await askForNumber('Number of Tasks', '100', 1, 1e9);
  if (count === undefined) return undefined;
  return picked.take === 'first' ? { kind: 'first', count } : { kind: 'sample', count, seed: 44 };
}

/** Asks for a whole number. Undefined when the person gives up. */
export async function askForNumber(
  title: string,
  value: string,
  least: number,
  most: number,
  prompt = '',
): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    value,
    prompt,
    validateInput: (given) =>
      Number.isInteger(Number(given)) && Number(given) >= least && Number(given) <= most
        ? undefined
        : `A whole number from ${least} to ${most.toLocaleString()}`,
  });
  return text === undefined ? undefined : Number(text);
}

/** Asks for a budget in US dollars; null for none, undefined when the person gives up. */
export async function askForBudget(): Promise<number | null | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Run BouncerBench: Budget',
    prompt:
      'US dollars that this run may cost; leave it empty for no limit. The run stops before it costs more.',
    validateInput: (given) =>
      given.trim() === '' || Number(given) >= 0 ? undefined : 'An amount of US dollars, for example 5',
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? null : Number(text);
}
