import { type Door, type Label, labels } from './rating.js';

/** What people read for each label. The benchmark, its files and JSON keep the labels themselves. */
export const labelWords: Readonly<Record<Label, string>> = {
  WELL_SPECIFIED: 'Clear',
  REASONABLY_SPECIFIED: 'Clear enough',
  VAGUE: 'Vague',
  IMPOSSIBLE_TO_SOLVE: 'Not solvable as written',
  CORRECT_AND_PRECISE: 'Correct',
  CORRECT_BUT_INCOMPLETE: 'Correct but incomplete',
  BROAD_MISSING_KEY_ASPECTS: 'Missing key parts',
  INCORRECT: 'Wrong',
};

/** Whether a label by itself means that the door stays shut. */
export function meansBounce(door: Door, label: Label): boolean {
  return (labels[door] as readonly Label[]).indexOf(label) >= 2;
}
