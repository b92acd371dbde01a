import type { OpenAI } from 'openai';
import { loadOpenAi } from '../chunks/load.js';
import { asOpenAi } from './dialects.js';
import type { Endpoint } from './openaiModel.js';
import { textFetch } from './textFetch.js';

/** Loads what a client needs, Node's own classes for headers and answers included. */
export function loadClient(): void {
  loadOpenAi();
  new Headers();
}

/** A client of the `openai` library for an endpoint, OpenAI's own, Azure's or a compatible one. */
export function openClient({ baseUrl, apiKey, azureApiVersion, timeoutSeconds }: Endpoint): OpenAI {
  const { AzureOpenAI, OpenAI } = loadOpenAi();
  const common = {
    apiKey: apiKey || 'none',
    timeout: timeoutSeconds * 1_000,
    // Retries are ours: the library sleeps as long as a server asks for, and can't be woken by a cancel.
    maxRetries: 0,
    fetch: openAiFetch,
  };
  // Azure's deployment is taken from each request's model: named here, it would go into the address of a batch too.
  return azureApiVersion
    ? new AzureOpenAI({ ...common, endpoint: baseUrl, apiVersion: azureApiVersion })
    : new OpenAI({ ...common, baseURL: baseUrl, organization: null, project: null });
}

/** A file of a batch stays as it is; it may be large. */
const openAiFetch: typeof fetch = async (input, init) => {
  const response = await textFetch(input, init);
  const isChat = String(input instanceof Request ? input.url : input).includes('/chat/completions');
  return isChat || !response.ok ? asOpenAi(response) : response;
};
