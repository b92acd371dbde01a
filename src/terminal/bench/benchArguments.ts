import type { Selection, Shard } from '../../bench/run/selection.js';
import type { Entrant } from '../../bench/submission.js';
import type { Door } from '../../core/rating.js';
import type { RaterKind } from '../../raters/makeRater.js';
import { count, oneDoor, readOptions, UsageError } from '../options.js';
import {
  baseUrlOf,
  type ChatArguments,
  chatArguments,
  raterOf,
  raterOptions,
  shares,
} from '../raterArguments.js';
import type { ScoreArguments } from './score.js';

export const benchHelp = `Bouncer measures raters on BouncerBench (arXiv 2506.17812) and on data sets of your own.

Usage
  bouncer bench run     --data FILE|NAME --door input|output|lite [--out DIR] [options]
  bouncer bench resume  RUN [--base-url URL]
  bouncer bench report  RUN [RUN …] [--format md|html|json|csv|tasks] [--out FILE]
  bouncer bench compare RUN RUN [--json]
  bouncer bench merge   RUN RUN … --out DIR
  bouncer bench export  RUN --name NAME --out DIR [--oss] [--site URL] [--icon URL]
  bouncer bench score   --door input|output --gold FILE --predictions FILE [--baselines] [--json]

RUN is the folder of a run. FILE is CSV, JSON, JSON lines or Parquet in BouncerBench's columns (docs/bench.md).

bouncer bench run
  --data FILE           a data set; for lite one file with both doors' columns, or --data twice: input, then output
  --data NAME           input-bouncer, output-bouncer or lite from the Hugging Face Hub
  --revision REV        the Hub's commit, branch or tag (default: main; the run keeps the commit)
  --mirror URL          the Hub's address (default: HF_ENDPOINT, else https://huggingface.co)
  --door DOOR           input (tickets), output (patches) or lite (both doors on the same instances)
  --out DIR             the run's folder (default: bouncer-runs/TIME-DOOR-RATER)
  --first N             only the first N tasks (of lite: instances)
  --sample N            a sample of N that keeps the shares of repositories and labels; --seed S (default: 44)
  --shard I/N           only part I of N; bouncer bench merge puts the parts together
  --batch               use the server's Batch API: about half the price, takes up to a day
  --repos DIR           clones (owner/name) for raters that look into the code base at each task's commit
  --estimate            print what the run would cost, and ask nothing
  and the raters' options of bouncer --help: --rater, --model, --base-url, --concurrency (default: 4), --budget …

  Every answer is on the disk before it counts. Ctrl-C stops after the answers under way; a second one cuts them off.
  bouncer bench resume continues and asks for nothing twice. A run's folder may come from anybody, so it never chooses
  where tickets, patches and your key go: name the server with --base-url or BOUNCER_BASE_URL. A server on this
  computer is asked even if it is not named, but without your key.

bouncer bench score
  Scores predictions against a gold file: a leaderboard submission, published outputs
  ({instance_id: {explanation, label}}), or JSON lines with instance_id and label, bounce or bounceProbability, or
  labels of several raters. The fields rater, model or agent tell raters apart; each gets a column (if the gold file
  names agents, agent says whose patch it is). It prints the figures of BouncerBench's own script.

Exit code
  0  done        1  the run can be resumed: some tasks have no answer yet        2  it failed, or wrong usage
`;

export interface RunArguments {
  readonly command: 'run';
  readonly data: readonly string[];
  readonly revision: string;
  readonly mirror: string | undefined;
  readonly doors: readonly Door[];
  readonly out: string | undefined;
  readonly selection: Selection;
  readonly shard: Shard | null;
  readonly batch: boolean;
  readonly repositories: string | null;
  readonly onlyEstimate: boolean;
  readonly rater: RaterKind;
  readonly chat: ChatArguments;
  readonly threshold?: number;
  readonly baseRate?: number;
  readonly minimumCoverage?: number;
}

