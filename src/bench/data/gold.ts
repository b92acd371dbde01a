import type { Door } from '../../core/rating.js';
import { passFraction } from '../../rows/testsStatus.js';
import type { Values } from '../../rows/values.js';
import type { Gold } from '../task.js';

/** The columns that labels are read from. */
export const labelColumns: Readonly<Record<Door, readonly string[]>> = {
  input: ['input_quality', 'underspecified', 'input_bounce'],
  output: ['output_quality', 'tests_status', 'output_bounce'],
};

/**
 * A row's label at a door, by BouncerBench's rules (arXiv 2506.17812) where only the quality is known: a ticket of
 * quality 2 or 3 bounces, and so does a patch that fails a test. A patch's bounce that is given stands even against
 * them, because it may come from another report than the tests; a ticket's that contradicts its quality is a problem.
 * Null where neither is known.
 */
export function goldOf(values: Values, door: Door): Gold | null {
  const quality = door === 'input' ? ticketQuality(values) : patchQuality(values);
  const given = values.boolean(`${door}_bounce`);
  if (quality === null) return given === null ? null : { bounce: given, quality };
  const bounce = door === 'input' ? quality >= 2 : quality < 1;
  if (door === 'input' && given !== null && given !== bounce) {
    const side = bounce ? 'deserves a bounce' : 'deserves none';
    values.problem('input_bounce', `has ${given}, but a ticket of quality ${quality} ${side},`);
  }
  return { bounce: given ?? bounce, quality };
}

function ticketQuality(values: Values): number | null {
  return values.number(3, 'input_quality', 'underspecified');
}

function patchQuality(values: Values): number | null {
  const given = values.number(1, 'output_quality');
  if (given !== null) return given;
  return values.other('tests_status', 'lists of passing and failing tests', passFraction);
}
