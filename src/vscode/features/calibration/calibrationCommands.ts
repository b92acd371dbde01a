import * as vscode from 'vscode';
import type { Fitted, FitWish } from '../../../bench/calibrationJobs.js';
import type { FittedCalibration } from '../../../calibration/calibrationText.js';
import {
  calibrationsFolder,
  deleteCalibration,
  type SavedCalibration,
  savedCalibrations,
} from '../../../calibration/savedCalibrations.js';
import { nouns, percent, plurals } from '../../../core/policy.js';
import { pick } from '../../ask.js';
import { nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { inform } from '../../notices.js';
import type { BenchThread } from '../bench/benchThread.js';
import { pickSource } from './pickSource.js';

/** The commands that fit calibrations, save them, and show those that are saved. */
export class CalibrationCommands {
  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
  ) {}

  /** Fits on labeled answers, shows figures before and after, and saves what the person takes. */
  async calibrate(): Promise<void> {
    const wish = await pickSource('Calibrate Rater', this.kit.storage);
    if (!wish) return;
    const { raters } = await this.fit(wish);
    const choices = raters.map((fitted) => {
      const { rater, fittedOn } = fitted.calibration;
      const rows = `${fittedOn.rows.toLocaleString()} labeled ${plurals[wish.door]}`;
      return [rater.name, fitted, `${rows}, bounces from ${percent(fitted.threshold)} on`] as const;
    });
    const picked = await pick('Calibrate Rater: Use Which Calibration', choices, {
      placeHolder: 'It decides what the answers of this rater mean from now on.',
      ignoreFocusOut: true,
    });
    if (picked) await this.save(picked);
  }

  /** @throws CouldNotRate when the answers are too few */
  async fit(wish: FitWish): Promise<Fitted> {
    const fitted = await this.thread.show('Bouncer fits calibrations', 'fit', wish);
    await this.kit.snapshots.show(`Calibration on ${wish.source.name}.txt`, fitted.text);
    return fitted;
  }

  async save(fitted: FittedCalibration): Promise<void> {
    await this.thread.show('Bouncer saves the calibration', 'save', {
      directory: calibrationsFolder(this.kit.storage),
      fitted,
    });
    void inform(`The calibration of "${fitted.calibration.rater.name}" is in force from the next rating on.`);
  }

  /** Shows a saved calibration, or goes back to the default. */
  async show(): Promise<void> {
    const saved = await savedCalibrations(calibrationsFolder(this.kit.storage));
    if (saved.length === 0) {
      throw nothing(
        'You have fitted no calibration; those that come with Bouncer are in force.',
        'Fit one with "Bouncer Lab: Calibrate Rater…".',
      );
    }
    const choices = saved.map((one) => [one.rater, one, plurals[one.door]] as const);
    const picked = await pick('Calibrations That You Fitted', choices);
    if (!picked) return;
    const action = await pick(`Calibration of ${picked.rater}`, [
      ['Show', 'show', 'its JSON, which bouncer --calibration takes, too'],
      ['Delete', 'delete', 'and go back to the default'],
    ]);
    if (action === 'show') await this.open(picked);
    if (action !== 'delete') return;
    await deleteCalibration(picked);
    void inform(
      `Your calibration of "${picked.rater}" for ${plurals[picked.door]} is deleted. The next rating goes without it.`,
    );
  }

  private async open({ door, rater, path }: SavedCalibration): Promise<void> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path));
    const name = `Calibration of ${rater.replaceAll('/', '-')} (${nouns[door]}).json`;
    await this.kit.snapshots.show(name, new TextDecoder().decode(bytes));
  }
}
