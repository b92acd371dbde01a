import { agreement } from './agreement.js';
import { decisions } from './decisions.js';
import { distributions } from './distributions.js';
import type { Metric } from './metric.js';
import { penalties } from './penalties.js';
import { probabilities } from './probabilities.js';
import { scores } from './scores.js';

/** Every metric, in the order in which it is shown. */
export const metrics = [
  ...scores,
  ...decisions,
  ...penalties,
  ...agreement,
  ...probabilities,
  ...distributions,
] as const satisfies readonly Metric[];

export type MetricId = (typeof metrics)[number]['id'];

const byId: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]));

/** @throws {Error} for an id that no metric has */
export function metricOf(id: string): Metric {
  const metric = byId.get(id);
  if (!metric) throw new Error(`There is no metric "${id}". The metrics are ${[...byId.keys()].join(', ')}.`);
  return metric;
}
