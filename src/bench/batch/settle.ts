import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { CouldNotRate } from '../../core/rating.js';
import { presumedAbilities } from '../../models/abilities.js';
import type { Endpoint } from '../../models/openaiModel.js';
import { costOf, type Price } from '../../models/spending.js';
import type { BatchApi, Poll } from './batchApi.js';
import { explainRefusedBatch, isQueueFull } from './batchFaults.js';
import type { BatchLog, Chunk } from './batchLog.js';
import { collect } from './collect.js';
import { entriesFor } from './unanswered.js';

/** What batches are waited for with. */
export interface Settling {
  readonly api: BatchApi;
  readonly log: BatchLog;
  readonly poll: Poll;
  readonly endpoint: Endpoint;
  /** How often a request is submitted at most. */
  readonly rounds: number;
  readonly price: Price | undefined;
  readonly onNote: (note: string) => void;
  /** `answered`: how many requests the server says it has answered in batches that go on. */
  readonly tell: (state: 'waiting' | 'fetching', answered: number) => void;
  /** Told what a chunk's answers cost, in US dollars, when they are read. */
  readonly pay: (chunk: string, dollars: number) => Promise<void>;
}

/**
 * Waits until every batch has ended and keeps what they brought.
 *
 * @throws CouldNotRate when a whole batch was refused, somebody else cancelled it or its results can't be had, after
 * the others are kept; or when the server can't be reached any more
 */
export async function settleBatches(settling: Settling, signal: AbortSignal | undefined): Promise<void> {
  const { api, log, poll, endpoint, tell } = settling;
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
      tell('fetching', answered);
      try {
        await keep(batch, chunk, settling, signal);
      } catch (error) {
        signal?.throwIfAborted();
        problems.push(error);
        unread.add(chunk.name);
        continue;
      }
      if (batch.status === 'completed' || batch.status === 'expired') madeRoom = true;
      else if (batch.status === 'failed' && isQueueFull(batch)) queueFull = batch;
      else if (batch.status === 'failed') problems.push(explainRefusedBatch(batch, endpoint));
      else problems.push(cancelledElsewhere(batch));
    }
    tell('waiting', answered);
    if (goOn > 0) await delay(pause, undefined, { signal });
  }
  // Where others made room in the server's queue, the next round may go well.
  if (queueFull && !madeRoom) problems.push(explainRefusedBatch(queueFull, endpoint));
  if (problems.length > 0) throw problems[0];
}

/** A batch that will not change any more. */
function isOver({ status }: OpenAI.Batch): boolean {
  return status === 'completed' || status === 'failed' || status === 'expired' || status === 'cancelled';
}

/** Keeps all that an ended batch brought, and writes it off. */
async function keep(
  ended: OpenAI.Batch,
  chunk: Chunk,
  { api, log, poll, endpoint, rounds, price, onNote, pay }: Settling,
  signal: AbortSignal | undefined,
): Promise<void> {
  let cost = 0;
  const fetch = (batch: OpenAI.Batch) =>
    collect(
      batch,
      chunk,
      { api, log },
      ({ inputTokens, outputTokens }) => {
        cost += price ? costOf(price, inputTokens, outputTokens) : 0;
      },
      signal,
    );
  try {
    let collected = await fetch(ended);
    for (let tried = 0; collected.incomplete && tried < endpoint.retries; tried++) {
      await delay(poll.first, undefined, { signal });
      collected = await fetch(await api.retrieve(ended.id, signal));
    }
    for (const note of collected.notes) onNote(note);
    if (collected.incomplete) {
      onNote(`Batch ${ended.id}: the server counts more answers than it gives; the rest is asked again.`);
    }
    const abilities = log.abilities ?? presumedAbilities(endpoint.model);
    const entries = entriesFor(collected.unanswered, chunk, log, { endpoint, rounds, abilities });
    await log.append([...entries, { event: 'ended', chunk: chunk.name, status: ended.status }]);
    if (chunk.file !== undefined) await api.remove(chunk.file);
  } finally {
    await pay(chunk.name, cost);
  }
}

function cancelledElsewhere({ id }: OpenAI.Batch): CouldNotRate {
  return new CouldNotRate(
    'cancelled',
    `Batch ${id} was cancelled at the server. What it had answered is kept.`,
    'Start the run again to submit the rest.',
  );
}
