import type { options } from '../engine/config/generated.js';
import { addressProblem, modelNames } from '../raters/chat/openaiModel.js';
import type { Strategy } from '../raters/chat/prompt.js';
import { pairOf, type Values } from './options.js';
import { UsageError } from './usageError.js';

/** How to reach a model and how to ask it. */
export interface ChatArguments {
  readonly baseUrl: string | undefined;
  /** More than one for a panel, cheapest first. */
  readonly models: readonly string[];
  readonly azureApiVersion: string | undefined;
  readonly strategy: Strategy;
  readonly templateFile: string | undefined;
  readonly samples: number;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly timeoutSeconds: number;
  /** US dollars for this run. */
  readonly budget: number | undefined;
  /** US dollars for a million tokens in and out. */
  readonly price: readonly [input: number, output: number] | undefined;
  /** Rows that are rated at the same time. */
  readonly concurrency: number;
  readonly cache: boolean;
}

type RaterValues = Values<Omit<typeof options, 'calibration' | 'failOpen' | 'ledger' | 'mirror'>>;

/**
 * @param option the one that names the code base or code bases that `--rater agentic` looks into
 * @throws UsageError when a rater is asked for without what it needs
 */
export function checkRater(
  { rater, model = '' }: RaterValues,
  option: 'repo' | 'repos',
  directory: string | undefined,
): void {
  if (rater !== 'local' && modelNames(model).length === 0)
    throw new UsageError(`--rater ${rater} needs --model NAME.`);
  if (rater === 'agentic' && directory === undefined)
    throw new UsageError(`--rater agentic needs --${option} DIR to look into.`);
}

/** @throws UsageError */
export function chatArguments(values: RaterValues): ChatArguments {
  const { strategy, samples, contextTokens, maxOutputTokens, budget, concurrency, cache } = values;
  return {
    baseUrl: baseUrlOf(values.baseUrl),
    models: modelNames(values.model ?? ''),
    azureApiVersion: values.azureApiVersion,
    strategy,
    templateFile: values.template,
    samples,
    contextTokens,
    maxOutputTokens,
    timeoutSeconds: values.timeout,
    budget,
    price: values.price === undefined ? undefined : pairOf('price', values.price, '2,8'),
    concurrency,
    cache,
  };
}

/** @throws UsageError */
export function baseUrlOf(given: string | undefined): string | undefined {
  const problem = given !== undefined && addressProblem(given);
  if (problem) throw new UsageError(`--base-url ${problem}.`);
  return given;
}

/** What decides. */
export function shares({ threshold, baseRate, minCoverage }: RaterValues) {
  return { threshold, baseRate, minimumCoverage: minCoverage };
}
