import { confusionIn, tasksIn } from './decisions.js';
import { fraction, type Metric } from './metric.js';
import type { WeightedRows } from './weightedRows.js';

/** @param cost what one wrong accept costs, and how that is called */
const penalty = <Name extends string>(
  name: Name,
  title: string,
  cost: string,
  costIn: (rows: WeightedRows) => number,
) =>
  ({
    id: `penalty_${name}`,
    title: `Penalty score${title}`,
    ...fraction,
    formula: `mean of +1 for a right accept or bounce, 0 for a wrong bounce, −c for a wrong accept, with c = ${cost}`,
    source: 'Lee et al. 2024, TrustSQL, arXiv 2403.15879: the reliability score RS(c), per task',
    value: (rows: WeightedRows) => {
      const decided = confusionIn(rows);
      const right = decided.trueNegatives + decided.truePositives;
      return (right - costIn(rows) * decided.falseNegatives) / tasksIn(decided);
    },
  }) as const;

/** What deciding is worth where a wrong accept costs more than a right decision earns. */
export const penalties = [
  penalty('0', ', wrong accepts cost nothing', '0', () => 0),
  penalty('1', ', a wrong accept costs 1', '1', () => 1),
  penalty('10', ', a wrong accept costs 10', '10', () => 10),
  penalty('n', ', a wrong accept costs all', 'the number of tasks', (rows) => tasksIn(confusionIn(rows))),
  penalty('cost', ' at the chosen cost', 'the chosen cost of a wrong accept', ({ of }) => of.cost),
] as const satisfies readonly Metric[];
