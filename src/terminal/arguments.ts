import type { Door } from '../core/rating.js';
import type { RaterKind } from '../raters/makeRater.js';
import { readOptions, UsageError } from './options.js';
import { type ChatArguments, chatArguments, raterOf, raterOptions, shares } from './raterArguments.js';

/** What the user asked of `bouncer` on the command line. */
export interface Arguments {
  readonly door: Door;
  /** A file's path, or `-` for standard input. */
  readonly file: string;
  readonly ticketFile?: string;
  readonly repositoryDirectory?: string;
  /** Folder to keep decisions in. */
  readonly ledgerDirectory?: string;
  readonly output: 'text' | 'json' | 'jsonl';
  readonly threshold?: number;
  readonly baseRate?: number;
  readonly minimumCoverage?: number;
  readonly failOpen: boolean;
  readonly rater: RaterKind;
  /** A file of `bouncer calibrate --out`, or `off`; absent for the calibrations that come with Bouncer. */
  readonly calibration?: string;
  /** Print what would be sent, and send nothing. */
  readonly showPrompt: boolean;
  readonly chat: ChatArguments;
}

export const help = `Bouncer rates tickets before a coding agent starts, and its patches before anyone merges them.

Usage
  bouncer ticket FILE|-  [--repo DIR] [options]
  bouncer patch  FILE|-  [--ticket FILE] [--repo DIR] [options]
  bouncer bench, bouncer calibrate, bouncer policy, bouncer ledger: see bouncer COMMAND --help

FILE is a Markdown or text ticket, an issue as JSON, or a unified diff; - reads standard input.

Options
  --ticket FILE         the ticket that the patch answers
  --repo DIR            the code base: does the patch apply and parse, does the ticket name what exists?
  --json                print the verdict as JSON (docs/json.md describes it)
  --jsonl               FILE has one BouncerBench row on each line (instance_id, problem_statement, and patch for
                        patches), or one issue as JSON; print one line of JSON for each row, in order
  --threshold P         abstain at this bounce probability or more, 0 to 1 (default: from the training data)
  --base-rate P         share of tickets or patches that deserve a bounce where you work, 0 to 1
                        (default: the training data's)
  --min-coverage P      abstain if less than this share was reviewed, 0 to 1 (default: 0.5)
  --ledger DIR          keep the decisions in this folder, without texts (bouncer ledger --help)
  --fail-open           let through what could not be rated (default: it may not proceed)

Raters (docs/raters.md)
  --rater NAME          local (the default: no network), chat, agentic (chat that looks into --repo), or panel
                        (local first, then each model while the answer is in doubt)
  --base-url URL        an OpenAI-compatible server (default: BOUNCER_BASE_URL, else https://api.openai.com/v1)
  --model NAME          the model; for a panel several, separated by commas, cheapest first
  --azure-api-version V the server is Azure OpenAI, and --model names the deployment
  --strategy NAME       confidence (default), plain, strict or reasoning
  --template FILE       a prompt of your own, with {{ticket}}, {{patch}}, {{evidence}} and {{labels}}
  --calibration FILE    what the model's answers mean, from bouncer calibrate --out, or off
                        (default: the one that comes with Bouncer for the model, if there is one)
  --samples N           answers to ask for when the first is near the threshold, 1 to 25 (default: 1)
  --context-tokens N    tokens that the model takes, prompt and answer together (default: 32000)
  --max-output-tokens N tokens that an answer may have (default: 4000)
  --timeout SECONDS     limit for one request (default: 120)
  --price IN,OUT        US dollars per million tokens, for models that Bouncer has no price for
  --budget USD          stop before this run costs more; needs a price for each model
  --concurrency N       rows to rate at the same time with --jsonl (default: 4)
  --no-cache            ask again, even if there is a cached answer
  --show-prompt         print what would be sent, secrets removed, and send nothing
  The key comes from BOUNCER_API_KEY or OPENAI_API_KEY.
  -h, --help            this text
  -v, --version         the version

Exit code
  0  proceed        1  abstain        2  could not rate, or wrong usage
  With --jsonl: 0 when every row was rated, else 2.

Examples
  bouncer ticket issue.md
  git diff | bouncer patch - --ticket issue.md --repo .
  bouncer patch --jsonl output-bouncer.jsonl > verdicts.jsonl
  bouncer patch fix.diff --ticket issue.md --rater chat --base-url http://127.0.0.1:11434/v1 --model qwen3
`;

/** Reads the command line. @throws UsageError */
export function readArguments(argv: readonly string[]): Arguments | 'help' | 'version' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [command, file, ...rest] = positionals;
  if (command === undefined)
    throw new UsageError('Say what to rate: bouncer ticket FILE or bouncer patch FILE.');
  if (command !== 'ticket' && command !== 'patch') {
    throw new UsageError(
      `There is no command "${command}". The commands are ticket, patch, bench, calibrate, policy and ledger.`,
    );
  }
  if (file === undefined) throw new UsageError(`Name the ${command}'s file, or - for standard input.`);
  if (rest.length > 0) throw new UsageError(`Name one file only; "${rest[0]}" is one too many.`);
  if (values.json && values.jsonl) throw new UsageError('Choose one of --json and --jsonl.');
  if (values.ticket !== undefined && command === 'ticket') {
    throw new UsageError('--ticket works only with bouncer patch.');
  }
  if (values.ticket !== undefined && values.jsonl) {
    throw new UsageError('--ticket does not work with --jsonl: each row has its own problem_statement.');
  }
  if (values.ticket === '-' && file === '-') {
    throw new UsageError('Only one of patch and ticket can come from standard input.');
  }
  const rater = raterOf(values);
  if (rater === 'agentic' && values.repo === undefined)
    throw new UsageError('--rater agentic needs --repo DIR to look into.');
  if (rater === 'local' && values['show-prompt'])
    throw new UsageError(
      '--show-prompt works with --rater chat, agentic or panel: the local rater sends nothing.',
    );
  if (values.calibration !== undefined && rater === 'local')
    throw new UsageError('--calibration works with --rater chat, agentic or panel.');
  return {
    door: command === 'ticket' ? 'input' : 'output',
    file,
    ...(values.ticket !== undefined && { ticketFile: values.ticket }),
    ...(values.repo !== undefined && { repositoryDirectory: values.repo }),
    ...(values.ledger !== undefined && { ledgerDirectory: values.ledger }),
    output: values.jsonl ? 'jsonl' : values.json ? 'json' : 'text',
    ...shares(values),
    failOpen: values['fail-open'] ?? false,
    rater,
    ...(values.calibration !== undefined && { calibration: values.calibration }),
    showPrompt: values['show-prompt'] ?? false,
    chat: chatArguments(values),
  };
}

function parse(argv: readonly string[]) {
  return readOptions({
    args: [...argv],
    allowPositionals: true,
    options: {
      ticket: { type: 'string' },
      repo: { type: 'string' },
      ledger: { type: 'string' },
      json: { type: 'boolean' },
      jsonl: { type: 'boolean' },
      'fail-open': { type: 'boolean' },
      ...raterOptions,
      calibration: { type: 'string' },
      'show-prompt': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });
}
