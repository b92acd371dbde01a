import type { OutsideFigures } from '../src/raters/local/figures.js';
import { oddsOf, Scoring, warningsOf } from '../src/raters/local/model.js';
import { fitLogistic } from '../src/stats/logisticRegression.js';
import { type DoorSettings, trainDoor } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { figuresOf, type HeldOutRow } from './nested.js';
import { sourceOdds } from './scorerTraining.js';

/** The groups of one language each that the training can do without. */
const languages = ['Rust', 'Java'];

/**
 * What is left of the rater on a language that it never saw: each is left out of the training in turn. The slope says by
 * how much its log odds are too large there, beside those of the rater that saw other tickets in the language.
 *
 * @param rated the same rows as they are rated by a rater that knows their language
 */
export function outsideFigures(
  rows: readonly LabelledRow[],
  rated: readonly HeldOutRow[],
  settings: DoorSettings,
  seed: number,
): OutsideFigures {
  const parts = languages.map((language) => {
    const isOfIt = ({ group, copy }: LabelledRow) => group === language && copy === '';
    const others = rows.filter(({ group }) => group !== language);
    const { scorer, calibration, limits, baseRate } = trainDoor('output', others, settings, seed);
    const scoring = new Scoring(scorer);
    const held = rows.filter(isOfIt).map((row): HeldOutRow => {
      const score = scoring.score(scoring.read(row.features));
      const odds = oddsOf(calibration.bounce[row.generation], score, warningsOf(row.features));
      return { ...row, odds, limits, usual: baseRate };
    });
    return { language, held, inside: rated.filter(isOfIt) };
  });
  const held = parts.flatMap((part) => part.held);
  const inside = slopeOf(parts.flatMap((part) => part.inside));
  return {
    slope: Math.max(0, Math.min(1, slopeOf(held) / inside)),
    all: figuresOf({ name: languages.join(' and '), rows: held }, seed),
    languages: parts.map((part) => ({
      ...figuresOf({ name: part.language, rows: part.held }, seed),
      slope: slopeOf(part.held),
      insideSlope: slopeOf(part.inside),
    })),
  };
}

/** By how much log odds are to be multiplied so that they hold, beside their source's own share. */
function slopeOf(rows: readonly HeldOutRow[]): number {
  const odds = sourceOdds(rows);
  const { weights } = fitLogistic(
    rows.map((row) => ({ indices: [0], values: [row.odds] })),
    rows.map(({ bounce }) => Number(bounce)),
    { width: 1, penalty: 1, offsets: rows.map(({ source }) => odds.get(source) as number) },
  );
  return weights[0] as number;
}
