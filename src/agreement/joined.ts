import type { Generation } from '../core/baseRate.js';
import { escaped } from '../core/oneLine.js';
import { percent, percents } from '../core/policy.js';
import { likeliestLabel, type PatchAgreement, type Rating } from '../core/rating.js';
import { logOdds, sigmoid } from '../stats/sigmoid.js';
import { type Attempt, agreementOf, nearest } from './agreement.js';
import { agreementModel, riskShift } from './risk.js';

/** A patch, and other patches for its ticket. */
export interface Comparison {
  readonly one: Attempt;
  readonly others: readonly Attempt[];
  /** What others are called that can't be read as patches. */
  readonly leftOut: readonly string[];
}

/** The rating of a patch with what patches of other agents for its ticket say of it. */
export function joined(rating: Rating, { one, others, leftOut }: Comparison): Rating {
  const left = leftOut.map(
    (source) => `${escaped(source)} is left out of the comparison: it can't be read as a patch.`,
  );
  const counted = agreementOf(one, others);
  const near = counted ? { attempt: counted.nearest, tokens: counted.mostTokens } : nearest(one, others);
  if (!near) return told(rating, left);
  const before = rating.bounceProbability;
  const agreement: PatchAgreement = {
    families: counted?.families ?? 0,
    mostTokens: near.tokens,
    with: near.attempt.source,
    before,
  };
  if (!counted) {
    const isSame = one.family !== undefined && near.attempt.family === one.family;
    const why = isSame ? 'both are by the same agent' : 'nobody said that two different agents made them';
    const sentence = `${escaped(near.attempt.source)} has ${percent(near.tokens)} of its tokens in common. That does not count: ${why}.`;
    return { ...told(rating, [sentence, ...left]), agreement };
  }
  const sentence = agreementSentence(agreement, rating.baseRateBasis?.generation ?? '2025');
  if (rating.probabilitySource === 'label') return { ...told(rating, [sentence, ...left]), agreement };
  const after = sigmoid(logOdds(before) + riskShift(counted));
  const [from, to] = percents(before, after);
  const moved = from === to ? '' : ` Taken together the risk is ${to} instead of ${from}.`;
  return { ...told(withRisk(rating, after), [`${sentence}${moved}`, ...left]), agreement };
}

function told(rating: Rating, sentences: readonly string[]): Rating {
  return { ...rating, explanation: [rating.explanation, ...sentences].join('\n') };
}

/** The same rating with another bounce probability; the label of a model that was trained to give both follows it. */
function withRisk(rating: Rating, bounceProbability: number): Rating {
  const { door, labelProbabilities: before, bounceProbability: risk, probabilitySource } = rating;
  const scaled = (from: number, to: number) => (from === 0 ? 0 : to / from);
  const [good, bad] = [scaled(1 - risk, 1 - bounceProbability), scaled(risk, bounceProbability)];
  const labelProbabilities = before?.map((probability, i) => probability * (i < 2 ? good : bad));
  const follows = probabilitySource === 'model' && labelProbabilities;
  const label = follows ? likeliestLabel(door, labelProbabilities, bounceProbability) : rating.label;
  // What such a risk turned out to mean was measured on patches alone; the sentence above says what it means with others.
  const ownProbability = rating.ownProbability ?? risk;
  return { ...rating, label, labelProbabilities, bounceProbability, ownProbability, measured: undefined };
}

/** From the band of the tokens in common, the largest first. */
const bandWords = [
  'Another agent made nearly the same change',
  'Another agent made a similar change',
  'No other agent made a similar change',
  'No other agent made anything like this change',
] as const;

/** How far others agree, and how often such patches turned out wrong. */
function agreementSentence({ mostTokens, with: source }: PatchAgreement, generation: Generation): string {
  const { bands, wrong } = agreementModel.measured[generation];
  const band = bands.findIndex(({ from }) => mostTokens >= from);
  const often = Math.round(100 * (bands[band]?.wrong ?? wrong));
  const nearest = `nearest: ${escaped(source)}, ${percent(mostTokens)} of the tokens in common`;
  return `${bandWords[band]} (${nearest}). Of Python patches that agree so much, ${often} in 100 were wrong; of all that were compared, ${Math.round(100 * wrong)} in 100.`;
}
