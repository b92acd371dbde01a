import type { options } from '../engine/config/generated.js';
import { addressProblem, modelNames } from '../models/openaiModel.js';
import { needs } from '../raters/registry.js';
import { pairOf, type Values } from './options.js';
import { UsageError } from './usageError.js';

type RaterValues = Values<
  Omit<typeof options, 'calibration' | 'failOpen' | 'generated' | 'ledger' | 'mirror'>
>;

/**
 * Who rates and how, and what decides.
 *
 * @param codeBase the option that names what an agentic rater looks into, and its value
 * @throws UsageError when a rater lacks what it needs
 */
export function raterArguments(
  values: RaterValues,
  ...codeBase: readonly [option: string, directory: string | undefined]
) {
  const { rater, threshold, baseRate, minCoverage, price } = values;
  const models = modelNames(values.model ?? '');
  if (needs(rater, 'model') && models.length === 0)
    throw new UsageError(`--rater ${rater} needs --model NAME.`);
  if (needs(rater, 'repository') && codeBase[1] === undefined)
    throw new UsageError(`--rater ${rater} needs --${codeBase[0]} DIR to look into.`);
  return {
    rater,
    threshold,
    baseRate,
    minimumCoverage: minCoverage,
    /** How to reach models and how to ask them; the models of a panel come cheapest first. */
    chat: {
      azureApiVersion: values.azureApiVersion,
      strategy: values.strategy,
      samples: values.samples,
      contextTokens: values.contextTokens,
      maxOutputTokens: values.maxOutputTokens,
      budget: values.budget,
      concurrency: values.concurrency,
      cache: values.cache,
      models,
      baseUrl: baseUrlOf(values.baseUrl),
      templateFile: values.template,
      timeoutSeconds: values.timeout,
      /** US dollars for a million tokens in and out. */
      price: price === undefined ? undefined : pairOf('price', price, '2,8'),
    },
  };
}

/** @throws UsageError */
export function baseUrlOf(given: string | undefined): string | undefined {
  const problem = given !== undefined && addressProblem(given);
  if (problem) throw new UsageError(`--base-url ${problem}.`);
  return given;
}
