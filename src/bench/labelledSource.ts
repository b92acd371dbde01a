import type { LabelledCase } from '../calibration/doorCalibration.js';
import { enoughCases, type LabelledCases } from '../calibration/fitting.js';
import type { RaterOutput } from '../calibration/raterOutput.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { viewOfAll } from '../ledger/reader.js';
import { type Entry, labelOf } from '../ledger/view.js';
import { readLabelledCases } from './labelledCases.js';
import { latestAnswers } from './report/scoredOf.js';
import { RunFolder } from './run/runFolder.js';

/** Where labeled answers come from: a file as `bouncer calibrate` takes it, a run's folder, or the ledger's. */
export interface LabelledSource {
  readonly kind: 'file' | 'run' | 'ledger';
  readonly path: string;
  /** What people call it. */
  readonly name: string;
}

/** A source's labeled cases of a door. @throws CouldNotRate when it can't be read, or has too few */
export async function labelledFrom(source: LabelledSource, door: Door): Promise<readonly LabelledCase[]> {
  return enoughCases(await readers[source.kind](source.path, door), door, source.name);
}

type Reader = (path: string, door: Door) => Promise<LabelledCases>;

const readers: Readonly<Record<LabelledSource['kind'], Reader>> = {
  async file(path, door) {
    const found = await readLabelledCases([path], door);
    const [wrong] = found.problems;
    if (!wrong) return found;
    throw new CouldNotRate('malformed', wrong.message, 'Correct the row and choose the file again.');
  },

  async run(path, door) {
    const folder = await RunFolder.open(path);
    const rater = folder.settings.rater.name;
    const answers = latestAnswers([...(await folder.answers()).values()], door);
    const cases = answers.flatMap(({ instanceId, gold, verdict }) => {
      if (!gold || verdict.unrated) return [];
      const { label, bounceProbability, probabilitySource } = verdict;
      return [
        {
          instance: instanceId,
          ...gold,
          outputs: new Map([[rater, { label, bounceProbability, probabilitySource }]]),
        },
      ];
    });
    return { cases, withoutGold: answers.filter(({ gold }) => gold === null).length };
  },

  async ledger(path, door) {
    const all = await viewOfAll(path);
    const entries = all.entries.filter(({ decision }) => decision.door === door && decision.label !== null);
    const cases = entries.flatMap((entry) => {
      const bounce = labelOf(entry);
      if (bounce === null) return [];
      const { inputHash, rater } = entry.decision;
      return [
        { instance: inputHash, bounce, quality: null, outputs: new Map([[rater.name, outputOf(entry)]]) },
      ];
    });
    return { cases, withoutGold: entries.length - cases.length };
  },
};

/** What the rater itself gave: a probability that was calibrated then is not the one to calibrate now. */
function outputOf({ decision: { label, bounceProbability, probabilitySource } }: Entry): RaterOutput {
  const own = bounceProbability !== null && probabilitySource !== null && probabilitySource !== 'calibrated';
  return { label: label ?? undefined, ...(own && { bounceProbability, probabilitySource }) };
}
