import type { Door } from '../src/core/rating.js';
import type { DoorSettings, LabelledRow } from './doorTraining.js';
import { readPatches, readTickets } from './labelledRows.js';

/** The seed of everything random in training and measuring the local rater. */
export const seed = 44;

/** How each door's local model is trained, as chosen by cross-validation grouped by instance. */
export const doorSettings: Readonly<Record<Door, DoorSettings>> = {
  input: {
    penalty: 100,
    mostGrams: 6000,
    gramInstances: 8,
    gramRepositories: 3,
    gramScale: 10,
    trees: null,
    // The annotators' four grades say more than the two sides that are made of them.
    target: ({ quality }) => (quality ?? 0) / 3,
  },
  output: {
    penalty: 60,
    mostGrams: 6000,
    gramInstances: 12,
    gramRepositories: 3,
    gramScale: 8,
    trees: {
      trees: 200,
      depth: 3,
      learningRate: 0.05,
      penalty: 5,
      leafRows: 30,
      rowShare: 0.7,
      featureShare: 0.3,
    },
    target: ({ bounce }) => Number(bounce),
  },
};

/** The labelled rows of a door in a data directory. */
export function readDoor(door: Door, directory: string): LabelledRow[] {
  return door === 'input' ? readTickets(directory) : readPatches(directory);
}
