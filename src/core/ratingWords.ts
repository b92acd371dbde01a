import { percent, plurals } from './policy.js';
import type { CalibrationBasis, ProbabilitySource, RaterIdentity, Usage } from './rating.js';
import type { RatedVerdict } from './verdict.js';

/** "VAGUE · 74% to bounce"; without a probability where the rater gave none. */
export function labelAndProbability({
  label,
  probabilitySource,
  bounceProbability,
}: Pick<RatedVerdict, 'label' | 'probabilitySource' | 'bounceProbability'>): string {
  return probabilitySource === 'label' ? label : `${label} · ${percent(bounceProbability)} to bounce`;
}

const sources: Readonly<Record<Exclude<ProbabilitySource, 'model' | 'calibrated'>, string>> = {
  samples: 'The probability is the share of several answers that agree.',
  'token-probabilities': "The probability is that of the label's own words, as the model weighed them.",
  stated: "The probability is the model's own estimate; it was not measured.",
  label: 'The rater gave a label and no probability.',
};

/** What a rating's probability rests on, in a sentence. */
export function confidenceSentence({
  door,
  rater,
  baseRate,
  calibration,
  probabilitySource,
}: Pick<RatedVerdict, 'door' | 'rater' | 'baseRate' | 'calibration' | 'probabilitySource'>): string {
  if (probabilitySource === 'calibrated') return calibratedSentence(calibration, rater);
  if (probabilitySource !== 'model') return sources[probabilitySource];
  return baseRate === null
    ? 'The probability is calibrated.'
    : `Probabilities assume that ${percent(baseRate)} of ${plurals[door]} deserve a bounce.`;
}

function calibratedSentence(calibration: CalibrationBasis | null, { name }: RaterIdentity): string {
  if (!calibration) return 'The probability is calibrated.';
  const { rows, source } = calibration;
  const whose = name.startsWith('panel:') ? 'these raters' : 'this rater';
  return `The probability is calibrated on ${rows.toLocaleString('en')} labeled ${rows === 1 ? 'answer' : 'answers'} of ${whose} (${source}).`;
}

/** What a rating used, in a sentence: calls, tokens, money. */
export function usageSentence(usage: Usage): string {
  const { calls, cachedCalls, inputTokens, outputTokens, isEstimated, dollars } = usage;
  if (calls === 0) return 'Answered from the cache: nothing was sent.';
  const number = (value: number) => value.toLocaleString('en');
  const cached = cachedCalls > 0 ? ` (${cachedCalls} more from the cache)` : '';
  const price = dollars === undefined ? 'price unknown' : money(dollars);
  const estimated = isEstimated ? ' (estimated, because the server gave no count)' : '';
  return `${calls} ${calls === 1 ? 'call' : 'calls'}${cached}, ${number(inputTokens)} tokens in, ${number(outputTokens)} out${estimated}, ${price}.`;
}

export function droppedSentence(dropped: number): string {
  return dropped === 1
    ? '1 finding was dropped: it could not be read, or what it quotes or names does not exist.'
    : `${dropped} findings were dropped: they could not be read, or what they quote or name does not exist.`;
}

/** "$0.0042": two digits that count, at least cents. */
export function money(dollars: number): string {
  if (dollars === 0 || dollars >= 1) return `$${dollars.toFixed(2)}`;
  const digits = Math.min(6, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(Math.max(2, digits)).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}
