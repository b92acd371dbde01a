import type { Door } from '../core/rating.js';
import { columns } from './columns.js';
import type { Row } from './row.js';

/** What is known to be right about a task. */
export interface Gold {
  /** The ticket or patch deserves a bounce. */
  readonly bounce: boolean;
  /**
   * At the input door the annotators' grade, 0 (well specified) to 3 (impossible); at the output door the share of
   * tests that pass, 0 to 1. Null where only the bounce is known.
   */
  readonly quality: number | null;
}

/**
 * A row's label at a door, by BouncerBench's rules (arXiv 2506.17812) where only the quality is known: a ticket of
 * quality 2 or 3 bounces, and so does a patch that fails a test. A patch's bounce that is given stands even against
 * them, because it may come from another report than the tests; a ticket's that contradicts its quality is a problem.
 * Null where neither is known.
 */
export function goldOf(row: Row, door: Door): Gold | null {
  const quality = row.get(columns.quality[door]) ?? (door === 'output' ? row.get(columns.testsStatus) : null);
  const given = row.get(columns.goldBounce[door]);
  if (quality === null) return given === null ? null : { bounce: given, quality };
  const bounce = door === 'input' ? quality >= 2 : quality < 1;
  if (door === 'input' && given !== null && given !== bounce) {
    const side = bounce ? 'deserves a bounce' : 'deserves none';
    row.note('input_bounce', `has ${given}, but a ticket of quality ${quality} ${side},`);
  }
  return { bounce: given ?? bounce, quality };
}
