import * as z from 'zod';
import { generatedFiles } from '../../core/coverage.js';
import { type Reviewer, usualRisk } from '../../core/policy.js';
import { defaultPrices } from '../../models/prices.js';
import type { Prices } from '../../models/spending.js';
import type { Strategy } from '../../raters/chat/prompt.js';
import type { Combination } from '../../raters/panel/panelRater.js';
import { type RaterKind, raters } from '../../raters/registry.js';

/** What there is to say about a setting besides its type, range and default. */
export interface About {
  /**
   * Who sets it: the user alone on this machine, if absent; for `window` and `resource` also a workspace or folder.
   * With `terminal` it is an option that the editor lacks.
   */
  readonly scope?: 'window' | 'resource' | 'terminal';
  /** Markdown, in sentences. */
  readonly help: string;
  /** The option in the terminal, for example `--samples <n>`. */
  readonly option?: string;
  /** The help in the terminal, where it differs. */
  readonly optionHelp?: string;
  /** The environment variable that says it in the terminal, where no option does. */
  readonly variable?: string;
  /** A sentence about each choice, in order. */
  readonly enumDescriptions?: readonly string[];
}

export const about = z.registry<About>();

/** A choice among the names of `meanings`; the first is the default. */
function choice<Name extends string>(meanings: Readonly<Record<Name, string>>, more: About) {
  const names = Object.keys(meanings) as Name[];
  return z
    .enum(names)
    .default(names[0] as never)
    .register(about, { ...more, enumDescriptions: Object.values<string>(meanings) });
}

const flag = (initial: boolean, more: About) => z.boolean().default(initial).register(about, more);
const text = (initial: string, more: About) => z.string().default(initial).register(about, more);
const globs = (initial: readonly string[], more: About) =>
  z
    .array(z.string())
    .default([...initial])
    .register(about, more);
const share = () => z.number().min(0).max(1);

const raterMeanings = Object.fromEntries(
  Object.entries(raters).map(([kind, { help }]) => [kind, help]),
) as Record<RaterKind, string>;

const strategyMeanings = {
  confidence: 'Asks for explanation, label and how sure the model is.',
  plain: 'Asks for explanation and label.',
  strict: 'Asks to bounce when in doubt.',
  reasoning: 'Asks for the arguments of both sides first.',
} satisfies Record<Strategy, string>;

const combinationMeanings = {
  stack:
    'A combination learned from recorded answers of exactly these models, if all of them were asked; otherwise the mean. The setting bouncer.calibration can turn it off.',
  mean: 'The mean of their bounce probabilities.',
  majority: 'The share of their votes.',
} satisfies Record<Combination, string>;

// The settings of a door, for tickets and for patches.
const rater = (subjects: string) =>
  choice(
    { ...raterMeanings, editor: "A model that the editor offers, for example GitHub Copilot's." },
    {
      help: `Who rates ${subjects} when you ask for it. What Bouncer rates by itself is always rated by the local rater.`,
    },
  );

const threshold = (otherwise: string) =>
  share()
    .nullable()
    .default(null)
    .register(about, {
      option: '--threshold <p>',
      help: `For experts: abstain at this bounce probability or more, from 0 to 1. If empty: ${otherwise}.`,
      optionHelp:
        "Abstain at this bounce probability or more (default: the rater's own limit; see --next for patches).",
    });

const reviewerMeanings = {
  person: 'A person reviews next: Bouncer stops only what is likely wrong.',
  nobody: 'Nobody reviews next: a patch proceeds only at a risk that you accept.',
} satisfies Record<Reviewer, string>;

const baseRate = (subjects: string, otherwise: string) =>
  share()
    .nullable()
    .default(null)
    .register(about, {
      option: '--base-rate <p>',
      help: `Share of ${subjects} that need rework where you work, from 0 to 1. Probabilities are corrected for it. If empty: ${otherwise}.`,
      optionHelp:
        'Share that needs rework where you work (default: for patches the best that is known of the agent, for tickets that of the training data).',
    });

const failOpen = (subject: string) =>
  flag(false, {
    option: '--fail-open',
    help: `Let a ${subject} proceed that could not be rated. It is still shown as *not rated*.`,
    optionHelp: 'Let through what could not be rated.',
  });

