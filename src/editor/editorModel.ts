import * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import type { ChatMessage, ChatModel, ChatReply, ChatRequest, ToolCall } from '../raters/chat/chatModel.js';

/** A model that the editor itself offers (`vscode.lm`), with the user's consent and quota. */
export class EditorModel implements ChatModel {
  readonly host = 'editor';
  readonly name: string;

  constructor(private readonly model: vscode.LanguageModelChat) {
    this.name = model.id;
  }

  async complete(request: ChatRequest, signal: AbortSignal | undefined): Promise<ChatReply> {
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { name, schema } = request.answer;
      const answerTool = { name, description: 'Gives the rating.', inputSchema: schema };
      const tools = (request.tools ?? []).map((tool) => ({
        name: tool.name,
        description: tool.description,
        inputSchema: tool.parameters,
      }));
      const response = await this.model.sendRequest(
        request.messages.map(messageFor),
        {
          justification: 'Bouncer rates a ticket or patch with it, because you asked for that.',
          // The editor has no structured output; a tool that must be called has the answer's form.
          tools: [...tools, answerTool],
          toolMode:
            tools.length > 0
              ? vscode.LanguageModelChatToolMode.Auto
              : vscode.LanguageModelChatToolMode.Required,
        },
        source.token,
      );
      let text = '';
      const calls: ToolCall[] = [];
      for await (const part of response.stream) {
        if (part instanceof vscode.LanguageModelTextPart) text += part.value;
        else if (part instanceof vscode.LanguageModelToolCallPart) {
          calls.push({ id: part.callId, name: part.name, arguments: JSON.stringify(part.input) });
        }
      }
      const count = async (words: string) => this.model.countTokens(words, source.token);
      const sent = await Promise.all(request.messages.map((message) => count(message.text)));
      return {
        text,
        calls,
        inputTokens: sent.reduce((sum, tokens) => sum + tokens, 0),
        outputTokens: await count(text + calls.map((call) => call.arguments).join('')),
        end: 'complete',
      };
    } catch (error) {
      signal?.throwIfAborted();
      throw explained(error, this.name);
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }
}

function messageFor({ role, text, calls, callId }: ChatMessage): vscode.LanguageModelChatMessage {
  if (role === 'tool') {
    return vscode.LanguageModelChatMessage.User([
      new vscode.LanguageModelToolResultPart(callId ?? '', [new vscode.LanguageModelTextPart(text)]),
    ]);
  }
  if (role !== 'assistant') return vscode.LanguageModelChatMessage.User(text);
  const parts = (calls ?? []).map(
    (call) => new vscode.LanguageModelToolCallPart(call.id, call.name, objectOf(call.arguments)),
  );
  return vscode.LanguageModelChatMessage.Assistant(
    parts.length > 0 ? [new vscode.LanguageModelTextPart(text), ...parts] : text,
  );
}

function objectOf(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // A model's malformed arguments were answered as such already; the history only needs their place.
    return {};
  }
}

function explained(error: unknown, name: string): Error {
  if (!(error instanceof vscode.LanguageModelError)) {
    const words = error instanceof Error ? error.message : String(error);
    return new CouldNotRate(
      'server-failed',
      `The editor's model «${name}» failed (${words.slice(0, 200)}).`,
      'Try again, or choose another rater.',
      { cause: error },
    );
  }
  const fault = (cause: 'forbidden' | 'rate-limited' | 'no-model', message: string, next: string) =>
    new CouldNotRate(cause, message, next, { cause: error });
  if (error.code === vscode.LanguageModelError.NoPermissions.name) {
    return fault(
      'forbidden',
      `Bouncer may not use the editor's model «${name}».`,
      'Allow it when the editor asks, or choose another rater.',
    );
  }
  if (error.code === vscode.LanguageModelError.NotFound.name) {
    return fault(
      'no-model',
      `The editor's model «${name}» is gone.`,
      'Choose another one: «Bouncer: Choose Rater».',
    );
  }
  return fault(
    'rate-limited',
    `The editor's model «${name}» is blocked (${error.message.slice(0, 200)}).`,
    'Its quota may be used up; try later, or choose another rater.',
  );
}
