#!/usr/bin/env node
import { CouldNotRate } from './core/rating.js';
import { type Entry, runProgram } from './terminal/program.js';
import { say } from './terminal/say.js';
import { UsageError } from './terminal/usageError.js';

const about = {
  description: 'Rates tickets before a coding agent starts, and its patches before anyone merges them.',
  more: `Exit code
  0  proceed        1  abstain        2  could not rate, or wrong usage

Examples
  bouncer ticket issue.md
  git diff | bouncer patch - --ticket issue.md --repo .
  bouncer compare --ticket issue.md copilot=a.patch codex=b.patch
  bouncer patch --jsonl output-bouncer.jsonl > verdicts.jsonl
  bouncer patch fix.diff --ticket issue.md --rater chat --base-url http://127.0.0.1:11434/v1 --model qwen3`,
};

// A command's code is loaded only when it runs, so help comes at once.
const commands: Readonly<Record<string, Entry>> = {
  ticket: {
    summary: 'Rates a ticket.',
    load: async () => (await import('./terminal/rate.js')).ticketCommand,
  },
  patch: {
    summary: 'Rates a patch.',
    load: async () => (await import('./terminal/rate.js')).patchCommand,
  },
  compare: {
    summary: 'Ranks patches for one ticket.',
    load: async () => (await import('./terminal/compare.js')).compareCommand,
  },
  bench: {
    summary: 'Measures raters on data sets.',
    load: async () => (await import('./terminal/bench/benchCommand.js')).benchCommand,
  },
  calibrate: {
    summary: "Learns what raters' answers mean.",
    load: async () => (await import('./terminal/calibrate.js')).calibrateCommand,
  },
  policy: {
    summary: 'Finds a threshold.',
    load: async () => (await import('./terminal/policy.js')).policyCommand,
  },
  ledger: {
    summary: 'Says how good decisions were.',
    load: async () => (await import('./terminal/ledgerCommand.js')).ledgerCommand,
  },
};

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
    process.exitCode = 2;
  },
);
