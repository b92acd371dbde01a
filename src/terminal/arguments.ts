import type { Door } from '../core/rating.js';
import { options } from '../engine/config/generated.js';
import { type Format, formats } from '../outputs/formats.js';
import { needs } from '../raters/registry.js';
import { flag, oneOf, text, type Values } from './options.js';
import type { ProgramCommand } from './program.js';
import { raterArguments } from './raterArguments.js';
import { UsageError } from './usageError.js';

const { mirror: _, generated, ...settings } = options;
const common = {
  repo: text('dir', 'The code base: does a patch apply and parse, does a ticket name what exists?'),
  format: {
    ...oneOf('name', Object.keys(formats) as Format[], 'How the verdict is printed.'),
    default: 'text' as const,
  },
  json: flag('Print the verdict as JSON (docs/json.md describes it): short for --format json.'),
  jsonl: {
    ...flag(
      'Rate each row of FILE (JSON lines, CSV or Parquet), a task of BouncerBench or an issue as JSON, and print a line of JSON for each.',
    ),
    conflicts: ['format', 'json', 'ticket'],
  },
  showPrompt: flag('Print what would be sent, secrets removed, and send nothing.'),
  ...settings,
} as const;
const ticket = text('file', 'The ticket that the patch answers.');

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
    run: (values, [file = '']) =>
      rate(argumentsOf('input', file, { ...values, ticket: undefined, generated: [] })),
  });

export const ratePatch = (rate: (asked: Arguments) => Promise<number>) => (command: ProgramCommand) =>
  command.does({
    description: 'Rates a patch, a unified diff; - reads standard input.',
    takes: '<file>',
    options: { ticket, generated, ...common },
    more,
    run: (values, [file = '']) => rate(argumentsOf('output', file, values)),
  });

/** What the user asked of `bouncer ticket` or `bouncer patch`; the file is a path, or `-` for standard input. */
export type Arguments = ReturnType<typeof argumentsOf>;

/** @throws UsageError */
function argumentsOf(
  door: Door,
  file: string,
  values: Values<typeof common & { ticket: typeof ticket; generated: typeof generated }>,
) {
  const { rater, ticket, repo, ledger, generated, format, json, jsonl, failOpen, showPrompt, calibration } =
    values;
  if (ticket === '-' && file === '-')
    throw new UsageError('Only one of patch and ticket can come from standard input.');
  const sends = needs(rater, 'model');
  if (!sends && showPrompt)
    throw new UsageError(
      '--show-prompt works with --rater chat, agentic or panel: the local rater sends nothing.',
    );
  if (!sends && calibration !== undefined)
    throw new UsageError('--calibration works with --rater chat, agentic or panel.');
  return {
    door,
    file,
    failOpen,
    calibration,
    showPrompt,
    ticketFile: ticket,
    repositoryDirectory: repo,
    ledgerDirectory: ledger,
    generatedFiles: generated.length > 0 ? generated : undefined,
    format: json ? 'json' : format,
    isRows: jsonl,
    ...raterArguments(values, 'repo', repo),
  };
}
