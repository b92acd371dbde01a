import type { Door } from '../core/rating.js';
import { options } from '../engine/config/generated.js';
import type { RaterKind } from '../raters/makeRater.js';
import { json, type Values } from './options.js';
import type { ProgramCommand } from './program.js';
import { type ChatArguments, chatArguments, checkRater, shares } from './raterArguments.js';
import { UsageError } from './usageError.js';

/** What the user asked of `bouncer ticket` or `bouncer patch`. */
export interface Arguments {
  readonly door: Door;
  /** A file's path, or `-` for standard input. */
  readonly file: string;
  readonly ticketFile: string | undefined;
  readonly repositoryDirectory: string | undefined;
  /** Folder to keep decisions in. */
  readonly ledgerDirectory: string | undefined;
  readonly output: 'text' | 'json' | 'jsonl';
  readonly threshold: number | undefined;
  readonly baseRate: number | undefined;
  readonly minimumCoverage: number;
  readonly failOpen: boolean;
  readonly rater: RaterKind;
  /** A file of `bouncer calibrate --out`, or `off`; absent for the calibrations that come with Bouncer. */
  readonly calibration: string | undefined;
  /** Print what would be sent, and send nothing. */
  readonly showPrompt: boolean;
  readonly chat: ChatArguments;
}

const { mirror: _, ...settings } = options;
const common = {
  repo: { type: 'string', value: 'dir', help: 'The code base, to check what a text says against it.' },
  json: { ...json, help: 'Print the verdict as JSON (docs/json.md describes it).' },
  jsonl: {
    type: 'boolean',
    help: 'Rate each line of FILE, a row of BouncerBench or an issue as JSON, and print a line of JSON for each.',
    conflicts: ['json', 'ticket'],
  },
  showPrompt: { type: 'boolean', help: 'Print what would be sent, secrets removed, and send nothing.' },
  ...settings,
} as const;
const ticket = { type: 'string', value: 'file', help: 'The ticket that the patch answers.' } as const;

const more = `The key comes from BOUNCER_API_KEY or OPENAI_API_KEY. docs/raters.md describes the raters.

Exit code
  0  proceed        1  abstain        2  could not rate, or wrong usage
  With --jsonl: 0 when every row was rated, else 2.`;

export const rateTicket = (rate: (asked: Arguments) => Promise<number>) => (command: ProgramCommand) =>
  command.does({
    description: 'Rates a ticket: Markdown, text or an issue as JSON; - reads standard input.',
    takes: '<file>',
    options: common,
    more,
    run: (values, [file = '']) => rate(argumentsOf('input', file, { ...values, ticket: undefined })),
  });

export const ratePatch = (rate: (asked: Arguments) => Promise<number>) => (command: ProgramCommand) =>
  command.does({
    description: 'Rates a patch, a unified diff; - reads standard input.',
    takes: '<file>',
    options: { ticket, ...common },
    more,
    run: (values, [file = '']) => rate(argumentsOf('output', file, values)),
  });

/** @throws UsageError */
function argumentsOf(
  door: Door,
  file: string,
  values: Values<typeof common & { ticket: typeof ticket }>,
): Arguments {
  const { rater, ticket, repo, json, jsonl, showPrompt, calibration } = values;
  if (ticket === '-' && file === '-')
    throw new UsageError('Only one of patch and ticket can come from standard input.');
  checkRater(values, 'repo', repo);
  if (rater === 'local' && showPrompt)
    throw new UsageError(
      '--show-prompt works with --rater chat, agentic or panel: the local rater sends nothing.',
    );
  if (rater === 'local' && calibration !== undefined)
    throw new UsageError('--calibration works with --rater chat, agentic or panel.');
  return {
    door,
    file,
    ticketFile: ticket,
    repositoryDirectory: repo,
    ledgerDirectory: values.ledger,
    output: jsonl ? 'jsonl' : json ? 'json' : 'text',
    ...shares(values),
    failOpen: values.failOpen,
    rater,
    calibration,
    showPrompt,
    chat: chatArguments(values),
  };
}
