import { homedir } from 'node:os';
import { join } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { type options, values } from '../engine/config/generated.js';
import { AnswerCache } from '../models/answerCache.js';
import { addressProblem, modelNames, OpenAiModel } from '../models/openaiModel.js';
import { Spending } from '../models/spending.js';
import type { RaterServices } from '../raters/rater.js';
import { needs, type RaterChoice } from '../raters/registry.js';
import { pairOf, type Values } from './options.js';
import { readInput } from './readInput.js';
import { UsageError } from './usageError.js';

/** Who rates and how, as the command line has it; the models of a panel come cheapest first. */
export type RaterValues = Values<
  Omit<typeof options, 'calibration' | 'failOpen' | 'generated' | 'ledger' | 'mirror' | 'next' | 'risk'>
>;

/**
 * The rater that the command line asks for, what it works with, and the models that it sends to.
 *
 * @param codeBase the option that names what an agentic rater looks into
 * @param directory its value
 * @throws UsageError when the rater lacks what it needs, CouldNotRate when its template can't be read
 */
export async function raterFor(asked: RaterValues, codeBase: string, directory: string | undefined) {
  const { rater: kind, samples, contextTokens, maxOutputTokens, template, price, azureApiVersion } = asked;
  const given = baseUrlOf(asked.baseUrl);
  const models = needs(kind, 'model') ? modelNames(asked.model ?? '') : [];
  if (needs(kind, 'model') && models.length === 0)
    throw new UsageError(`--rater ${kind} needs --model NAME.`);
  if (needs(kind, 'repository') && directory === undefined)
    throw new UsageError(`--rater ${kind} needs --${codeBase} DIR to look into.`);
  const [input, output] = pairOf('price', price ?? '0,0', '2,8');
  const prices = price === undefined ? values['chat.prices'].default : { '*': { input, output } };
  const strategy = template === undefined ? asked.strategy : { text: (await readInput(template)).text };
  const baseUrl = models.length === 0 ? null : (given ?? environmentBaseUrl());
  const choice: RaterChoice = {
    kind,
    chat: { strategy, samples, maxOutputTokens, contextTokens, prices },
    panel: { combination: values['panel.combination'].default, margin: values['panel.margin'].default },
  };
  const services: RaterServices = {
    models: models.map(
      (model) =>
        new OpenAiModel({
          baseUrl: baseUrl ?? '',
          model,
          apiKey: apiKey(),
          azureApiVersion,
          timeoutSeconds: asked.timeout,
          retries: 4,
        }),
    ),
    spending: new Spending({ perRun: asked.budget }, undefined),
    cache: asked.cache ? new AnswerCache(join(cacheDirectory(), 'answers')) : undefined,
  };
  return { choice, services, models, baseUrl };
}

/** @throws UsageError */
export function baseUrlOf(given: string | undefined): string | undefined {
  const problem = given !== undefined && addressProblem(given);
  if (problem) throw new UsageError(`--base-url ${problem}.`);
  return given;
}

/** The key from the environment; empty for servers that want none. */
export function apiKey(): string {
  return process.env['BOUNCER_API_KEY'] || process.env['OPENAI_API_KEY'] || '';
}

/** @throws CouldNotRate when the environment names no good one */
export function environmentBaseUrl(): string {
  const baseUrl = process.env['BOUNCER_BASE_URL'] || values['chat.baseUrl'].default;
  const problem = addressProblem(baseUrl);
  if (problem)
    throw new CouldNotRate('unreachable', `BOUNCER_BASE_URL ${problem}.`, 'Correct it, or give --base-url.');
  return baseUrl;
}

/** Where what can be had again is kept. */
export function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'bouncer');
}
