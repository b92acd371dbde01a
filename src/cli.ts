#!/usr/bin/env node
import { once } from 'node:events';
import packageJson from '../package.json' with { type: 'json' };
import { decideUnrated, type Policy } from './core/policy.js';
import { CouldNotRate } from './core/rating.js';
import { failureOf, type Verdict, verdictJson } from './core/verdict.js';
import { type Input, type JudgeOptions, judgePatch, judgeTicket } from './raters/judge.js';
import { makeRater, promptFor, thresholdOf } from './raters/makeRater.js';
import { openRepository } from './repository/repository.js';
import { type Arguments, help, readArguments } from './terminal/arguments.js';
import { bench } from './terminal/bench/bench.js';
import { runCalibrate } from './terminal/calibrate.js';
import { calibrationsFor } from './terminal/calibrationArgument.js';
import { type Keeper, openKeeper, runLedger } from './terminal/ledger.js';
import { UsageError } from './terminal/options.js';
import { runPolicy } from './terminal/policy.js';
import { coloured, plain, verdictText } from './terminal/print.js';
import { raterFor } from './terminal/raterFor.js';
import { openInput, readInput, sourceOf } from './terminal/readInput.js';
import { inOrder, readRows } from './terminal/rows.js';
import { say, shown } from './terminal/say.js';

const exitCodes = { proceed: 0, abstain: 1, unrated: 2 } as const;

/** The commands that have a help of their own. */
const commands = new Map<string | undefined, (argv: readonly string[]) => Promise<number>>([
  ['bench', bench],
  ['calibrate', async (argv) => print(await runCalibrate(argv), 0)],
  [
    'ledger',
    async (argv) => {
      for await (const piece of runLedger(argv)) await print(shown(piece), 0);
      return 0;
    },
  ],
  ['policy', runPolicy],
]);

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const command = commands.get(name);
  return command ? command(rest) : rateGiven(argv);
}

async function rateGiven(argv: readonly string[]): Promise<number> {
  const asked = readArguments(argv);
  if (asked === 'help') return print(help, 0);
  if (asked === 'version') return print(`${packageJson.version}\n`, 0);
  const { choice, services: plain } = await raterFor(asked);
  const services = { ...plain, calibrations: await calibrationsFor(asked) };
  const options: JudgeOptions = {
    rater: makeRater(choice, services),
    policy: policyOf(asked, thresholdOf(choice, asked.door, services)),
    ...(asked.baseRate !== undefined && { baseRate: asked.baseRate }),
    ...(asked.repositoryDirectory !== undefined && {
      repository: await openRepository(asked.repositoryDirectory),
    }),
  };
  if (asked.showPrompt) {
    const input = await readGiven(asked);
    return print(await promptFor(asked.door, input, options, choice, services), exitCodes.proceed);
  }
  const { ledgerDirectory, repositoryDirectory } = asked;
  const keeper =
    ledgerDirectory === undefined ? undefined : await openKeeper(ledgerDirectory, repositoryDirectory);
  const rate = asked.output === 'jsonl' ? rateRows : rateOne;
  return rate(asked, options, keeper).finally(() => keeper?.close());
}

/** What a failure's message leaves out, for standard error: a stack trace of ours, or what a server or model said. */
function explain({ source, failure }: Verdict): void {
  const told = ['internal', 'bad-answer', 'refused', 'server-failed'].includes(failure?.cause ?? '');
  if (failure?.detail && told) say(`${source}: ${failure.detail}`);
}

async function readGiven({ file, ticketFile }: Arguments): Promise<Input & { readonly ticket?: Input }> {
  const input = await readInput(file);
  return ticketFile === undefined ? input : { ...input, ticket: await readInput(ticketFile) };
}

async function rateOne(asked: Arguments, options: JudgeOptions, keeper?: Keeper): Promise<number> {
  let input: Input & { readonly ticket?: Input } = { source: sourceOf(asked.file), text: '' };
  let verdict: Verdict;
  try {
    input = await readGiven(asked);
    verdict = await judge(input, asked, options, keeper);
  } catch (error) {
    verdict = unrated(input.source, error, asked, options);
  }
  explain(verdict);
  const { decision } = verdict;
  const style = process.stdout.isTTY && process.stdout.hasColors() ? coloured : plain;
  const text =
    asked.output === 'json'
      ? `${JSON.stringify(verdictJson(verdict), null, 2)}\n`
      : verdictText(verdict, input.text, style);
  return print(text, decision.mayProceed ? exitCodes.proceed : exitCodes[decision.outcome]);
}

async function rateRows(asked: Arguments, options: JudgeOptions, keeper?: Keeper): Promise<number> {
  let code: number = exitCodes.proceed;
  const rows = readRows(await openInput(asked.file), asked.door);
  const width = asked.rater === 'local' ? 1 : asked.chat.concurrency;
  const verdicts = inOrder(rows, width, async (row) => ({
    row,
    verdict:
      'failure' in row
        ? unrated(row.instanceId ?? asked.file, row.failure, asked, options)
        : await judge(row.input, asked, options, keeper),
  }));
  for await (const { row, verdict } of verdicts) {
    if (verdict.failure) {
      code = exitCodes.unrated;
      explain(verdict);
    }
    await print(`${JSON.stringify({ instance_id: row.instanceId, ...verdictJson(verdict) })}\n`, code);
  }
  return code;
}

async function judge(
  input: Input & { readonly ticket?: Input },
  { door }: Arguments,
  options: JudgeOptions,
  keeper: Keeper | undefined,
): Promise<Verdict> {
  const begun = performance.now();
  const verdict = await (door === 'input' ? judgeTicket(input, options) : judgePatch(input, options));
  await keeper?.keep(verdict, input, Math.round(performance.now() - begun));
  return verdict;
}

function unrated(source: string, error: unknown, { door }: Arguments, options: JudgeOptions): Verdict {
  if (!(error instanceof CouldNotRate)) throw error;
  const { rater, policy } = options;
  return {
    door,
    source,
    rater: rater.identity,
    threshold: policy.threshold,
    decision: decideUnrated(error, door, policy),
    anchors: [],
    failure: failureOf(error),
  };
}

function policyOf({ threshold, minimumCoverage, failOpen }: Arguments, raterThreshold: number): Policy {
  return {
    threshold: threshold ?? raterThreshold,
    minimumCoverage: minimumCoverage ?? 0.5,
    failOpen,
  };
}

/** Writes to standard output, waiting where the reader is slow, so that streaming stays streaming. */
async function print(text: string, code: number): Promise<number> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  return code;
}

// A reader that has seen enough (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const given = process.argv.slice(2);
main(given).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(`bouncer: ${(error as Error).message}`);
    if (error instanceof CouldNotRate) say(error.nextStep);
    if (error instanceof UsageError) {
      const command = commands.has(given[0]) ? `bouncer ${given[0]}` : 'bouncer';
      say(`Try ${command} --help.`);
    }
    process.exitCode = exitCodes.unrated;
  },
);
