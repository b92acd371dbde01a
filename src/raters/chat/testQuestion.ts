import { CouldNotRate } from '../../core/rating.js';
import type { ChatModel, ChatRequest } from '../../models/chatModel.js';
import { newMark, ratingRequest } from './prompt.js';
import { readAnswer } from './readAnswer.js';
import { badAnswer, repairOf, textOf } from './repair.js';

const ticket = `# Fix a typo in the README

The section "Install" says "recieve". Write "receive" there. Nothing else changes.`;

/** Tokens for the answer; models that reason think first. */
const maxOutputTokens = 4_000;

/**
 * Milliseconds in which a model answers about a small ticket in the form that ratings need.
 *
 * @throws CouldNotRate when it can't be reached, or gives no answer of use even when asked again
 */
export async function askTestQuestion(model: ChatModel, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  const parts = { door: 'input', ticket, evidence: [], cut: '' } as const;
  const request = ratingRequest(parts, 'plain', { mark: newMark(), sample: 0, maxOutputTokens });
  const text = await answerTo(request, model, signal);
  const answer = readAnswer(text, 'input');
  if (typeof answer === 'string') {
    const repaired = readAnswer(await answerTo(repairOf(request, text, answer), model, signal), 'input');
    if (typeof repaired === 'string') throw badAnswer(model.name, repaired, text);
  }
  return Math.round(performance.now() - begun);
}

async function answerTo(request: ChatRequest, model: ChatModel, signal: AbortSignal): Promise<string> {
  const reply = await model.complete(request, signal);
  if (reply.end === 'refused')
    throw new CouldNotRate('refused', `"${model.name}" declined to answer.`, 'Choose another model.');
  return textOf(reply, request);
}
