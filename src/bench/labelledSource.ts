import type { LabelledCase } from '../calibration/doorCalibration.js';
import { enoughCases, type LabelledCases } from '../calibration/fitting.js';
import type { RaterOutput } from '../calibration/raterOutput.js';
import { grouped } from '../core/grouped.js';
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
      const { label, probabilitySource } = verdict;
      const bounceProbability = verdict.ownProbability ?? verdict.bounceProbability;
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
    const rated = all.entries.filter(({ decision }) => decision.door === door && decision.label !== null);
    // What several raters said of one text is one case, so that a stack can learn from them.
    const byText = [...grouped(rated, ({ decision }) => decision.inputHash).values()];
    const cases = byText.flatMap((newestFirst) => {
      const bounce = newestFirst.map(labelOf).find((label) => label !== null);
      const [latest] = newestFirst;
      if (bounce === undefined || bounce === null || !latest) return [];
      const outputs = new Map(
        newestFirst.toReversed().map((entry) => [entry.decision.rater.name, outputOf(entry)]),
      );
      // Patches for one ticket are of one instance.
      const { ticketHash, inputHash } = latest.decision;
      return [{ instance: ticketHash ?? inputHash, bounce, quality: null, outputs }];
    });
    return { cases, withoutGold: byText.length - cases.length };
  },
};

/** What the rater itself gave: a probability that was calibrated then is not the one to calibrate now. */
function outputOf({ decision }: Entry): RaterOutput {
  const { label, ownProbability, bounceProbability, probabilitySource } = decision;
  if (ownProbability !== undefined) return { label: label ?? undefined, bounceProbability: ownProbability };
  // A trained rater's probability without its own one is of an older version, at whatever base rate there was.
  const isOwn = probabilitySource !== 'calibrated' && probabilitySource !== 'model';
  const own = bounceProbability !== null && probabilitySource !== null && isOwn;
  return { label: label ?? undefined, ...(own && { bounceProbability, probabilitySource }) };
}
