import type { OpenAI } from 'openai';
import type { ChatReply } from '../../models/chatModel.js';
import type { BatchApi } from './batchApi.js';
import type { BatchLog, Chunk } from './batchLog.js';
import { type Result, readResult } from './results.js';

/** Answers that are written to the disk at a time. */
const together = 200;

/** A request of an ended batch that got no answer: refused, never run, or missing from the files. */
export type Unanswered =
  | Exclude<Result, { reply: ChatReply }>
  | { readonly request: string; readonly left: 'lost' };

/** What the files of an ended batch brought. */
export interface Collected {
  /** One for each request of the batch that has no answer. */
  readonly unanswered: readonly Unanswered[];
  /** The server says that it answered more requests than its file has answers. */
  readonly incomplete: boolean;
  /** What to report about the files, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads the output and error files of an ended batch. Each answer goes to the disk before the file is read to its
 * end; the first answer to a request counts. Lines that can't be used are counted and told.
 *
 * @param onReply called for each answer that was not known before
 * @throws CouldNotRate when a file can't be read; what was read before is kept
 */
export async function collect(
  batch: OpenAI.Batch,
  chunk: Chunk,
  { api, log }: { api: BatchApi; log: BatchLog },
  onReply: (reply: ChatReply) => void,
  signal: AbortSignal | undefined,
): Promise<Collected> {
  const own = new Set(chunk.requests);
  const replied = new Set<string>();
  const errors = new Map<string, Unanswered>();
  const leftOut = new Map<string, number>();
  const notes: string[] = [];
  let fresh: { request: string; reply: ChatReply }[] = [];
  const flush = async () => {
    const written = fresh;
    fresh = [];
    await log.append(written.map((one) => ({ event: 'answered', ...one })));
    for (const { reply } of written) onReply(reply);
  };
  const take = async (line: string) => {
    if (line.trim() === '') return;
    const result = readResult(line);
    const why = reasonToLeaveOut(result);
    if (why !== undefined) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
    else if (result && !('reply' in result)) errors.set(result.request, result);
    else if (result && 'reply' in result) {
      replied.add(result.request);
      if (!log.isAnswered(result.request)) fresh.push({ request: result.request, reply: result.reply });
      if (fresh.length >= together) await flush();
    }
  };
  const reasonToLeaveOut = (result: Result | undefined): string | undefined => {
    if (!result) return 'what they hold is not a result';
    if (!own.has(result.request)) return 'their request is not one of this batch';
    const known = 'reply' in result ? replied : errors;
    return known.has(result.request) ? 'their request has a result already' : undefined;
  };
  for (const file of [batch.output_file_id, batch.error_file_id]) {
    if (!file) continue;
    const start = () => {
      for (const known of [replied, errors, leftOut]) known.clear();
      fresh = [];
    };
    if (!(await api.read(file, start, take, signal)))
      notes.push(`Batch ${batch.id}: the server has lost a file of results.`);
    await flush();
    for (const [why, count] of leftOut)
      notes.push(`Batch ${batch.id}: ${count} ${count === 1 ? 'line' : 'lines'} left out, because ${why}.`);
  }
  const unanswered = chunk.requests
    .filter((request) => !log.isAnswered(request))
    .map((request) => errors.get(request) ?? { request, left: leftBy(batch.status) });
  const answered = chunk.requests.length - unanswered.length;
  return { unanswered, incomplete: answered < (batch.request_counts?.completed ?? 0), notes };
}

function leftBy(status: OpenAI.Batch['status']): 'expired' | 'cancelled' | 'lost' {
  if (status === 'expired') return 'expired';
  // A failed batch ran nothing: its requests are as open as those of a cancelled one.
  return status === 'cancelled' || status === 'failed' ? 'cancelled' : 'lost';
}
