import { createHash, createHmac } from 'node:crypto';
import { CouldNotRate } from '../../core/rating.js';
import { errorOf } from '../../core/verdict.js';
import type { ChatModel, ChatReply, ChatRequest } from '../../models/chatModel.js';
import type { BatchLog } from './batchLog.js';

/** A request that no batch has answered yet (one may be about to), and the `custom_id` that it goes by. */
export interface MissingRequest {
  readonly id: string;
  readonly request: ChatRequest;
}

/** Ends a rating whose answer is not there yet. It says nothing of the ticket or patch. */
export class Deferred extends Error {
  override readonly name = 'Deferred';

  constructor() {
    super('The answer comes with a batch.');
  }
}

/**
 * The model of one task in a batch run: it answers from what the batches brought, and notes what is missing.
 * An agentic rater asks one question after the other, each a day's batch: its requests are refused.
 */
export class BatchModel implements ChatModel {
  /** Untrusted text can't guess it, and it is the same after a restart. */
  readonly mark: string;
  readonly missing: MissingRequest[] = [];
  /** An answer was not there: the rating means nothing yet. */
  deferred = false;

  constructor(
    readonly name: string,
    readonly host: string,
    private readonly key: string,
    private readonly log: BatchLog,
  ) {
    this.mark = createHmac('sha256', log.secret)
      .update(key)
      .digest('base64url')
      .slice(0, 12)
      .replaceAll(/[-_]/g, 'x');
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    if (request.tools || request.precedesLookups) {
      throw new CouldNotRate(
        'forbidden',
        "An agentic rater can't run in batches: each of its look-ups would wait for a batch of its own.",
        'Run it live, or run the chat rater in batches.',
      );
    }
    const id = createHash('sha256')
      .update(JSON.stringify([this.key, request]))
      .digest('hex')
      .slice(0, 40);
    const reply = await this.log.reply(id);
    if (reply) return reply;
    const failed = this.log.failed.get(id);
    if (failed?.final) throw errorOf(failed.failure);
    this.deferred = true;
    this.missing.push({ id, request });
    throw new Deferred();
  }
}
