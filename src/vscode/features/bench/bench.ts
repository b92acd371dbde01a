import type { Handlers } from '../../commands.js';
import type { Measuring } from '../measuring.js';

/** BouncerBench: runs, reports, submissions, and its tasks as tests. */
export function activateBench(measuring: () => Promise<Measuring>) {
  return {
    'bouncer.runBench': async () => (await measuring()).bench.run(),
    'bouncer.resumeBench': async (path) =>
      (await measuring()).bench.resume(typeof path === 'string' ? path : undefined),
    'bouncer.showBenchReport': async () => (await measuring()).bench.report(),
    'bouncer.exportBench': async () => (await measuring()).bench.export(),
    'bouncer.showBenchTasks': async () => (await measuring()).taskTests.show(),
  } satisfies Partial<Handlers>;
}
