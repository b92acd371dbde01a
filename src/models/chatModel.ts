import { CouldNotRate } from '../core/rating.js';

/** A JSON schema as a plain object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** The arguments as the model wrote them: JSON, if all is well. */
  readonly arguments: string;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  /** An assistant's calls. */
  readonly calls?: readonly ToolCall[];
  /** The call that a tool's message answers. */
  readonly callId?: string;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** The form that the answer must have. */
  readonly answer: { readonly name: string; readonly schema: JsonSchema };
  /** What the model may call instead of answering. */
  readonly tools?: readonly Tool[];
  /** Look-ups follow on the answer, so that it can't wait for a batch. */
  readonly precedesLookups?: boolean;
  readonly maxOutputTokens: number;
  /** Which of several samples this is; the first one is drawn at temperature 0. */
  readonly sample: number;
}

/** The tokens that a model weighed at one position of its answer, the chosen one first. */
export interface TokenChoice {
  readonly token: string;
  readonly alternatives: readonly { readonly token: string; readonly probability: number }[];
}

export interface ChatReply {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** Present where the server tells the probabilities of its tokens. */
  readonly tokens?: readonly TokenChoice[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The server told no tokens, so that they were counted here. */
  readonly isEstimated?: boolean;
  /** `length`: cut at the limit of output tokens; `refused`: the model or a filter declined. */
  readonly end: 'complete' | 'length' | 'refused';
}

/** A chat model somewhere: on an OpenAI-compatible server, or one that the editor offers. */
export interface ChatModel {
  /** What the user calls it, for example `gpt-4.1`. */
  readonly name: string;
  /** Where it is, for people and for the cache: a host, or `editor`. */
  readonly host: string;
  /**
   * The mark that untrusted text stands between in its prompts; where absent, each rating makes a new one. In a batch
   * it must survive a restart, so that a request that was paid for is known again.
   */
  readonly mark?: string;
  /**
   * @param signal breaks off the request
   * @param ending lets it go on while it is under way; one that waits is not sent, one that fails not tried again
   * @throws CouldNotRate with a message and a next step for whatever goes wrong: {@link notAsked} where it was not
   * sent; an AbortError when cancelled.
   */
  complete(request: ChatRequest, signal: AbortSignal | undefined, ending?: AbortSignal): Promise<ChatReply>;
}

/** Ends a rating that its run was ended before: nothing was sent for it. */
export function notAsked(): CouldNotRate {
  return new CouldNotRate('cancelled', 'The run was ended before this was asked.', 'Go on with the run.');
}
