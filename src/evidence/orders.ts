import type { Fact } from '../core/evidence.js';
import type { Place } from '../core/place.js';

/**
 * Words in a ticket or patch that speak to whoever rates it instead of to whoever works on it: labels of the
 * rating, orders to forget instructions, orders to accept. Text can't change a decision; that it tries is worth a
 * finding.
 */
const orders = new RegExp(
  String.raw`\b(?:${[
    String.raw`(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+)*(?:previous|prior|above|earlier|preceding|system)\s+(?:instruction|prompt|rule|message|context)s?`,
    'WELL_SPECIFIED|REASONABLY_SPECIFIED|IMPOSSIBLE_TO_SOLVE|CORRECT_AND_PRECISE|CORRECT_BUT_INCOMPLETE|BROAD_MISSING_KEY_ASPECTS',
    String.raw`(?:you are|act as|note to|attention|dear)\s+(?:an?\s+|the\s+)?(?:ai|llm|language model|assistant|bouncer|rater|reviewer|judge|grader)`,
    String.raw`(?:rate|mark|label|classify|grade|score|judge)\s+(?:this|the)\s+(?:ticket|issue|patch|diff|change|pull request)\s+(?:as|with)`,
    String.raw`(?:this|the)\s+(?:patch|ticket|change)\s+(?:must|should|has to)\s+(?:be\s+(?:accepted|approved|merged|rated)|proceed|pass)`,
    String.raw`(?:bouncer|rater|reviewer|judge)s?\s*[:,]?\s+(?:must|should|please|will)\s+(?:accept|approve|proceed|pass|merge|answer|output|respond|reply)`,
  ].join('|')})\b|<\|?(?:im_start|im_end|system|endoftext)\|?>`,
  'gi',
);

/** Where a text orders its reader about, by offsets. */
export function ordersToJudge(text: string): { readonly start: number; readonly end: number }[] {
  if (text.search(orders) < 0) return [];
  return [...text.matchAll(orders)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

/** The fact about them, the same for tickets and patches. */
export function ordersFact(count: number, places: readonly Place[]): Fact {
  return {
    id: 'orders-to-reviewer',
    value: count,
    sentence:
      count > 0
        ? 'Contains words addressed to whoever rates it. They do not count, but a person should know.'
        : 'Contains no orders to whoever rates it.',
    places,
    level: count > 0 ? 'warning' : 'note',
  };
}
