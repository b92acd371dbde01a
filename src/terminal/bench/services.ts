import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunServices } from '../../bench/run/execute.js';
import type { RunSettings } from '../../bench/run/runFolder.js';
import type { ChatModel } from '../../models/chatModel.js';
import { hostOf } from '../../models/faults.js';
import type { Endpoint } from '../../models/openaiModel.js';
import { Spending } from '../../models/spending.js';
import type { ToModelThread } from '../../raters/modelThread.js';
import { type ModelAnswer, RemoteModels } from '../../raters/remoteModels.js';
import { apiKey } from '../raterFor.js';
import type { RunServer } from './runServer.js';

/** The thread that asks the models of a run. It starts, and loads what it needs, when it is made. */
export class ModelThread {
  private readonly worker = new Worker(join(__dirname, 'modelThread.js'));
  private readonly remote = new RemoteModels((call) => this.tell(call));

  constructor() {
    this.worker.on('message', (answer: ModelAnswer) => this.remote.onAnswer(answer));
  }

  /** The models of a run, in its settings' order. */
  open(endpoints: readonly Endpoint[], concurrency: number): ChatModel[] {
    this.tell({ type: 'models', endpoints, concurrency });
    return endpoints.map(({ model, baseUrl }, i) =>
      this.remote.model(0, i, { name: model, host: hostOf(baseUrl) }),
    );
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private tell(message: ToModelThread): void {
    this.worker.postMessage(message);
  }
}

/** What a run's rater works with. Its own answers on disk are its memory: it needs no cache besides. */
export function runServices(
  settings: RunSettings,
  server: RunServer | null,
  thread: ModelThread | undefined,
): (spent: number) => RunServices {
  const { models: names, concurrency, budget, batch } = settings;
  const endpoints = server ? names.map((name) => endpointOf(settings, server, name)) : [];
  const models = thread?.open(endpoints, concurrency) ?? [];
  return (spent) => ({
    models,
    spending: new Spending(budget === null ? {} : { perRun: budget }, undefined, spent),
    endpoint: batch ? endpoints[0] : undefined,
  });
}

function endpointOf(
  { azureApiVersion, timeoutSeconds }: RunSettings,
  { baseUrl, takesKey }: RunServer,
  model: string,
): Endpoint {
  return {
    baseUrl,
    model,
    apiKey: takesKey ? apiKey() : '',
    azureApiVersion: azureApiVersion ?? undefined,
    timeoutSeconds,
    retries: 4,
  };
}
