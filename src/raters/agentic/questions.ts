import * as z from 'zod/mini';
import { squeezed } from '../../core/oneLine.js';
import type { TraceStep } from '../../core/rating.js';
import type { ChatRequest, JsonSchema } from '../../models/chatModel.js';
import { strictSchema } from '../chat/answer.js';
import { triesToSteer } from '../chat/guard.js';
import { objectsIn } from '../chat/jsonObjects.js';

const [fewest, most] = [2, 4];
/** Characters of a question, and of the reason for an answer to it, that are of use. */
const [shortestQuestion, longestText] = [12, 300];

const question = z.object({
  text: z.string(),
  /** The file to look into; empty for none. */
  file: z._default(z.string(), ''),
});
const answer = z.object({
  /** The question's number, from 1. */
  question: z.number(),
  answer: z.enum(['yes', 'no', 'unknown']),
  because: z._default(z.string(), ''),
  /** The line that shows it, copied from what was looked at or from the patch; empty for none. */
  quote: z._default(z.string(), ''),
});

/** Asks for the questions that decide whether a patch is right, before it is judged. */
export function questionsRequest(request: ChatRequest): ChatRequest {
  const schema = strictSchema(z.object({ questions: z.array(question) }));
  const text = `Don't judge yet. First state ${fewest} to ${most} yes-or-no questions about the code base whose answers decide whether this patch is right, the most telling first. A few lines of code must answer each; name the file to look into, or leave it empty. Answer in JSON with the questions alone.`;
  return {
    ...request,
    precedesLookups: true,
    answer: { name: 'questions', schema },
    messages: [...request.messages, { role: 'user', text }],
  };
}

/**
 * Reads a model's questions. The string says, for the trace, why there are none to go by.
 *
 * @param hasFile whether the patch or the code base has a file
 */
export async function readQuestions(
  text: string,
  hasFile: (path: string) => Promise<boolean>,
): Promise<readonly string[] | string> {
  const given = objectsIn(text)
    .map(({ value }) => value['questions'])
    .findLast(Array.isArray);
  if (!given || given.length === 0) return 'It stated no questions.';
  if (given.length > most) return `It stated ${given.length} questions, more than ${most}.`;
  const usable = new Set<string>();
  for (const one of given) {
    const { success, data } = question.safeParse(one);
    if (!success) continue;
    const written = squeezed(data.text);
    const isSensible =
      written.length >= shortestQuestion && written.length <= longestText && /\p{L} \S*\p{L}/u.test(written);
    if (!isSensible || triesToSteer(written)) continue;
    if (data.file === '' || (await hasFile(data.file))) usable.add(written);
  }
  if (usable.size >= fewest) return [...usable];
  return `Of its ${given.length} questions ${usable.size === 0 ? 'none is' : 'only one is'} about this code base.`;
}

/** The request whose answer holds the questions' answers before the label, so that the label follows from them. */
export function answeredFirst({ answer: { name, schema }, ...request }: ChatRequest): ChatRequest {
  const answers = strictSchema(z.array(answer));
  const { properties, required } = schema as { properties: JsonSchema; required: readonly string[] };
  return {
    ...request,
    answer: {
      name,
      schema: { ...schema, properties: { answers, ...properties }, required: ['answers', ...required] },
    },
  };
}

/**
 * Each question with its answer, for the trace.
 *
 * @param text the model's final answer
 * @param isThere whether a quote stands in the patch or in what was looked at
 */
export function answersTold(
  questions: readonly string[],
  text: string,
  isThere: (quote: string) => boolean,
): TraceStep[] {
  const given = objectsIn(text)
    .map(({ value }) => value['answers'])
    .findLast(Array.isArray);
  const answers = (given ?? []).flatMap((one) => answer.safeParse(one).data ?? []);
  return questions.map((asked, i) => {
    const found = answers.find((one) => one.question === i + 1);
    return { tool: 'question', question: asked, answer: toldAnswer(found, isThere), milliseconds: 0 };
  });
}

function toldAnswer(found: z.infer<typeof answer> | undefined, isThere: (quote: string) => boolean): string {
  if (!found) return 'not answered';
  if (found.quote.trim() !== '' && !isThere(found.quote)) return 'not shown: what it quotes is not there';
  const because = squeezed(found.because).slice(0, longestText);
  return because === '' ? found.answer : `${found.answer}: ${because}`;
}
