import { type Door, type Label, labels, type Rating } from '../../core/rating.js';
import type { TokenChoice } from '../../models/chatModel.js';
import type { Answer } from './answer.js';

/** What one or more answers say about the bounce probability, and how they say it. */
export type Confidence = Pick<
  Rating,
  'label' | 'labelProbabilities' | 'bounceProbability' | 'probabilitySource'
>;

export interface Sample {
  readonly answer: Answer;
  readonly tokens?: readonly TokenChoice[];
}

export function bounces(label: Label, door: Door): boolean {
  return (labels[door] as readonly Label[]).indexOf(label) >= 2;
}

/**
 * The confidence of a single answer: from the probabilities of the label's tokens, else from the stated one, else
 * from the label alone (0 or 1).
 */
export function confidenceOf({ answer, tokens }: Sample, door: Door): Confidence {
  const { label, confidence } = answer;
  const bounced = bounces(label, door);
  const labelProbabilities = tokens && tokenProbabilities(tokens, door, label);
  if (labelProbabilities) {
    const [, , c = 0, d = 0] = labelProbabilities;
    return { label, labelProbabilities, bounceProbability: c + d, probabilitySource: 'token-probabilities' };
  }
  if (confidence !== undefined) {
    // A model that is less than half sure of its side contradicts itself; its label counts.
    const sure = Math.max(0.5, confidence);
    return { label, bounceProbability: bounced ? sure : 1 - sure, probabilitySource: 'stated' };
  }
  return { label, bounceProbability: bounced ? 1 : 0, probabilitySource: 'label' };
}

/**
 * The confidence of several samples: each label's share with a quarter of a sample added to each (Jeffreys-like
 * smoothing), so that three equal answers are no certainty. The label is the most frequent one on the likelier side.
 */
export function agreement(samples: readonly Sample[], door: Door): Confidence {
  const counts = labels[door].map((label) => samples.filter(({ answer }) => answer.label === label).length);
  const labelProbabilities = counts.map((count) => (count + 0.25) / (samples.length + 1));
  const [a = 0, b = 0, c = 0, d = 0] = labelProbabilities;
  const bounced = c + d >= a + b;
  const best = bounced ? (c >= d ? 2 : 3) : a >= b ? 0 : 1;
  return {
    label: labels[door][best] as Label,
    labelProbabilities,
    bounceProbability: c + d,
    probabilitySource: 'samples',
  };
}

/**
 * The probability of each label from the tokens that the model weighed while it wrote the label: at each position
 * the weight of every alternative goes to the labels that it can still become, until one is left.
 */
function tokenProbabilities(tokens: readonly TokenChoice[], door: Door, label: Label): number[] | undefined {
  // In the tokens' own text: that of the answer may lack what the model thought before.
  const start = labelStart(tokens.map(({ token }) => token).join(''));
  if (start === undefined) return undefined;
  const names = labels[door] as readonly Label[];
  const weights = names.map(() => 0);
  let open = [...names];
  let mass = 1;
  let offset = 0;
  let written = '';
  for (const { token, alternatives } of tokens) {
    const end = offset + token.length;
    if (end > start && open.length > 1) {
      // The first of the label's tokens may begin before the label, with a quotation mark.
      const lead = Math.max(0, start - offset);
      const total = alternatives.reduce((sum, { probability }) => sum + probability, 0);
      if (total <= 0) return undefined;
      const chosen = token.slice(lead);
      for (const alternative of alternatives) {
        const piece = alternative.token.slice(lead);
        if (alternative.token === token || piece === '') continue;
        const reached = open.filter((name) => fits(name, written + piece));
        for (const name of reached) {
          weights[names.indexOf(name)] =
            (weights[names.indexOf(name)] as number) +
            (mass * alternative.probability) / total / reached.length;
        }
      }
      const own = alternatives.find((one) => one.token === token)?.probability ?? 0;
      mass *= own / total;
      written += chosen;
      open = open.filter((name) => fits(name, written));
    }
    offset = end;
    if (open.length <= 1) break;
  }
  if (!open.includes(label)) return undefined;
  weights[names.indexOf(label)] = (weights[names.indexOf(label)] as number) + mass;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : undefined;
}

/** Whether a label can begin with, or end within, these characters. */
function fits(name: Label, characters: string): boolean {
  return name.startsWith(characters) || characters.startsWith(name);
}

/** Where the value of the last `label` field starts. */
function labelStart(text: string): number | undefined {
  const found = [...text.matchAll(/"label"\s*:\s*"/g)].at(-1);
  return found && found.index + found[0].length;
}
