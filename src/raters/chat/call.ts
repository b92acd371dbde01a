import { CouldNotRate } from '../../core/rating.js';
import { nameOf } from '../../core/surface.js';
import type { ChatReply, ChatRequest } from '../../models/chatModel.js';
import { costOf, type Prices, priceWithin } from '../../models/spending.js';
import { messageTokens, tokensWhereCut } from '../../models/tokens.js';
import type { ChatServices, Conversation } from './services.js';

/** One call, within the budget; its use is added to the bill. */
export async function ask(
  request: ChatRequest,
  { model, spending }: ChatServices,
  prices: Prices,
  { options, bill }: Conversation,
): Promise<ChatReply> {
  const { signal } = options;
  // What was begun is paid for, so that it is brought to its end.
  const ending = bill.isBegun ? undefined : options.ending;
  const price = priceWithin(spending.budget, model.name, prices);
  const highest = price ? costOf(price, messageTokens(request) + 500, request.maxOutputTokens) : 0;
  const settle = await spending.reserve(highest, { signal, ending });
  let cost = 0;
  try {
    const reply = await model.complete(request, signal, ending);
    cost = price ? costOf(price, reply.inputTokens, reply.outputTokens) : 0;
    bill.add(reply, price ? cost : undefined);
    const sent = reply.isEstimated ? undefined : tokensWhereCut(request, reply.inputTokens);
    if (sent !== undefined) throw promptCut(model.host, reply.inputTokens, sent);
    if (reply.end === 'refused') {
      throw new CouldNotRate(
        'refused',
        `"${model.name}" declined to answer.`,
        `Rate with another rater (${nameOf('rater')}).`,
        { cause: new Error(reply.text.slice(0, 2_000)) },
      );
    }
    if (reply.end === 'length') {
      throw new CouldNotRate(
        'bad-answer',
        `The answer of "${model.name}" was cut off at ${request.maxOutputTokens.toLocaleString('en')} tokens.`,
        `Raise ${nameOf('maxOutputTokens')}.`,
      );
    }
    return reply;
  } finally {
    await settle(cost);
  }
}

function promptCut(host: string, read: number, sent: number): CouldNotRate {
  const number = (tokens: number) => tokens.toLocaleString('en');
  return new CouldNotRate(
    'too-large',
    `${host} read only ${number(read)} of about ${number(sent)} tokens: it cut the prompt.`,
    `Give the model more context (for Ollama OLLAMA_CONTEXT_LENGTH, or num_ctx in a Modelfile), or lower ${nameOf('contextTokens')}.`,
  );
}
