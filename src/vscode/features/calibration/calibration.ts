import type { Handlers } from '../../commands.js';
import type { Measuring } from '../measuring.js';

/** What raters' answers mean, and the thresholds that follow from it. */
export function activateCalibration(measuring: () => Promise<Measuring>) {
  return {
    'bouncer.calibrate': async () => (await measuring()).calibration.calibrate(),
    'bouncer.showCalibrations': async () => (await measuring()).calibration.show(),
    'bouncer.choosePolicy': async () => (await measuring()).policies.choose(),
  } satisfies Partial<Handlers>;
}
