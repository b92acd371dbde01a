import { addressProblem, modelNames } from '../raters/chat/openaiModel.js';
import { type Strategy, strategies } from '../raters/chat/prompt.js';
import { type RaterKind, raterKinds } from '../raters/makeRater.js';
import { amount, count, share, UsageError } from './options.js';

/** How to reach a model and how to ask it. */
export interface ChatArguments {
  readonly baseUrl?: string;
  /** More than one for a panel, cheapest first. */
  readonly models: readonly string[];
  readonly azureApiVersion?: string;
  readonly strategy: Strategy;
  readonly templateFile?: string;
  readonly samples: number;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly timeoutSeconds: number;
  /** US dollars for this run. */
  readonly budget?: number;
  /** US dollars for a million tokens in and out. */
  readonly price?: readonly [input: number, output: number];
  /** Rows that are rated at the same time. */
  readonly concurrency: number;
  readonly cache: boolean;
}

/** The options that say who rates and how, for `parseArgs`; every command that rates has them. */
export const raterOptions = {
  rater: { type: 'string' },
  'base-url': { type: 'string' },
  model: { type: 'string' },
  'azure-api-version': { type: 'string' },
  strategy: { type: 'string' },
  template: { type: 'string' },
  samples: { type: 'string' },
  'context-tokens': { type: 'string' },
  'max-output-tokens': { type: 'string' },
  timeout: { type: 'string' },
  price: { type: 'string' },
  budget: { type: 'string' },
  concurrency: { type: 'string' },
  'no-cache': { type: 'boolean' },
  threshold: { type: 'string' },
  'base-rate': { type: 'string' },
  'min-coverage': { type: 'string' },
} as const;

type RaterValues = {
  readonly [name in keyof typeof raterOptions]?: (typeof raterOptions)[name]['type'] extends 'string'
    ? string
    : boolean;
};

/** @throws UsageError */
export function raterOf({ rater = 'local', model }: RaterValues): RaterKind {
  const kind = raterKinds.find((one) => one === rater);
  if (!kind) throw new UsageError(`There is no rater "${rater}". The raters are ${raterKinds.join(', ')}.`);
  if (kind !== 'local' && modelNames(model ?? '').length === 0)
    throw new UsageError(`--rater ${kind} needs --model NAME.`);
  return kind;
}

/** @throws UsageError */
export function chatArguments(values: RaterValues): ChatArguments {
  const { strategy = 'confidence', template } = values;
  const known = strategies.find((one) => one === strategy);
  if (!known)
    throw new UsageError(`There is no strategy "${strategy}". The strategies are ${strategies.join(', ')}.`);
  const baseUrl = baseUrlOf(values['base-url']);
  const azure = values['azure-api-version'];
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    models: modelNames(values.model ?? ''),
    ...(azure !== undefined && { azureApiVersion: azure }),
    strategy: known,
    ...(template !== undefined && { templateFile: template }),
    samples: count('samples', values.samples, 1, 1, 25),
    contextTokens: count('context-tokens', values['context-tokens'], 32_000, 2_000, 10_000_000),
    maxOutputTokens: count('max-output-tokens', values['max-output-tokens'], 4_000, 100, 1_000_000),
    timeoutSeconds: count('timeout', values.timeout, 120, 1, 3_600),
    ...(values.budget !== undefined && { budget: amount('budget', values.budget) }),
    ...(values.price !== undefined && { price: priceArgument(values.price) }),
    concurrency: count('concurrency', values.concurrency, 4, 1, 64),
    cache: !values['no-cache'],
  };
}

/** @throws UsageError */
export function baseUrlOf(given: string | undefined): string | undefined {
  const problem = given !== undefined && addressProblem(given);
  if (problem) throw new UsageError(`--base-url ${problem}.`);
  return given;
}

function priceArgument(given: string): [number, number] {
  const [input, output, ...rest] = given.split(',');
  if (output === undefined || rest.length > 0) {
    throw new UsageError(
      `--price takes two amounts such as 2,8 (US dollars per million tokens in, out), not "${given}".`,
    );
  }
  return [amount('price', input as string), amount('price', output)];
}

/** What decides, where it is given. @throws UsageError */
export function shares(values: RaterValues): {
  readonly threshold?: number;
  readonly baseRate?: number;
  readonly minimumCoverage?: number;
} {
  const { threshold, 'base-rate': baseRate, 'min-coverage': minimumCoverage } = values;
  return {
    ...(threshold !== undefined && { threshold: share('threshold', threshold) }),
    ...(baseRate !== undefined && { baseRate: share('base-rate', baseRate) }),
    ...(minimumCoverage !== undefined && { minimumCoverage: share('min-coverage', minimumCoverage) }),
  };
}
