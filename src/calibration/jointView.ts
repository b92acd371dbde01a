import { grouped } from '../core/grouped.js';
import { percent } from '../core/policy.js';
import type { RatedCase } from '../stats/riskCoverage.js';

/** One door's labelled cases and the threshold from which on it bounces. */
export interface DoorCases {
  readonly cases: readonly RatedCase[];
  readonly threshold: number;
}

/** What both doors together let through. Shares are 0..1, of the tickets that have cases at both doors. */
export interface JointView {
  readonly tickets: number;
  readonly passInput: number;
  /** A ticket of which some patches pass counts in part. */
  readonly passBoth: number;
  /** Of what passes both, the share whose patch is right; null where nothing passes. */
  readonly right: number | null;
  /** Of all right patches, the share that is lost at either door; null where none is right. */
  readonly rightLost: number | null;
}

/**
 * Follows each instance through both doors: its ticket first, then its patches, each of which counts as the ticket's
 * equal part.
 */
export function jointView(input: DoorCases, output: DoorCases): JointView {
  const passes = ({ threshold }: DoorCases, { probability }: RatedCase) => probability < threshold;
  const ticketPasses = new Map(input.cases.map((one) => [one.instance, passes(input, one)]));
  const patchesOf = grouped(
    output.cases.filter(({ instance }) => ticketPasses.has(instance)),
    ({ instance }) => instance,
  );
  const sums = { passInput: 0, passBoth: 0, rightPassed: 0, right: 0 };
  for (const [instance, patches] of patchesOf) {
    const ticket = ticketPasses.get(instance) === true;
    if (ticket) sums.passInput++;
    for (const patch of patches) {
      const part = 1 / patches.length;
      const passed = ticket && passes(output, patch);
      if (passed) sums.passBoth += part;
      if (!patch.bounce) sums.right += part;
      if (passed && !patch.bounce) sums.rightPassed += part;
    }
  }
  const tickets = patchesOf.size;
  return {
    tickets,
    passInput: tickets === 0 ? 0 : sums.passInput / tickets,
    passBoth: tickets === 0 ? 0 : sums.passBoth / tickets,
    right: sums.passBoth === 0 ? null : sums.rightPassed / sums.passBoth,
    rightLost: sums.right === 0 ? null : 1 - sums.rightPassed / sums.right,
  };
}

/** The view in a sentence for people. */
export function jointSentence({ tickets, passInput, passBoth, right, rightLost }: JointView): string {
  if (tickets === 0) return 'No ticket has labeled cases at both doors.';
  const passing = `Of ${tickets.toLocaleString('en')} tickets with labeled cases at both doors, ${percent(passInput)} pass as tickets and ${percent(passBoth)} with their patches, too`;
  const share = right === null ? 'nothing passes both' : `${percent(right)} of what passes both is right`;
  const lost =
    rightLost === null ? '' : `, and ${percent(rightLost)} of the right patches are lost at either door`;
  return `${passing}; ${share}${lost}.`;
}
