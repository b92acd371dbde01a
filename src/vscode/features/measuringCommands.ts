import type { Handlers } from '../commands.js';
import type { Kit } from '../kit.js';
import { once } from '../once.js';
import { LabView } from './bench/labView.js';

/** BouncerBench, calibrations and policies; what they need is loaded when one is first asked for. */
export function activateMeasuring(kit: Kit) {
  const measuring = once(async () => (await import('./measuring.js')).createMeasuring(kit));
  const lab = new LabView(kit);
  /** Does what may add a run, or answers to one. */
  const running = async (work: () => Promise<void>) => {
    try {
      await work();
    } finally {
      lab.refresh();
    }
  };
  const commands = {
    'bouncer.runBench': () => running(async () => (await measuring()).bench.run()),
    'bouncer.resumeBench': (run) => running(async () => (await measuring()).bench.resume(pathIn(run))),
    'bouncer.showBenchReport': async (run) => (await measuring()).bench.report(pathIn(run)),
    'bouncer.exportBench': async () => (await measuring()).bench.export(),
    'bouncer.showBenchTasks': async () => (await measuring()).taskTests.show(),
    'bouncer.calibrate': async () => (await measuring()).calibration.calibrate(),
    'bouncer.showCalibrations': async () => (await measuring()).calibration.show(),
    'bouncer.applyPolicy': async () => (await measuring()).policies.applyShown(),
    'bouncer.choosePolicy': async () => (await measuring()).policies.choose(),
  } satisfies Partial<Handlers>;
  return { commands, measuring };
}

/** The path of a run that a command is about: named by its path, or by its line in the Lab. */
function pathIn(run: unknown): string | undefined {
  const path = typeof run === 'object' && run !== null && 'path' in run ? run.path : run;
  return typeof path === 'string' ? path : undefined;
}
