import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { type Abilities, presumedAbilities } from '../../models/abilities.js';
import type { ChatReply } from '../../models/chatModel.js';
import { completionBody } from '../../models/completions.js';
import { hostOf } from '../../models/faults.js';
import type { Endpoint } from '../../models/openaiModel.js';
import {
  costOf,
  type Prices,
  priceOf,
  priceWithin,
  type Settle,
  type Spending,
} from '../../models/spending.js';
import { messageTokens } from '../../models/tokens.js';
import { BatchApi, normalPoll, type Poll } from './batchApi.js';
import { explainEndedBatch, isQueueFull } from './batchFaults.js';
import { BatchLog, type Chunk } from './batchLog.js';
import { BatchModel, type MissingRequest } from './batchModel.js';
import { collect } from './collect.js';
import { type FileLimits, openAiLimits, RequestFile } from './requestFile.js';
import { entriesFor } from './unanswered.js';

export interface BatchOptions {
  readonly endpoint: Endpoint;
  /** The run's own folder; `batches.jsonl` in it is all that a restart needs. */
  readonly directory: string;
  readonly limits?: FileLimits;
  /** How often a request is submitted at most, where the server refuses it for a reason that may pass. */
  readonly rounds?: number;
  readonly poll?: Poll;
  /** The budget. A file of requests is reserved for as a whole, at the highest price that it could have. */
  readonly spending?: Spending;
  /** As a batch is paid: see `batchPrices`. */
  readonly prices?: Prices;
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Something odd that stopped nothing, in a sentence. */
  readonly onNote?: (note: string) => void;
}

/** How many requests are how far. A task may take more than one: more samples, or a repair of a malformed answer. */
export interface BatchProgress {
  /** `collecting` requests, `submitting` a file, `waiting` for the server, `fetching` results. */
  readonly state: 'collecting' | 'submitting' | 'waiting' | 'fetching';
  /** All that are known so far. */
  readonly total: number;
  /** Of them, those that the server has or had. */
  readonly submitted: number;
  /** Answered; while waiting, by the server's own count. */
  readonly done: number;
  /** Refused for good. */
  readonly failed: number;
}

const normalRounds = 3;

/**
 * Requests to a chat model by way of the Batch API of an OpenAI-compatible server, with all state in a folder: after
 * a crash at any point, a run that is opened again submits nothing twice that was answered or is under way, and
 * loses no answer. `batchRounds` is what a runner calls; it drives this class.
 */
export class BatchRun {
  private readonly api: BatchApi;
  private readonly poll: Poll;
  private readonly reserved = new Map<string, Settle>();
  private file: RequestFile | undefined;
  /** US dollars that the open file may cost. */
  private highest = 0;

  private constructor(
    private readonly options: BatchOptions,
    private readonly log: BatchLog,
  ) {
    this.poll = options.poll ?? normalPoll;
    this.api = new BatchApi(options.endpoint, this.poll);
  }

  static async open(options: BatchOptions): Promise<BatchRun> {
    return new BatchRun(options, await BatchLog.open(options.directory));
  }

  /** Whether the server has a batch whose results are not here. */
  get isUnderWay(): boolean {
    return this.log.batches.length > 0;
  }

  /** The model for one task's rater; `key` is the task's own among all of the run. */
  modelFor(key: string): BatchModel {
    const { model, baseUrl } = this.options.endpoint;
    return new BatchModel(model, hostOf(baseUrl), key, this.log);
  }

  /**
   * Finds out what became of files that an earlier process was about to submit.
   * @throws CouldNotRate when the server can't tell
   */
  async resume(signal?: AbortSignal): Promise<void> {
    for (const { name, file, batch } of [...this.log.underWay.values()]) {
      if (batch !== undefined) continue;
      const marks = { run: this.log.run, chunk: name };
      const found = file === undefined ? undefined : await this.api.find(file, marks, signal);
      if (found !== undefined) {
        await this.log.append([{ event: 'created', chunk: name, batch: found }]);
        continue;
      }
      await this.drop(name, file);
    }
  }

  /** Puts a request into the next file, unless the server has it. A full file is submitted. @throws CouldNotRate */
  async add({ id, request }: MissingRequest, signal?: AbortSignal): Promise<void> {
    if (this.file?.ids.has(id) || this.log.isUnderWay(id) || this.log.isAnswered(id)) return;
    const { directory, endpoint, limits = openAiLimits, prices = {}, spending } = this.options;
    const price = priceWithin(spending?.budget ?? {}, endpoint.model, prices);
    const body = completionBody(request, endpoint, this.abilities());
    const open = () => RequestFile.create(directory, limits, this.api.url);
    this.file ??= await open();
    if (!(await this.file.add(id, body))) {
      await this.submit(signal);
      this.file = await open();
      await this.file.add(id, body);
    }
    if (price) this.highest += costOf(price, messageTokens(request) + 500, request.maxOutputTokens);
    if (this.file.ids.size % 100 === 1) this.tell('collecting');
  }

