import type { Kit } from '../kit.js';
import { BenchCommands } from './bench/benchCommands.js';
import { BenchPanel } from './bench/benchPanel.js';
import { BenchThread } from './bench/benchThread.js';
import { TaskTests } from './bench/taskTests.js';
import { CalibrationCommands } from './calibration/calibrationCommands.js';
import { PolicyCommands } from './calibration/policyCommands.js';

/** The benchmark, and what is fitted on its answers. It works in one thread, and is loaded when it is asked for. */
export type Measuring = ReturnType<typeof createMeasuring>;

export function createMeasuring(kit: Kit) {
  const thread = kit.own(new BenchThread(kit.log));
  const panel = new BenchPanel(kit, thread);
  const bench = new BenchCommands(kit, thread, panel);
  return {
    thread,
    bench,
    taskTests: kit.own(new TaskTests(kit, thread, bench)),
    calibration: new CalibrationCommands(kit, thread),
    policies: new PolicyCommands(kit, thread),
  };
}
