import type { RunServices } from '../../bench/run/execute.js';
import type { RunSettings } from '../../bench/run/runFolder.js';
import { type Endpoint, OpenAiModel } from '../../raters/chat/openaiModel.js';
import { queuedModel } from '../../raters/chat/queuedModel.js';
import { Spending } from '../../raters/chat/spending.js';
import { apiKey } from '../raterFor.js';

/** What a run's rater works with. Its own answers on disk are its memory: it needs no cache besides. */
export function runServices(settings: RunSettings, spent: number): RunServices {
  const { models, concurrency, budget } = settings;
  return {
    models: models.map((model) => queuedModel(new OpenAiModel(endpointOf(settings, model)), concurrency)),
    spending: new Spending(budget === null ? {} : { perRun: budget }, undefined, spent),
    ...(settings.batch && { endpoint: endpointOf(settings, models[0] as string) }),
  };
}

/** The server and a model of a run, with the key of the environment. */
export function endpointOf(
  { baseUrl, azureApiVersion, timeoutSeconds }: RunSettings,
  model: string,
): Endpoint {
  return {
    baseUrl: baseUrl ?? '',
    model,
    apiKey: apiKey(),
    ...(azureApiVersion !== null && { azureApiVersion }),
    timeoutSeconds,
    retries: 4,
  };
}
