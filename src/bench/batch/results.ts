import * as z from 'zod/mini';
import { loadOpenAi } from '../../chunks/load.js';
import type { ChatReply } from '../../models/chatModel.js';
import { isCompletion, replyOf } from '../../models/replies.js';
import { errorIn } from '../../models/serverError.js';

/** What a line of a batch's output or error file says of one request. */
export type Result = { readonly request: string } & (
  | { readonly reply: ChatReply }
  /** An `APIError`, as the live path would have thrown it. */
  | { readonly error: unknown }
  /** The request was never run. */
  | { readonly left: 'expired' | 'cancelled' }
);

const Line = z.looseObject({
  custom_id: z.string(),
  response: z.nullish(z.looseObject({ status_code: z.number(), body: z.unknown() })),
  error: z.nullish(z.looseObject({ code: z.nullish(z.string()), message: z.nullish(z.string()) })),
});

/** Reads a line of an output or error file; undefined where it can't be used. */
export function readResult(line: string): Result | undefined {
  try {
    const { custom_id: request, response, error } = Line.parse(JSON.parse(line));
    if (response && response.status_code < 300) {
      const { body } = response;
      return isCompletion(body) ? { request, reply: replyOf(body) } : undefined;
    }
    if (error?.code === 'batch_expired') return { request, left: 'expired' };
    if (error?.code === 'batch_cancelled') return { request, left: 'cancelled' };
    // Without a status the request was not even run; the same may go well in the next batch.
    const [status, body] = response ? [response.status_code, response.body] : [500, { error }];
    const { APIError } = loadOpenAi();
    return {
      request,
      error: APIError.generate(status, { error: errorIn(body, false) }, undefined, new Headers()),
    };
  } catch {
    // No JSON, or not in the form of a result: the caller counts it.
    return undefined;
  }
}
