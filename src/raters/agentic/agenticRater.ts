import { performance } from 'node:perf_hooks';
import { squeezed } from '../../core/oneLine.js';
import { CouldNotRate, type RaterIdentity } from '../../core/rating.js';
import type { ChatMessage, ChatReply, ChatRequest } from '../../models/chatModel.js';
import { countTokens } from '../../models/tokens.js';
import { chatKind } from '../chat/chatKind.js';
import { ChatRater } from '../chat/chatRater.js';
import { patchMaterial } from '../chat/claims.js';
import { triesToSteer } from '../chat/guard.js';
import { fenced } from '../chat/prompt.js';
import { textOf } from '../chat/repair.js';
import type { Conversation } from '../chat/services.js';
import type { PatchInput, RaterKindEntry } from '../rater.js';
import { type Look, Lookups, tools } from './lookups.js';
import { answeredFirst, answersTold, questionsRequest, readQuestions } from './questions.js';

/** What all looks of a rating may cost; when it is used up, the model must answer with what it knows. */
const budget = { calls: 12, tokens: 16_000, seconds: 180 };

/** Raised whenever what a model is asked changes. */
const roadVersion = 2;

/**
 * A chat rater that may look into the code base, read only, before it answers; every look is paid from a budget. Of a
 * patch it first states the questions that decide, looks for their answers, and judges by them.
 */
export class AgenticRater extends ChatRater {
  protected override readonly kind = 'agentic';

  override get identity(): RaterIdentity {
    const { name, version } = super.identity;
    return { name, version: `${version}.${roadVersion}` };
  }

  protected override async converse(request: ChatRequest, conversation: Conversation): Promise<ChatReply> {
    const { input, options, bill } = conversation;
    if (!options.repository) return this.ask(request, conversation);
    const patch = 'patch' in input ? input : undefined;
    const lookups = await Lookups.open(options.repository, patch?.patch);
    // A prompt of the user's own is sent as it is.
    const hasQuestions = patch && typeof this.settings.strategy === 'string';
    const questions = hasQuestions ? await this.questionsOn(patch, request, conversation, lookups) : [];
    const seen: string[] = [];
    if (questions.length === 0) return this.looked(request, [], conversation, lookups, seen);
    const reply = await this.looked(answeredFirst(request), questions, conversation, lookups, seen);
    const shown = squeezed(seen.join('\n'));
    const isThere = (quote: string) =>
      shown.includes(squeezed(quote)) ||
      (patch !== undefined && patchMaterial(patch).locate(quote, '') !== undefined);
    bill.trace.push(...answersTold(questions, textOf(reply, request), isThere));
    return reply;
  }

  /** The questions that decide, in the model's own words; none where it has none of use, which the trace says. */
  private async questionsOn(
    patch: PatchInput,
    request: ChatRequest,
    conversation: Conversation,
    lookups: Lookups,
  ): Promise<readonly string[]> {
    const start = performance.now();
    const { hasFile } = patchMaterial(patch);
    const asked = questionsRequest(request);
    const questions = await this.ask(asked, conversation)
      .then((reply) =>
        readQuestions(textOf(reply, asked), async (path) => hasFile(path, 0) || lookups.has(path)),
      )
      .catch((error: unknown) => {
        if (error instanceof CouldNotRate && error.unratedBecause === 'bad-answer') return error.message;
        throw error;
      });
    const isUsable = typeof questions !== 'string';
    conversation.bill.trace.push({
      tool: 'questions',
      question: 'What decides whether the patch is right?',
      answer: isUsable ? `${questions.length} questions` : `${questions} It looks without them.`,
      milliseconds: Math.round(performance.now() - start),
    });
    return isUsable ? questions : [];
  }

  /** From a request to its answer, by way of look-ups, whose texts are put into `seen`. */
  private async looked(
    request: ChatRequest,
    questions: readonly string[],
    conversation: Conversation,
    lookups: Lookups,
    seen: string[],
  ): Promise<ChatReply> {
    const { mark, bill } = conversation;
    const end = performance.now() + budget.seconds * 1_000;
    let { calls, tokens } = budget;
    const invitation = `You may look into the code base with the tools before you answer: at most ${calls} look-ups and about ${tokens} tokens. Look only for what could change your answer, and at a few lines rather than whole files; each look-up costs.`;
    const messages: ChatMessage[] = [
      ...request.messages,
      { role: 'user', text: [invitation, ...questionsText(questions, mark)].join('\n\n') },
    ];
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
        seen.push(found);
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

/** They come from a model that read untrusted text. */
function questionsText(questions: readonly string[], mark: string): string[] {
  if (questions.length === 0) return [];
  const list = questions.map((question, i) => `${i + 1}. ${question}`).join('\n');
  const order =
    'Look for what answers your questions. Then answer each by its number, quote the line that shows it, and give the label that follows from the answers.';
  return [fenced('your questions', list, mark), order];
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
