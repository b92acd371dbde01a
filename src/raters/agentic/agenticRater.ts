import { performance } from 'node:perf_hooks';
import type { ChatMessage, ChatReply, ChatRequest } from '../../models/chatModel.js';
import { countTokens } from '../../models/tokens.js';
import { chatKind } from '../chat/chatKind.js';
import { ChatRater } from '../chat/chatRater.js';
import { triesToSteer } from '../chat/guard.js';
import { fenced } from '../chat/prompt.js';
import type { Conversation } from '../chat/services.js';
import type { RaterKindEntry } from '../rater.js';
import { type Look, Lookups, tools } from './lookups.js';

/** What all looks of a rating may cost; when it is used up, the model must answer with what it knows. */
const budget = { calls: 12, tokens: 16_000, seconds: 180 };

/** A chat rater that may look into the code base, read only, before it answers; every look is paid from a budget. */
export class AgenticRater extends ChatRater {
  protected override readonly kind = 'agentic';

  protected override async converse(request: ChatRequest, conversation: Conversation): Promise<ChatReply> {
    const { input, options, mark, bill } = conversation;
    if (!options.repository) return this.ask(request, conversation);
    const lookups = await Lookups.open(options.repository, 'patch' in input ? input.patch : undefined);
    const end = performance.now() + budget.seconds * 1_000;
    let { calls, tokens } = budget;
    const invitation = `You may look into the code base with the tools before you answer: at most ${calls} look-ups and about ${tokens} tokens. Look only for what could change your answer; each look-up costs.`;
    const messages: ChatMessage[] = [...request.messages, { role: 'user', text: invitation }];
    while (calls > 0 && tokens > 0 && performance.now() < end) {
      const reply = await this.ask({ ...request, messages, tools }, conversation);
      const asked = reply.calls.filter(({ name }) => name !== request.answer.name);
      if (asked.length === 0) return reply;
      messages.push({ role: 'assistant', text: reply.text, calls: reply.calls });
      for (const { id, name, arguments: json } of reply.calls) {
        const start = performance.now();
        const look: Look =
          calls-- > 0
            ? await lookups.look(name, json)
            : { text: 'The budget is used up.', summary: 'budget used up' };
        const steers = triesToSteer(look.text);
        if (steers) bill.steered = true;
        const found = steers
          ? '(Left out: the text tries to steer whoever rates it.)'
          : cut(look.text, tokens);
        tokens -= countTokens(found);
        bill.trace.push({
          tool: name,
          question: questionOf(json),
          answer: steers ? 'left out: it tries to steer its reader' : look.summary,
          milliseconds: Math.round(performance.now() - start),
        });
        const left = `${Math.max(0, calls)} ${calls === 1 ? 'look-up' : 'look-ups'} left.`;
        messages.push({ role: 'tool', callId: id, text: `${fenced('look-up', found, mark)}\n${left}` });
      }
    }
    messages.push({
      role: 'user',
      text: 'The budget for look-ups is used up. Answer now, in JSON, with what you know.',
    });
    return this.ask({ ...request, messages }, conversation);
  }
}

/** The arguments of a look-up in a few words: `{"path": "a.py", "from_line": 3}` is "a.py 3". */
function questionOf(json: string): string {
  try {
    return Object.values(JSON.parse(json) as object)
      .filter((value) => value !== '' && value !== 0)
      .join(' ')
      .slice(0, 120);
  } catch {
    // Shown as the model wrote it.
    return json.slice(0, 120);
  }
}

/** At most so many tokens of a text, by whole lines. */
function cut(text: string, tokens: number): string {
  if (countTokens(text) <= tokens) return text;
  const lines = text.split('\n');
  let length = 0;
  let used = 0;
  while (length < lines.length) {
    used += countTokens(lines[length] as string) + 1;
    if (used > tokens) break;
    length++;
  }
  return `${lines.slice(0, length).join('\n')}\n(cut: the budget is used up)`;
}

export const agentic: RaterKindEntry = {
  ...chatKind('agentic', AgenticRater),
  title: 'Agentic',
  help: 'A chat model that may look into the code base, read only.',
  needs: ['model', 'repository'],
};
