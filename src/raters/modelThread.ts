import { parentPort } from 'node:worker_threads';
import { loadOpenAi } from '../chunks/load.js';
import type { ChatModel } from '../models/chatModel.js';
import { type Endpoint, OpenAiModel } from '../models/openaiModel.js';
import { queuedModel } from '../models/queuedModel.js';
import { ModelCalls } from './modelCalls.js';
import type { ModelCall } from './remoteModels.js';

// The thread that asks a run's models in the terminal: whatever the rating takes, an answer makes room at once for
// the next request.

/** What the thread is told: the models, and then what to ask them. */
export type ToModelThread =
  | {
      readonly type: 'models';
      readonly endpoints: readonly Endpoint[];
      /** Requests to each that are under way at the same time, at most. */
      readonly concurrency: number;
    }
  | ModelCall;

let models: readonly ChatModel[] = [];
const calls = new ModelCalls(
  (_, index) => models[index],
  (message) => parentPort?.postMessage(message),
);
parentPort?.on('message', (message: ToModelThread) => {
  if (message.type !== 'models') return calls.onCall(message);
  models = message.endpoints.map((endpoint) => queuedModel(new OpenAiModel(endpoint), message.concurrency));
});
// Loaded before the first request comes, Node's own classes for headers and answers included.
loadOpenAi();
new Headers();
