import { CouldNotRate } from '../../core/rating.js';
import { type Failure, failureOf } from '../../core/verdict.js';
import { type Abilities, bothAbilities, withoutRefused } from '../../models/abilities.js';
import { explainFault, hostOf } from '../../models/faults.js';
import type { Endpoint } from '../../models/openaiModel.js';
import { isRetried } from '../../models/retries.js';
import type { BatchLog, Chunk, Entry } from './batchLog.js';
import type { Unanswered } from './collect.js';

/** What to write of the requests that an ended batch did not answer: nothing for those that are simply open again. */
export function entriesFor(
  unanswered: readonly Unanswered[],
  chunk: Chunk,
  log: Pick<BatchLog, 'failed'>,
  { endpoint, rounds, abilities }: { endpoint: Endpoint; rounds: number; abilities: Abilities },
): Entry[] {
  const entries: Entry[] = [];
  let left = abilities;
  for (const one of unanswered) {
    if ('left' in one && one.left === 'cancelled') continue;
    const less = 'error' in one ? withoutRefused(chunk.abilities, one.error) : undefined;
    if (less) {
      left = bothAbilities(left, less);
      continue;
    }
    const earlier = log.failed.get(one.request);
    // A crash came between these lines and the one that ends the chunk.
    if (earlier?.chunk === chunk.name) continue;
    const attempts = (earlier?.attempts ?? 0) + 1;
    const passing = 'left' in one || isRetried(one.error);
    entries.push({
      event: 'failed',
      request: one.request,
      chunk: chunk.name,
      failure: failureFor(one, endpoint),
      attempts,
      final: !passing || attempts >= rounds,
    });
  }
  if (left !== abilities) entries.push({ event: 'abilities', abilities: left });
  return entries;
}

function failureFor(one: Unanswered, endpoint: Endpoint): Failure {
  const host = hostOf(endpoint.baseUrl);
  if ('left' in one) {
    return one.left === 'expired'
      ? {
          cause: 'timed-out',
          message: `${host} did not come to this request before its batch expired.`,
          nextStep: 'Try again later, or run it live.',
        }
      : {
          cause: 'server-failed',
          message: `${host} gave no result for this request.`,
          nextStep: 'Try again, or run it live.',
        };
  }
  const explained = explainFault(one.error, endpoint);
  return explained instanceof CouldNotRate
    ? failureOf(explained)
    : { cause: 'internal', message: explained.message, nextStep: 'Please report it.' };
}
