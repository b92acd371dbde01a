import { readFileSync } from 'node:fs';
import type { Verdict } from '../../../../src/core/verdict.js';
import type { RateOptions } from '../../../../src/engine/rate.js';
import { type Endpoint, OpenAiModel } from '../../../../src/models/openaiModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
import type { ChatServices, ChatSettings } from '../../../../src/raters/chat/services.js';
import { ticketVerdict } from '../../verdicts.js';

export const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };

export const settings: ChatSettings = {
  strategy: 'plain',
  samples: 1,
  maxOutputTokens: 4_000,
  contextTokens: 32_000,
  prices: { 'test-model': { input: 2, output: 8 } },
};

export function example(path: string): { text: string; source: string } {
  return { text: readFileSync(`examples/${path}`, 'utf8'), source: path };
}

/** A chat rater at a test server, with what can be changed about it. */
export function chatOptions(
  baseUrl: string,
  endpoint: Partial<Endpoint> = {},
  changed: Partial<ChatSettings> = {},
  services: Partial<ChatServices> = {},
) {
  const model = new OpenAiModel({
    baseUrl,
    model: 'test-model',
    apiKey: 'test-key',
    timeoutSeconds: 20,
    retries: 2,
    ...endpoint,
  });
  const rater = new ChatRater(
    { model, besideLocal: { stacks: {} }, spending: new Spending({}, undefined), ...services },
    { ...settings, ...changed },
  );
  const options: RateOptions = { rater, policy };
  return { model, rater, options };
}

export function rateTicket(
  baseUrl: string,
  endpoint: Partial<Endpoint> = {},
  options: Partial<RateOptions> = {},
): Promise<Verdict> {
  return ticketVerdict(example('tickets/clear.md'), {
    ...chatOptions(baseUrl, endpoint).options,
    ...options,
  });
}
