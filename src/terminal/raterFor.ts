import { homedir } from 'node:os';
import { join } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { values } from '../engine/config/generated.js';
import { AnswerCache } from '../models/answerCache.js';
import { addressProblem, OpenAiModel } from '../models/openaiModel.js';
import { Spending } from '../models/spending.js';
import type { RaterServices } from '../raters/rater.js';
import type { RaterChoice } from '../raters/registry.js';
import type { Arguments } from './arguments.js';
import { readInput } from './readInput.js';

/** The rater that the command line asks for, and what it works with. @throws CouldNotRate when its template can't be read */
export async function raterFor({
  rater: kind,
  chat,
}: Pick<Arguments, 'rater' | 'chat'>): Promise<{ choice: RaterChoice; services: RaterServices }> {
  const { azureApiVersion, baseUrl, budget, price, templateFile } = chat;
  const models = chat.models.map(
    (model) =>
      new OpenAiModel({
        baseUrl: baseUrl ?? environmentBaseUrl(),
        model,
        apiKey: apiKey(),
        azureApiVersion,
        timeoutSeconds: chat.timeoutSeconds,
        retries: 4,
      }),
  );
  return {
    choice: {
      kind,
      chat: {
        strategy: templateFile === undefined ? chat.strategy : { text: (await readInput(templateFile)).text },
        samples: chat.samples,
        maxOutputTokens: chat.maxOutputTokens,
        contextTokens: chat.contextTokens,
        prices: price ? { '*': { input: price[0], output: price[1] } } : values['chat.prices'].default,
      },
      panel: { combination: values['panel.combination'].default, margin: values['panel.margin'].default },
    },
    services: {
      models,
      spending: new Spending({ perRun: budget }, undefined),
      cache: chat.cache ? new AnswerCache(join(cacheDirectory(), 'answers')) : undefined,
    },
  };
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
