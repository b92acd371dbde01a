import { baseRateSentence } from './baseRateWords.js';
import { labelWords, meansBounce } from './labelWords.js';
import { nouns, type Outcome, percent, percents, plurals } from './policy.js';
import {
  type CalibrationBasis,
  type Door,
  type ProbabilitySource,
  sureFindings,
  type Usage,
} from './rating.js';
import type { RatedVerdict, Verdict } from './verdict.js';

/** What a decision asks of people, whatever else its verdict says. */
export function decisionWords(door: Door, decision: Outcome, asks = false): string {
  if (asks) return 'Proceed, but ask';
  if (decision === 'abstain') return door === 'input' ? 'Ask first' : "Don't merge yet";
  return decision === 'proceed' ? 'May proceed' : 'Not rated';
}

/** What a headline goes by: a verdict's own fields. */
export type Headline = Pick<
  Verdict,
  'door' | 'decision' | 'label' | 'probabilitySource' | 'bounceProbability'
> &
  Partial<Pick<Verdict, 'asks' | 'trust' | 'findings'>>;

/** A verdict in a few words: what to do, how clear a ticket is, or that nothing was found against a patch. */
export function headWords(verdict: Headline): string {
  const { door, decision, label, asks, findings } = verdict;
  if (decision === 'proceed' && !asks) {
    if (door === 'input' && label && !meansBounce(door, label)) return labelWords[label];
    if (door === 'output' && findings && sureFindings({ findings }).length === 0)
      return 'Nothing found against it';
  }
  return decisionWords(door, decision, asks);
}

/**
 * "Clear · 12% risk", "Proceed, but ask · Clear enough · 38% risk", "Ask first · Vague · 61% risk": the decision, the
 * label and the probability, each where it adds something.
 */
export function verdictLine(verdict: Headline): string {
  return headed(verdict, labelAndRisk(verdict));
}

/** The same beside the sentence that tells why, which mostly gives the risk already. */
export function headline(verdict: Verdict): string {
  return tellsRisk(verdict) ? headed(verdict, labelTold(verdict)) : verdictLine(verdict);
}

/** A verdict's words before what is told of it, unless its label alone says as much. */
function headed(verdict: Headline, told: string): string {
  const label = labelTold(verdict);
  const stands = verdict.decision === 'proceed' && label !== '' && !verdict.asks;
  return [stands ? '' : headWords(verdict), told].filter(Boolean).join(' · ');
}

/** Whether the sentence that tells why a verdict decided so gives its risk. */
export function tellsRisk({ because, bounceProbability, threshold }: Verdict): boolean {
  return bounceProbability !== null && because.includes(percents(bounceProbability, threshold)[0]);
}

/** "Vague · 74% risk"; without a probability where the rater gave none, empty where nothing was rated. */
export function labelAndRisk(verdict: Headline): string {
  const { probabilitySource, bounceProbability } = verdict;
  const isMeasured = bounceProbability !== null && probabilitySource !== 'label';
  return [labelTold(verdict), isMeasured && `${percent(bounceProbability)} risk`].filter(Boolean).join(' · ');
}

/**
 * The label in words, where it can stand beside the decision: one that means the other side confuses, and that a patch
 * is correct is more than a reading of its surface can tell.
 */
export function labelTold({ door, decision, label, probabilitySource, trust }: Headline): string {
  if (label === null || meansBounce(door, label) !== (decision === 'abstain')) return '';
  const isSurface = door === 'output' && (probabilitySource === 'model' || Boolean(trust));
  return isSurface && decision === 'proceed' ? '' : labelWords[label];
}

const sources: Readonly<Record<Exclude<ProbabilitySource, 'model' | 'calibrated'>, string>> = {
  samples: 'The probability is the share of several answers that agree.',
  'token-probabilities': "The probability is that of the label's own words, as the model weighed them.",
  stated: "The probability is the model's own estimate; it was not measured.",
  label: 'The rater gave a label and no probability.',
};

