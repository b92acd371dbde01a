import * as vscode from 'vscode';
import type { NamedData } from '../../../bench/data/namedData.js';
import type { RunWish } from '../../../bench/run/newRun.js';
import type { Selection } from '../../../bench/run/selection.js';
import type { Door } from '../../../core/rating.js';
import { askForNumber, pick, pickFile } from '../../ask.js';
import type { ChosenRater } from '../../raters.js';
import { doorRules, setting } from '../../settings.js';

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
  const [input, output] = [doorRules('input'), doorRules('output')];
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
    thresholds: { input: input.threshold ?? undefined, output: output.threshold ?? undefined },
    minimumCoverage: setting('minimumCoverage'),
    baseRates: { input: input.baseRate, output: output.baseRate },
    repositories: null,
  };
}

interface AskedData {
  readonly given: readonly string[];
  readonly doors: readonly Door[];
}

const dataFiles = { 'Data sets': ['csv', 'tsv', 'json', 'jsonl', 'ndjson', 'parquet'] };

/** Asks for a data set and its doors. Undefined when the person gives up. */
export async function askForData(): Promise<AskedData | undefined> {
  const picked = await pick<AskedData | 'file'>(
    'Run BouncerBench: Data Set',
    [
      [
        '$(cloud-download) BouncerBench: tickets',
        { given: ['input-bouncer'], doors: ['input'] },
        'uw-swag/input-bouncer on the Hugging Face Hub',
      ],
      [
        '$(cloud-download) BouncerBench: patches',
        { given: ['output-bouncer'], doors: ['output'] },
        'uw-swag/output-bouncer on the Hugging Face Hub',
      ],
      [
        '$(cloud-download) BouncerBench Lite',
        { given: ['lite'], doors: ['input', 'output'] },
        'the same instances at both doors',
      ],
      ['$(folder-opened) A file…', 'file', 'CSV, JSON, JSON lines or Parquet'],
    ],
    {
      placeHolder:
        "Data sets of the Hub are fetched once and kept. Their tickets and patches are other people's text.",
    },
  );
  if (picked !== 'file') return picked;
  const path = await pickFile('Data Set', dataFiles);
  if (path === undefined) return undefined;
  const doors = await pick<readonly Door[]>('Run BouncerBench: Door', [
    ['Tickets', ['input'], 'the input door'],
    ['Patches', ['output'], 'the output door'],
    ['Both', ['input', 'output'], 'a Lite file with the columns of both'],
  ]);
  return doors && { given: [path], doors };
}

export async function askForSelection(): Promise<Selection | undefined> {
  const kind = await pick('Run BouncerBench: Tasks', [
    ['All', 'all'],
    ['The first…', 'first', 'as the file has them'],
    ['A sample…', 'sample', 'that keeps the shares of repositories and labels'],
  ]);
  if (kind === undefined || kind === 'all') return kind && { kind };
  const count = await askForNumber('Number of Tasks', '100', 1, 1e9);
  if (count === undefined) return undefined;
  return kind === 'first' ? { kind, count } : { kind, count, seed: 44 };
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
