import { measure } from '../../src/bench/measures.js';
import type { Scored } from '../../src/bench/scored.js';
import { randomStream } from '../../src/stats/random.js';

/** All figures with their intervals over many predictions. */
export function measureMany(): void {
  const random = randomStream(44);
  const rows = Array.from({ length: 100_000 }, (_, i): Scored => {
    const probability = random();
    const quality = Math.floor(random() * 4);
    return {
      task: String(i),
      group: String(i >> 1),
      repository: '',
      agent: '',
      ticketLength: 1,
      patchLength: 0,
      gold: quality >= 2,
      quality,
      bounced: probability >= 0.5,
      bounceProbability: probability,
      label: Math.floor(probability * 4),
      labelProbabilities: [0.25, 0.25, 0.25, 0.25],
    };
  });
  const start = performance.now();
  const { figures } = measure('input', rows, { draws: 1_000 });
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    `\n${figures.length} figures of 100,000 predictions with 1,000 draws each: ${seconds.toFixed(1)} s (goal: ≤ 10 s)`,
  );
}