/** What a rating's probability rests on, in sentences. */
export function confidenceSentence(
  verdict: Pick<RatedVerdict, 'door' | 'baseRate' | 'baseRateBasis' | 'calibration' | 'probabilitySource'>,
): string {
  const { calibration, probabilitySource } = verdict;
  if (probabilitySource !== 'calibrated' && probabilitySource !== 'model') return sources[probabilitySource];
  const assumed = baseRateSentence(verdict);
  if (probabilitySource === 'calibrated')
    return [calibratedSentence(calibration), assumed].filter(Boolean).join(' ');
  return assumed || 'The probability is calibrated.';
}

function calibratedSentence(calibration: CalibrationBasis | null): string {
  if (!calibration) return 'The probability is calibrated.';
  const { rows, source } = calibration;
  return `The probability is calibrated on ${rows.toLocaleString('en')} labeled ${rows === 1 ? 'answer' : 'answers'} (${source}).`;
}

const bad: Readonly<Record<Door, string>> = { input: 'vague', output: 'wrong' };
const good: Readonly<Record<Door, string>> = { input: 'clear', output: 'right' };

/** "1 in 10", "3 in 10"; a share of less than a twentieth from either end says so. */
export function inTen(share: number): string {
  if (share < 0.05) return 'fewer than 1 in 20';
  if (share > 0.95) return 'more than 19 in 20';
  return `${Math.min(9, Math.max(1, Math.round(share * 10)))} in 10`;
}

/** Whether a patch may proceed only because nothing was found against it, which a model or its tests could tell better. */
export function isWeakEvidence(verdict: Verdict): boolean {
  const { door, decision, trust } = verdict;
  return door === 'output' && decision === 'proceed' && Boolean(trust) && sureFindings(verdict).length === 0;
}

/**
 * What verdicts like it turned out to mean, and what to do next; empty where that was not measured, or where another rule
 * decided than the risk.
 */
export function measuredWords(verdict: Verdict): string {
  const { door, decision, measured, bounceProbability } = verdict;
  const share = measured ? inTen(measured.share) : '';
  const isOne = share.includes('1 in 10');
  if (isWeakEvidence(verdict)) {
    const such = measured ? `: about ${share} such patches ${isOne ? 'is' : 'are'} wrong` : '';
    return `That is weak evidence${such}. Ask a model, or run its tests.`;
  }
  if (!measured || bounceProbability === null) return '';
  if (decision === 'abstain' && !tellsRisk(verdict)) return '';
  // The highest band is wide, since few labelled rows reach it.
  const such = bounceProbability > measured.share + farAbove ? 'the {} rated highest' : '{} rated like this';
  return `Of ${such.replace('{}', plurals[door])}, ${share} ${isOne ? 'was' : 'were'} ${bad[door]}.`;
}

/** A risk that lies so far above the share of its band needs a word. */
const farAbove = 0.2;

/** Why it was decided so, and what verdicts like it turned out to mean. */
export function whyWords(verdict: Verdict): string {
  return [verdict.because, measuredWords(verdict)].filter(Boolean).join(' ');
}

/** How far a trained rater can be trusted on what it rated, in a line; empty for others. */
export function trustWords({ door, trust }: Pick<Verdict, 'door' | 'trust'>): string {
  if (!trust) return '';
  const { inside, languages, nearest, rows, pairs } = trust;
  const told = `tells a ${bad[door]} ${nouns[door]} from a ${good[door]} one in ${Math.round(pairs * 100)} of 100 pairs`;
  const measured = `${rows.toLocaleString('en')} ${nearest}`;
  if (inside) return `Measured on ${measured}: it ${told}.`;
  const [main] = languages;
  const where = main
    ? `${main} is outside the languages that it was trained on`
    : `The ${nouns[door]} is in no language that it was trained on`;
  const so = door === 'output' ? ', so the risk is drawn towards the average' : '';
  return `${where}${so}. On ${measured} it ${told}.`;
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
