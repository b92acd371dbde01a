import { CouldNotRate } from '../core/rating.js';
import { statusOf } from './faults.js';
import { type Endpoint, OpenAiModel } from './openaiModel.js';

/** Milliseconds that a server on this machine gets to say what it has. */
const glance = 1_000;

/** Models that a server lists beside those that chat. */
const otherKinds =
  /embed|whisper|tts|dall-e|moderation|transcri|realtime|image|audio|sora|rerank|babbage|davinci/i;

/**
 * Names of the chat models that a server offers, in order; empty where it lists none.
 *
 * @throws CouldNotRate where it can't be asked
 */
export async function modelList(endpoint: Omit<Endpoint, 'model'>, signal: AbortSignal): Promise<string[]> {
  try {
    const names = await new OpenAiModel({ ...endpoint, model: '' }).list(signal);
    return [...new Set(names.filter((name) => !otherKinds.test(name)))].sort((a, b) => a.localeCompare(b));
  } catch (error) {
    if (error instanceof CouldNotRate && [404, 405, 501].includes(statusOf(error.cause) ?? 0)) return [];
    throw error;
  }
}

/** How many models a server on this machine has; undefined where none answers at its address. */
export async function modelsRunningAt(baseUrl: string): Promise<number | undefined> {
  const endpoint = { baseUrl, apiKey: '', timeoutSeconds: glance / 1_000, retries: 0 };
  return modelList(endpoint, AbortSignal.timeout(glance)).then(
    ({ length }) => length,
    () => undefined,
  );
}
