import { metrics } from '../../src/bench/metrics/registry.js';

/** The page that lists every metric of the benchmark. */
export function metricsPage(): string {
  const rows = metrics.map(({ id, title, better, formula, source }) =>
    [title, `\`${id}\``, better, formula, source].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  );
  return `# Metrics

\`npm run settings\` writes this page from \`src/bench/metrics/registry.ts\`.

In formulas b is 1 where the rater bounced, y is 1 where the task deserves it, and p is its probability of a bounce. Precision, recall and F1 are 0 where their denominator is 0, as in the paper's own evaluation; every other metric is absent where it has no value.

| Metric | Id | Better | Formula | Source |
| --- | --- | --- | --- | --- |
| ${rows.join(' |\n| ')} |
`;
}