  /** Submits what was added. @throws CouldNotRate when it would go over the budget, or the server does not take it */
  async submit(signal?: AbortSignal): Promise<void> {
    const { file, highest } = this;
    if (!file) return;
    this.file = undefined;
    this.highest = 0;
    const hash = await file.finish();
    // A round may hold the same requests as an earlier one, so the hash alone would not tell its file from the other.
    const chunk = `${this.log.prepared + 1}-${hash}`.slice(0, 64);
    let settle: Settle | undefined;
    let uploaded: string | undefined;
    try {
      settle = await this.options.spending?.reserve(highest);
      const requests = [...file.ids];
      await this.log.append([{ event: 'prepared', chunk, requests, abilities: this.abilities() }]);
      this.tell('submitting');
      uploaded = await this.api.upload(file.path, signal);
      await this.log.append([{ event: 'uploaded', chunk, file: uploaded }]);
      const made = await this.api.create(uploaded, { run: this.log.run, chunk }, signal);
      if ('refused' in made) {
        await this.drop(chunk, uploaded);
        throw made.refused;
      }
      await this.log.append([{ event: 'created', chunk, batch: made.id }]);
      if (settle) this.reserved.set(chunk, settle);
      this.tell('submitting');
    } catch (error) {
      await settle?.(0);
      // Where the server may have made a batch of it, it stays, and `resume` looks for it.
      if (uploaded === undefined) await this.drop(chunk, undefined);
      throw error;
    } finally {
      await file.remove();
    }
  }

  /**
   * Waits until every batch has ended and keeps what they brought.
   *
   * @throws CouldNotRate when a whole batch was refused, somebody else cancelled it or its results can't be had, after
   * the others are kept; or when the server can't be reached any more
   */
  async settle(signal?: AbortSignal): Promise<void> {
    const { api, log, poll } = this;
    const { endpoint } = this.options;
    const problems: unknown[] = [];
    const unread = new Set<string>();
    let queueFull: OpenAI.Batch | undefined;
    let madeRoom = false;
    for (let pause = poll.first; ; pause = Math.min(pause * 1.5, poll.longest)) {
      const waiting = log.batches.filter(({ name }) => !unread.has(name));
      if (waiting.length === 0) break;
      let answered = 0;
      let goOn = 0;
      for (const chunk of waiting) {
        const batch = await api.retrieve(chunk.batch, signal);
        if (!isOver(batch)) {
          goOn++;
          answered += batch.request_counts?.completed ?? 0;
          continue;
        }
        pause = poll.first;
        this.tell('fetching', answered);
        try {
          await this.keep(batch, chunk, signal);
        } catch (error) {
          signal?.throwIfAborted();
          problems.push(error);
          unread.add(chunk.name);
          continue;
        }
        if (batch.status === 'completed' || batch.status === 'expired') madeRoom = true;
        else if (batch.status === 'failed' && isQueueFull(batch)) queueFull = batch;
        else problems.push(explainEndedBatch(batch, endpoint));
      }
      this.tell('waiting', answered);
      if (goOn > 0) await delay(pause, undefined, { signal });
    }
    // Where others made room in the server's queue, the next round may go well.
    if (queueFull && !madeRoom) problems.push(explainEndedBatch(queueFull, endpoint));
    if (problems.length > 0) throw problems[0];
  }

  async close(): Promise<void> {
    await this.file?.finish();
    await this.file?.remove();
    await this.log.close();
  }

  /** Opens the requests of a file again of which no batch was made. */
  private async drop(chunk: string, uploaded: string | undefined): Promise<void> {
    if (uploaded !== undefined) await this.api.remove(uploaded);
    await this.log.append([{ event: 'ended', chunk, status: 'never submitted' }]);
  }

  /** Tells how far the run is. */
  private tell(state: BatchProgress['state'], underWay = 0): void {
    const failed = [...this.log.failed.values()].filter(({ final }) => final).length;
    const sent = [...this.log.underWay.values()].reduce((sum, { requests }) => sum + requests.length, 0);
    const submitted = sent + this.log.answeredCount + failed;
    const total = submitted + (this.file?.ids.size ?? 0);
    this.options.onProgress?.({ state, total, submitted, done: this.log.answeredCount + underWay, failed });
  }

  private abilities(): Abilities {
    return this.log.abilities ?? presumedAbilities(this.options.endpoint.model);
  }

  /** Keeps all that an ended batch brought, and writes it off. */
  private async keep(ended: OpenAI.Batch, chunk: Chunk, signal: AbortSignal | undefined): Promise<void> {
    const { api, log, poll } = this;
    const { endpoint, rounds = normalRounds, prices = {}, spending, onNote } = this.options;
    const price = priceOf(endpoint.model, prices);
    let cost = 0;
    const onReply = ({ inputTokens, outputTokens }: ChatReply) => {
      cost += price ? costOf(price, inputTokens, outputTokens) : 0;
    };
    try {
      let collected = await collect(ended, chunk, { api, log }, onReply, signal);
      for (let tried = 0; collected.incomplete && tried < endpoint.retries; tried++) {
        await delay(poll.first, undefined, { signal });
        const again = await api.retrieve(ended.id, signal);
        collected = await collect(again, chunk, { api, log }, onReply, signal);
      }
      for (const note of collected.notes) onNote?.(note);
      if (collected.incomplete) {
        onNote?.(`Batch ${ended.id}: the server counts more answers than it gives; the rest is asked again.`);
      }
      const abilities = this.abilities();
      const entries = entriesFor(collected.unanswered, chunk, log, { endpoint, rounds, abilities });
      await log.append([...entries, { event: 'ended', chunk: chunk.name, status: ended.status }]);
      if (chunk.file !== undefined) await api.remove(chunk.file);
    } finally {
      // A chunk that an earlier process submitted has nothing reserved here.
      const settle = this.reserved.get(chunk.name);
      this.reserved.delete(chunk.name);
      await (settle ? settle(cost) : spending?.record(cost));
    }
  }
}

/** A batch that will not change any more. */
function isOver({ status }: OpenAI.Batch): boolean {
  return status === 'completed' || status === 'failed' || status === 'expired' || status === 'cancelled';
}
