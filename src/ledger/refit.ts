import { counted } from '../core/counted.js';
import { grouped } from '../core/grouped.js';
import { type Entry, labelOf, ratersIn } from './view.js';

/** Outcomes of a rater from which on its calibration can be fitted on them. */
export const enoughToCalibrate = 50;
/** Fewer of either side say nothing of it. */
const fewestOfASide = 5;
/** Most raters that are told of. */
const mostRaters = 3;

/** Whether a rater's calibration can be fitted on what became of its decisions, in a sentence. */
export type Refit = ReturnType<typeof refits>[number];

/** @param entries of one door, newest first */
export function refits(entries: readonly Entry[]) {
  const labelled = entries.filter((entry) => entry.decision.label !== null && labelOf(entry) !== null);
  const byRater = grouped(labelled, ({ decision }) => decision.rater.name);
  return ratersIn(labelled)
    .slice(0, mostRaters)
    .map((rater) => {
      const own = byRater.get(rater) as readonly Entry[];
      const bad = own.filter((entry) => labelOf(entry)).length;
      const missing = enoughToCalibrate - own.length;
      const side = Math.min(bad, own.length - bad);
      return {
        rater,
        outcomes: own.length,
        isReady: missing <= 0 && side >= fewestOfASide,
        sentence:
          missing > 0
            ? `Needs ${counted(missing, 'more outcome')} to fit a calibration (${own.length} of ${enoughToCalibrate}).`
            : side < fewestOfASide
              ? `Needs at least ${fewestOfASide} right and ${fewestOfASide} wrong outcomes to fit a calibration; ${bad} of ${own.length} were wrong.`
              : `Its calibration can be fitted on ${own.length} outcomes. You see figures before and after first; nothing changes until you save it.`,
      };
    });
}
