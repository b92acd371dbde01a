import { CouldNotRate } from '../../core/rating.js';
import { nameOf } from '../../core/surface.js';
import type { ChatReply, ChatRequest } from '../../models/chatModel.js';

/** The answer's text: what the model wrote, or what it passed to the answer's own tool. */
export function textOf({ text, calls }: ChatReply, { answer }: ChatRequest): string {
  return calls.find(({ name }) => name === answer.name)?.arguments ?? text;
}

/** The request again, with the answer that can't be used and what is wrong with it. */
export function repairOf(request: ChatRequest, text: string, complaint: string): ChatRequest {
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: text === '' ? '(nothing)' : text },
      {
        role: 'user',
        text: `That can't be used: ${complaint} Answer again with nothing but one JSON object in the form asked for.`,
      },
    ],
  };
}

export function badAnswer(model: string, complaint: string, text: string): CouldNotRate {
  return new CouldNotRate(
    'bad-answer',
    `"${model}" gave no usable answer, even when asked again. ${complaint.split('\n', 1)[0]}`,
    `Rate again, or choose another model (${nameOf('model')}) or strategy (${nameOf('strategy')}).`,
    { cause: new Error(`Its answer was: ${text.slice(0, 4_000)}`) },
  );
}