export const reportFormats = ['md', 'html', 'json', 'csv', 'tasks'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export type BenchArguments =
  | RunArguments
  | { readonly command: 'resume'; readonly run: string; readonly baseUrl: string | undefined }
  | { readonly command: 'work' }
  | {
      readonly command: 'report';
      readonly runs: readonly string[];
      readonly format: ReportFormat;
      readonly out: string | undefined;
    }
  | { readonly command: 'compare'; readonly runs: readonly [string, string]; readonly json: boolean }
  | { readonly command: 'merge'; readonly runs: readonly string[]; readonly out: string }
  | ({ readonly command: 'export'; readonly run: string; readonly out: string } & Entrant)
  | ({ readonly command: 'score' } & ScoreArguments);

const commands = ['run', 'resume', 'work', 'report', 'compare', 'merge', 'export', 'score'] as const;

/** Reads what follows `bouncer bench`. @throws UsageError */
export function readBenchArguments(argv: readonly string[]): BenchArguments | 'help' {
  const { values, positionals } = parse(argv);
  const [name, ...files] = positionals;
  if (values.help || name === undefined) return 'help';
  const command = commands.find((one) => one === name);
  if (!command) {
    throw new UsageError(
      `There is no command "bench ${name}". The commands are ${commands.filter((one) => one !== 'work').join(', ')}.`,
    );
  }
  if (command === 'run') return runArguments(values, files);
  if (command === 'work') return { command };
  if (command === 'resume')
    return { command, run: oneFolder(command, files), baseUrl: baseUrlOf(values['base-url']) };
  if (command === 'report') {
    if (files.length === 0) throw new UsageError('Name the folder of the run to report.');
    const format = reportFormats.find((one) => one === (values.format ?? 'md'));
    if (!format) {
      throw new UsageError(`--format takes ${reportFormats.join(', ')}, not "${values.format}".`);
    }
    return { command, runs: files, format, out: values.out };
  }
  if (command === 'compare') {
    const [a, b, ...rest] = files;
    if (a === undefined || b === undefined || rest.length > 0)
      throw new UsageError('Name the folders of two runs.');
    return { command, runs: [a, b], json: values.json ?? false };
  }
  if (command === 'merge') {
    if (files.length === 0) throw new UsageError('Name the folders of the shards.');
    return { command, runs: files, out: needed('out', values.out) };
  }
  if (command === 'export') {
    return {
      command,
      run: oneFolder(command, files),
      out: needed('out', values.out),
      name: needed('name', values.name),
      oss: values.oss ?? false,
      site: values.site ?? '',
      icon: values.icon ?? '',
    };
  }
  return {
    command,
    door: oneDoor(values.door),
    gold: needed('gold', values.gold),
    predictions: needed('predictions', values.predictions),
    json: values.json ?? false,
    baselines: values.baselines ?? false,
  };
}

function parse(argv: readonly string[]) {
  return readOptions({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...raterOptions,
      data: { type: 'string', multiple: true },
      revision: { type: 'string' },
      mirror: { type: 'string' },
      door: { type: 'string' },
      out: { type: 'string' },
      first: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string' },
      shard: { type: 'string' },
      batch: { type: 'boolean' },
      repos: { type: 'string' },
      estimate: { type: 'boolean' },
      format: { type: 'string' },
      json: { type: 'boolean' },
      name: { type: 'string' },
      oss: { type: 'boolean' },
      site: { type: 'string' },
      icon: { type: 'string' },
      gold: { type: 'string' },
      predictions: { type: 'string' },
      baselines: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

type Values = ReturnType<typeof parse>['values'];

function runArguments(values: Values, files: readonly string[]): RunArguments {
  if (files.length > 0) throw new UsageError(`Name the data set by --data; "${files[0]}" is one too many.`);
  const doors = doorsOf(values.door);
  const data = values.data ?? [];
  if (data.length === 0 || data.some((name) => name.trim() === ''))
    throw new UsageError('Name the data set: --data FILE, or a name on the Hub.');
  if (data.length > doors.length) throw new UsageError('--data is given twice only for --door lite.');
  const rater = raterOf(values);
  if (rater === 'agentic' && values.repos === undefined)
    throw new UsageError('--rater agentic needs --repos DIR with clones to look into.');
  if (values.batch && rater !== 'chat') throw new UsageError('--batch works only with --rater chat.');
  return {
    command: 'run',
    data,
    revision: values.revision ?? 'main',
    mirror: values.mirror,
    doors,
    out: values.out,
    selection: selectionOf(values),
    shard: shardOf(values.shard),
    batch: values.batch ?? false,
    repositories: values.repos ?? null,
    onlyEstimate: values.estimate ?? false,
    rater,
    chat: chatArguments(values),
    ...shares(values),
  };
}

function doorsOf(given: string | undefined): readonly Door[] {
  if (given === 'input' || given === 'output') return [given];
  if (given === 'lite') return ['input', 'output'];
  throw new UsageError(
    `Name the door: --door input, output or lite${given === undefined ? '' : `; there is no door "${given}"`}.`,
  );
}

function selectionOf({ first, sample, seed }: Values): Selection {
  if (first !== undefined && sample !== undefined)
    throw new UsageError('Choose one of --first and --sample.');
  if (seed !== undefined && sample === undefined) throw new UsageError('--seed works only with --sample N.');
  if (first !== undefined) return { kind: 'first', count: count('first', first, 1, 1, 1e9) };
  if (sample === undefined) return { kind: 'all' };
  return { kind: 'sample', count: count('sample', sample, 1, 1, 1e9), seed: count('seed', seed, 44, 0, 1e9) };
}

function shardOf(given: string | undefined): Shard | null {
  if (given === undefined) return null;
  const [index, shards] = (/^(\d+)\/(\d+)$/.exec(given) ?? []).slice(1).map(Number);
  if (index === undefined || shards === undefined || index < 1 || index > shards) {
    throw new UsageError(`--shard takes a part such as 1/4, not "${given}".`);
  }
  return { index, count: shards };
}

function oneFolder(command: string, files: readonly string[]): string {
  const [folder, ...rest] = files;
  if (folder === undefined || rest.length > 0)
    throw new UsageError(`bench ${command} takes the folder of one run.`);
  return folder;
}

function needed(option: string, value: string | undefined): string {
  if (!value?.trim()) throw new UsageError(`--${option} is missing.`);
  return value;
}
