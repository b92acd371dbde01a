import * as vscode from 'vscode';
import { CouldNotRate, type UnratedCause } from '../core/rating.js';
import type { ChatMessage, ChatModel, ChatReply, ChatRequest, ToolCall } from '../models/chatModel.js';
import { soon } from './soon.js';

/** A model that the editor itself offers (`vscode.lm`), with the user's consent and quota. */
export class EditorModel implements ChatModel {
  readonly host = 'editor';
  readonly name: string;

  constructor(
    private readonly model: vscode.LanguageModelChat,
    /** Seconds that one answer may take. */
    private readonly seconds: number,
  ) {
    this.name = model.id;
  }

  async complete(request: ChatRequest, signal: AbortSignal | undefined): Promise<ChatReply> {
    const source = new vscode.CancellationTokenSource();
    const cancelled = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    try {
      signal?.throwIfAborted();
      // An extension that offers a model may ignore a cancellation, so nothing here waits for it.
      return await soon(
        Promise.race([this.answer(request, source.token), cancelled]),
        `The answer of the editor's model "${this.name}"`,
        'Try again, raise the setting bouncer.chat.timeout, or choose another rater.',
        this.seconds,
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof CouldNotRate ? error : explained(error, this.name);
    } finally {
      source.cancel();
      source.dispose();
    }
  }

  private async answer(request: ChatRequest, token: vscode.CancellationToken): Promise<ChatReply> {
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
      token,
    );
    let text = '';
    const calls: ToolCall[] = [];
    for await (const part of response.stream) {
      if (part instanceof vscode.LanguageModelTextPart) text += part.value;
      else if (part instanceof vscode.LanguageModelToolCallPart) {
        calls.push({ id: part.callId, name: part.name, arguments: JSON.stringify(part.input) });
      }
    }
    const count = async (words: string) => this.model.countTokens(words, token);
    const sent = await Promise.all(request.messages.map((message) => count(message.text)));
    return {
      text,
      calls,
      inputTokens: sent.reduce((sum, tokens) => sum + tokens, 0),
      outputTokens: await count(text + calls.map((call) => call.arguments).join('')),
      end: 'complete',
    };
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

function explained(error: unknown, name: string): CouldNotRate {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 200);
  const model = `editor's model "${name}"`;
  const fault = (unratedBecause: UnratedCause, message: string, nextStep: string) =>
    new CouldNotRate(unratedBecause, message, nextStep, { cause: error });
  if (!(error instanceof vscode.LanguageModelError)) {
    return fault('server-failed', `The ${model} failed (${words}).`, 'Try again, or choose another rater.');
  }
  const { NoPermissions, NotFound } = vscode.LanguageModelError;
  if (error.code === NoPermissions.name) {
    const nextStep = 'Allow it when the editor asks, or choose another rater.';
    return fault('forbidden', `Bouncer may not use the ${model}.`, nextStep);
  }
  if (error.code === NotFound.name) {
    return fault('no-model', `The ${model} is gone.`, 'Choose another one: "Bouncer: Choose Reviewer…".');
  }
  const nextStep = 'Its quota may be used up; try later, or choose another rater.';
  return fault('rate-limited', `The ${model} is blocked (${words}).`, nextStep);
}
