import { CouldNotRate } from '../core/rating.js';
import { money } from '../core/ratingWords.js';
import type { Subject } from '../core/subject.js';
import { costOf, priceOf } from '../models/spending.js';
import { messageTokens } from '../models/tokens.js';
import { ChatRater } from '../raters/chat/chatRater.js';
import type { RaterServices } from '../raters/rater.js';
import type { RaterChoice } from '../raters/registry.js';
import { type ReadingOptions, read } from './rate.js';

/** What a rater would send for a subject, as text for people. @throws CouldNotRate, MalformedPatch */
export async function promptText(
  subject: Subject,
  options: ReadingOptions,
  { chat }: RaterChoice,
  { models: [model], spending }: RaterServices,
): Promise<string> {
  if (!model)
    throw new CouldNotRate(
      'forbidden',
      'The local rater sends nothing.',
      'Choose another rater to see what that would send.',
    );
  const rater = new ChatRater({ model, spending }, chat);
  const request = await rater.preview(await read(subject, options));
  const { messages, maxOutputTokens } = request;
  const tokens = messageTokens(request);
  const price = priceOf(model.name, chat.prices);
  const cost = price
    ? `${money(costOf(price, tokens, 0))}, and at most ${money(costOf(price, 0, maxOutputTokens))} for the answer`
    : 'price unknown';
  const head = `To ${model.name} at ${model.host}: about ${tokens.toLocaleString('en')} tokens, ${cost}.`;
  const body = messages.map(({ role, text }) => `[${role}]\n${text}\n`).join('\n');
  return `${head}\n\n${body}`;
}
