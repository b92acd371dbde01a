import { parentPort, workerData } from 'node:worker_threads';
import { Channel } from './channel/channel.js';
import type { ThreadStart } from './channel/thread.js';
import { speakIn } from './core/surface.js';

const load = {
  rating: async () => (await import('./engine/ratingJobs.js')).ratingJobs,
  bench: async () => (await import('./bench/benchJobs.js')).benchJobs,
};

const { jobs, surface } = workerData as ThreadStart;
speakIn(surface);
void load[jobs]().then((handlers) => parentPort && new Channel(parentPort, handlers));
