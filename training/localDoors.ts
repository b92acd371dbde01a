import { wrongShares } from '../src/core/baseRate.js';
import type { Door } from '../src/core/rating.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { agentsOf2024, readPatches } from './patchRows.js';
import { graded, readTickets } from './ticketRows.js';

/** The seed of everything random in training and measuring the local rater. */
export const seed = 44;

/** How each door's local model is trained, as chosen by cross-validation grouped by instance. */
export const doorSettings: Readonly<Record<Door, DoorSettings>> = {
  input: {
    penalty: 140,
    mostGrams: 6000,
    gramInstances: 8,
    gramRepositories: 3,
    gramScale: 10,
    trees: null,
    limitGroups: ['tickets'],
    mostRight: { abstain: 0.08, ask: 0.2 },
    benchmark: graded,
  },
  output: {
    penalty: 300,
    mostGrams: 0,
    gramInstances: 0,
    gramRepositories: 0,
    gramScale: 1,
    trees: {
      trees: 150,
      depth: 3,
      learningRate: 0.1,
      penalty: 5,
      leafRows: 30,
      rowShare: 0.5,
      featureShare: 0.3,
    },
    baseRate: wrongShares['2025'],
    limitGroups: ['2025/26'],
    mostRight: { abstain: 0.05, ask: 0.05 },
    benchmark: agentsOf2024,
  },
};

/** The labelled rows of a door in a data directory. */
export function readDoor(door: Door, directory: string): LabelledRow[] {
  return door === 'input' ? readTickets(directory) : readPatches(directory);
}
