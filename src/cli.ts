#!/usr/bin/env node
import { once } from 'node:events';
import { CouldNotRate } from './core/rating.js';
import type { Subject } from './core/subject.js';
import { failureOf, type Verdict, verdictJson } from './core/verdict.js';
import { createEngine, type Engine, type RateRequest } from './engine/engine.js';
import { needs } from './raters/registry.js';
import { openRepository } from './repository/repository.js';
import { type Arguments, ratePatch, rateTicket } from './terminal/arguments.js';
import { calibrationsFor } from './terminal/calibrationArgument.js';
import { openKeeper } from './terminal/ledger.js';
import { coloured, plain, verdictText } from './terminal/print.js';
import { type Entry, runProgram } from './terminal/program.js';
import { raterFor } from './terminal/raterFor.js';
import { openInput, readInput, sourceOf } from './terminal/readInput.js';
import { inOrder, readRows } from './terminal/rows.js';
import { say } from './terminal/say.js';
import { UsageError } from './terminal/usageError.js';

const exitCodes = { proceed: 0, abstain: 1, unrated: 2 } as const;

const about = {
  description: 'Rates tickets before a coding agent starts, and its patches before anyone merges them.',
  more: `Exit code
  0  proceed        1  abstain        2  could not rate, or wrong usage

Examples
  bouncer ticket issue.md
  git diff | bouncer patch - --ticket issue.md --repo .
  bouncer patch --jsonl output-bouncer.jsonl > verdicts.jsonl
  bouncer patch fix.diff --ticket issue.md --rater chat --base-url http://127.0.0.1:11434/v1 --model qwen3`,
};

const commands: Readonly<Record<string, Entry>> = {
  ticket: { summary: 'Rate a ticket.', load: async () => rateTicket(rateGiven) },
  patch: { summary: 'Rate a patch.', load: async () => ratePatch(rateGiven) },
  bench: {
    summary: 'Measure raters on data sets.',
    load: async () => (await import('./terminal/bench/benchCommand.js')).benchCommand,
  },
  calibrate: {
    summary: "Learn what raters' answers mean.",
    load: async () => (await import('./terminal/calibrate.js')).calibrateCommand,
  },
  policy: {
    summary: 'Find a threshold.',
    load: async () => (await import('./terminal/policyCommand.js')).policyCommand,
  },
  ledger: {
    summary: 'Say how good decisions were.',
    load: async () => (await import('./terminal/ledgerCommand.js')).ledgerCommand,
  },
};

async function rateGiven(asked: Arguments): Promise<number> {
  const { choice, services: plain } = await raterFor(asked);
  const services = { ...plain, calibrations: await calibrationsFor(asked) };
  const { door, threshold = null, baseRate = null, failOpen, minimumCoverage } = asked;
  const rules = { [door]: { threshold, baseRate, failOpen } };
  const engine = createEngine({ rater: choice, doors: rules, minimumCoverage }, services);
  const request: RateRequest =
    asked.repositoryDirectory === undefined
      ? {}
      : { repository: await openRepository(asked.repositoryDirectory) };
  if (asked.showPrompt) {
    return print(await engine.prompt(await readSubject(asked), request), exitCodes.proceed);
  }
  const { ledgerDirectory, repositoryDirectory } = asked;
  const keeper =
    ledgerDirectory === undefined ? undefined : await openKeeper(ledgerDirectory, repositoryDirectory);
  const rate = asked.output === 'jsonl' ? rateRows : rateOne;
  const timed = async (subject: Subject): Promise<Verdict> => {
    const begun = performance.now();
    const verdict = await engine.rate(subject, request);
    await keeper?.keep(verdict, subject, Math.round(performance.now() - begun));
    return verdict;
  };
  return rate(asked, { ...engine, rate: timed }).finally(() => keeper?.close());
}

/** What a failure's message leaves out, for standard error: a stack trace of ours, or what a server or model said. */
function explain({ source, failure }: Verdict): void {
  const told = ['internal', 'bad-answer', 'refused', 'server-failed'].includes(failure?.cause ?? '');
  if (failure?.detail && told) say(`${source}: ${failure.detail}`);
}

async function readSubject({ door, file, ticketFile }: Arguments): Promise<Subject> {
  const subject = { door, ...(await readInput(file)) };
  return ticketFile === undefined ? subject : { ...subject, ticket: await readInput(ticketFile) };
}

async function rateOne(asked: Arguments, engine: Engine): Promise<number> {
  let subject: Subject = { door: asked.door, source: sourceOf(asked.file), text: '' };
  let verdict: Verdict;
  try {
    subject = await readSubject(asked);
    verdict = await engine.rate(subject);
  } catch (error) {
    if (!(error instanceof CouldNotRate)) throw error;
    verdict = engine.unrated(subject, failureOf(error));
  }
  explain(verdict);
  const { decision } = verdict;
  const style = process.stdout.isTTY && process.stdout.hasColors() ? coloured : plain;
  const text =
    asked.output === 'json'
      ? `${JSON.stringify(verdictJson(verdict), null, 2)}\n`
      : verdictText(verdict, subject.text, style);
  return print(text, decision.mayProceed ? exitCodes.proceed : exitCodes[decision.outcome]);
}

async function rateRows(asked: Arguments, engine: Engine): Promise<number> {
  let code: number = exitCodes.proceed;
  const { door } = asked;
  const rows = readRows(await openInput(asked.file), door);
  const width = needs(asked.rater, 'model') ? asked.chat.concurrency : 1;
  const verdicts = inOrder(rows, width, async (row) => ({
    row,
    verdict:
      'failure' in row
        ? engine.unrated({ door, source: row.instanceId ?? asked.file }, failureOf(row.failure))
        : await engine.rate(row.subject),
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

runProgram(commands, process.argv.slice(2), about).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(`bouncer: ${(error as Error).message}`);
    if (error instanceof CouldNotRate) say(error.nextStep);
    if (error instanceof UsageError) say(`Try ${error.help}.`);
    process.exitCode = exitCodes.unrated;
  },
);
