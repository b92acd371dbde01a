import type { Handlers } from '../commands.js';
import type { Kit } from '../kit.js';
import { once } from '../once.js';

/** BouncerBench, calibrations and policies; what they need is loaded when one is first asked for. */
export function activateMeasuring(kit: Kit) {
  const measuring = once(async () => (await import('./measuring.js')).createMeasuring(kit));
  const commands = {
    'bouncer.runBench': async () => (await measuring()).bench.run(),
    'bouncer.resumeBench': async (path) =>
      (await measuring()).bench.resume(typeof path === 'string' ? path : undefined),
    'bouncer.showBenchReport': async () => (await measuring()).bench.report(),
    'bouncer.exportBench': async () => (await measuring()).bench.export(),
    'bouncer.showBenchTasks': async () => (await measuring()).taskTests.show(),
    'bouncer.calibrate': async () => (await measuring()).calibration.calibrate(),
    'bouncer.showCalibrations': async () => (await measuring()).calibration.show(),
    'bouncer.choosePolicy': async () => (await measuring()).policies.choose(),
  } satisfies Partial<Handlers>;
  return { commands, measuring };
}