/** Every setting, in the order in which people see them. */
export const schema = z.object({
  ticketFiles: globs(
    ['**/*.ticket.md', '**/{ticket,tickets,issue,issues}/**/*.{md,txt,json}', '**/{TICKET,ISSUE}.md'],
    {
      scope: 'window',
      help: 'Glob patterns of the documents that are tickets. *Rate Ticket* works on any document.',
    },
  ),
  rateAutomatically: flag(true, {
    scope: 'window',
    help: 'Rate tickets and patches when they come into view, with the local rater: on this machine, without sending anything.',
  }),
  codeLens: flag(true, {
    scope: 'window',
    help: "Show the verdict above a ticket's title and above each file of a patch.",
  }),
  threads: flag(true, {
    help: 'Show the findings of a review of changes as comments on their lines.',
  }),
  problems: flag(true, { scope: 'window', help: 'List findings in the Problems view.' }),

  rater: choice(raterMeanings, { scope: 'terminal', option: '--rater <name>', help: 'Who rates.' }),
  'tickets.rater': rater('tickets'),
  'tickets.threshold': threshold("the rater's own limits, from which it abstains, or proceeds but asks"),
  'tickets.baseRate': baseRate('tickets', 'the share in the training data'),
  'tickets.failOpen': failOpen('ticket'),
  'patches.rater': rater('patches'),
  'patches.next': choice(reviewerMeanings, {
    option: '--next <who>',
    help: 'Who looks at a patch next, which says how much risk may proceed.',
    optionHelp:
      'Who looks at the patch next. person: stop only what is likely wrong. nobody: proceed only at the risk of --risk or less.',
  }),
  'patches.risk': share().default(usualRisk).register(about, {
    option: '--risk <p>',
    help: 'The highest risk at which a patch may proceed where nobody reviews next, from 0 to 1. The local rater hardly ever gives a risk as low as 10%: ask a model, or let a person review.',
    optionHelp: 'The highest risk at which a patch may proceed with --next nobody, from 0 to 1.',
  }),
  'patches.threshold': threshold(
    'what `#bouncer.patches.next#` means. A threshold stands above that and `#bouncer.patches.risk#`',
  ),
  'patches.baseRate': baseRate(
    'patches',
    'the best that is known, in this order: outcomes of this agent in your ledger, outcomes in this repository, the share of agents of its generation (74% for 2024 and before, 33% since), 33%. *Bouncer: Choose Agent…* says who makes the patches',
  ),
  'patches.failOpen': failOpen('patch'),
  minimumCoverage: share().default(0.5).register(about, {
    option: '--min-coverage <p>',
    help: 'Abstain if less than this share of a ticket or patch was reviewed, from 0 to 1.',
  }),
  generatedFiles: globs(generatedFiles, {
    option: '--generated <glob>',
    optionHelp:
      'Glob pattern of files in a patch that are generated and not reviewed, instead of the usual ones; may be given several times.',
    help: "Glob patterns of files in a patch that are generated and not reviewed. They are still listed in the coverage. A workspace can't change this setting, so no patch can hide a file from review.",
  }),
  calibration: choice(
    {
      default:
        'A calibration that you fitted, otherwise the one that comes with Bouncer for the rater, if there is one.',
      off: 'Probabilities as the rater gives them.',
    },
    {
      help: "Whether a rater's answers become the bounce probability that they turned out to mean on labeled data.",
    },
  ),
  calibrationFile: text('', {
    scope: 'terminal',
    option: '--calibration <file>',
    help: "What the rater's answers mean: a file from `bouncer calibrate --out`, or `off` (default: the one that comes with Bouncer for the rater, if there is one).",
  }),
  localOnly: flag(false, {
    scope: 'resource',
    help: 'Forbid every rater that asks a model: nothing leaves this machine. It is on if any level (machine, user, workspace or folder) turns it on; no other level can turn it off again.',
  }),
  editorModel: text('', {
    help: "Identifier of the editor's model for the rater *editor*. If empty: the first one that the editor offers. *Bouncer: Connect a Model…* sets it.",
  }),

  'chat.baseUrl': text('https://api.openai.com/v1', {
    option: '--base-url <url>',
    variable: 'BOUNCER_BASE_URL',
    help: "Address of an OpenAI-compatible server: OpenAI, Azure OpenAI, OpenRouter, Ollama (`http://127.0.0.1:11434/v1`), LM Studio, vLLM, llama.cpp. A workspace can't change it.",
    optionHelp: 'Address of an OpenAI-compatible server.',
  }),
  'chat.model': text('', {
    option: '--model <name>',
    help: 'Name of the model; for the rater *panel*, several, separated by commas, cheapest first. For Azure, the deployment.',
  }),
  'chat.azureApiVersion': text('', {
    option: '--azure-api-version <version>',
    help: 'API version of Azure OpenAI, for example `2024-10-21`. If empty: the server is not Azure.',
    optionHelp: 'API version of Azure OpenAI; the server is then Azure, and --model names the deployment.',
  }),
  'chat.strategy': choice(strategyMeanings, {
    option: '--strategy <name>',
    help: 'How the model is asked.',
  }),
  'chat.templateFile': text('', {
    option: '--template <file>',
    help: 'Path of a prompt of your own, with `{{ticket}}`, `{{patch}}`, `{{evidence}}` and `{{labels}}` in it. It replaces the strategy.',
  }),
  'chat.samples': z.int().min(1).max(25).default(1).register(about, {
    option: '--samples <n>',
    help: 'The most answers to ask for. More than one is asked for only if the first is near the threshold; their agreement is then the probability.',
  }),
  'chat.contextTokens': z.int().min(2_000).max(10_000_000).default(32_000).register(about, {
    option: '--context-tokens <n>',
    help: 'Tokens that the model takes, prompt and answer together. A larger patch is cut to fit, by whole hunks, and the coverage says so.',
  }),
  'chat.maxOutputTokens': z.int().min(100).max(1_000_000).default(4_000).register(about, {
    option: '--max-output-tokens <n>',
    help: 'Tokens that an answer may have, reasoning included.',
  }),
  'chat.timeout': z.number().min(1).max(3_600).default(120).register(about, {
    option: '--timeout <seconds>',
    help: 'Seconds that one request may take.',
  }),
  'chat.prices': z
    .record(z.string(), z.object({ input: z.number().min(0), output: z.number().min(0) }))
    .default(defaultPrices satisfies Prices)
    .register(about, {
      help: 'US dollars per million tokens, by model; a name that ends in `*` stands for all names that start that way. List prices of 2025: enter what you pay.',
    }),
  'chat.price': text('', {
    scope: 'terminal',
    option: '--price <in,out>',
    help: 'US dollars per million tokens in and out, such as 2,8, for models that Bouncer has no price for.',
  }),
  'chat.budgetPerDay': z.number().min(0).nullable().default(null).register(about, {
    help: 'US dollars that all windows together may spend a day. Bouncer makes no call that could exceed it, and none to a model without a price in `#bouncer.chat.prices#`. If empty: no limit.',
  }),
  'chat.budgetPerRun': z.number().min(0).nullable().default(null).register(about, {
    scope: 'terminal',
    option: '--budget <usd>',
    help: 'US dollars that this run may cost; it stops before it costs more. Needs a price for each model.',
  }),
  'chat.concurrency': z.int().min(1).max(64).default(4).register(about, {
    scope: 'terminal',
    option: '--concurrency <n>',
    help: 'Rows to rate at the same time.',
  }),
  'chat.cache': flag(true, {
    scope: 'terminal',
    option: '--no-cache',
    help: 'Ask again, even if there is a cached answer.',
  }),
  'panel.combination': choice(combinationMeanings, {
    help: "How a panel's ratings become one.",
  }),
  'panel.margin': share().default(0.2).register(about, {
    help: 'A panel asks its next member if the bounce probability is nearer to the threshold than this. 1 asks them all.',
  }),

  'bench.mirror': text('', {
    option: '--mirror <url>',
    variable: 'HF_ENDPOINT',
    help: 'Address of a mirror of the Hugging Face Hub, from which *Run BouncerBench…* downloads data sets by name. If empty: `https://huggingface.co`.',
    optionHelp: 'Address of the Hugging Face Hub, if not https://huggingface.co.',
  }),
  'commit.trailer': flag(false, {
    help: 'Have *Stage and Commit* end the message with the verdict as a trailer, such as `Bouncer: proceed, risk 21%`.',
  }),
  'ledger.enabled': flag(true, {
    help: 'Keep each decision on this machine, with what you did about it and what became of the work, for the *History* and *How Good Is It Here?* Texts of tickets and patches are not kept, only their hashes.',
  }),
  'ledger.directory': text('', {
    scope: 'terminal',
    option: '--ledger <dir>',
    help: 'Folder to keep the decisions in, without texts; `bouncer ledger` reads it.',
  }),
  'ledger.keepText': flag(false, {
    help: 'Keep the **text** of each ticket and patch, too: it is then stored on this disk, unencrypted, until you delete it with *Delete Ledger…* With it, labeled decisions can become a data set.',
  }),
  'ledger.mostDecisions': z.int().min(1).default(20_000).register(about, {
    help: 'How many of the newest decisions the *History* and *How Good Is It Here?* have. The months before them are archived; exports and data sets still have them.',
  }),
});

/** The groups in which the editor shows them, each by its first setting. */
export const groups: Readonly<Partial<Record<keyof Settings, string>>> = {
  ticketFiles: 'In the Editor',
  'tickets.rater': 'Decisions',
  localOnly: 'Models',
  'bench.mirror': 'Lab and History',
};

/** Every setting by its name, with the type of its value. */
export type Settings = z.infer<typeof schema>;
