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
import { CouldNotRate } from '../../../core/rating.js';
import type { Kit } from '../../kit.js';
import type { BenchThread } from '../bench/benchThread.js';
import { pickSource } from './pickSource.js';

/** The commands that fit calibrations, save them, and show those that are saved. */
export class CalibrationCommands {
  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
  ) {}

  /** Fits on labelled answers, shows figures before and after, and saves what the person takes. */
  async calibrate(): Promise<void> {
    const wish = await pickSource('Calibrate Rater', this.kit.storage);
    if (!wish) return;
    const { raters } = await this.fit(wish);
    const items = raters.map((fitted) => ({
      label: fitted.calibration.rater.name,
      description: `${fitted.calibration.fittedOn.rows.toLocaleString()} labeled ${plurals[wish.door]}, bounces from ${percent(fitted.threshold)} on`,
      fitted,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Calibrate Rater: Use Which Calibration',
      placeHolder: 'It decides what the answers of this rater mean from now on.',
      ignoreFocusOut: true,
    });
    if (picked) await this.save(picked.fitted);
  }

  /** @throws CouldNotRate when the answers are too few */
  async fit(wish: FitWish): Promise<Fitted> {
    const fitted = await this.thread.show('Bouncer fits calibrations', 'fit', wish);
    if (fitted.raters.length === 0) {
      throw new CouldNotRate(
        'empty',
        'Only the local rater has enough labeled answers here, and it is calibrated already.',
        'Choose answers of another rater.',
      );
    }
    const document = await this.kit.snapshots.open(`Calibration on ${wish.source.name}.txt`, fitted.text);
    await vscode.window.showTextDocument(document, { preview: false });
    return fitted;
  }

  async save(fitted: FittedCalibration): Promise<void> {
    await this.thread.show('Bouncer saves the calibration', 'save', {
      directory: calibrationsFolder(this.kit.storage),
      fitted,
    });
    void vscode.window.showInformationMessage(
      `The calibration of "${fitted.calibration.rater.name}" is in force from the next rating on.`,
    );
  }

  /** Shows a saved calibration, or goes back to the default. */
  async show(): Promise<void> {
    const saved = await savedCalibrations(calibrationsFolder(this.kit.storage));
    if (saved.length === 0) {
      throw new CouldNotRate(
        'empty',
        'You have fitted no calibration; those that come with Bouncer are in force.',
        'Fit one with "Bouncer: Calibrate Rater…".',
      );
    }
    const items = saved.map((one) => ({ label: one.rater, description: plurals[one.door], one }));
    const picked = await vscode.window.showQuickPick(items, { title: 'Calibrations That You Fitted' });
    if (!picked) return;
    const actions = [
      { label: 'Show', description: 'its JSON, which bouncer --calibration takes, too', isShow: true },
      { label: 'Delete', description: 'and go back to the default', isShow: false },
    ];
    const action = await vscode.window.showQuickPick(actions, { title: `Calibration of ${picked.label}` });
    if (action?.isShow === false) await this.delete(picked.one);
    else if (action) await this.open(picked.one);
  }

  private async delete(saved: SavedCalibration): Promise<void> {
    await deleteCalibration(saved);
    void vscode.window.showInformationMessage(
      `Your calibration of "${saved.rater}" for ${plurals[saved.door]} is deleted. The next rating goes without it.`,
    );
  }

  private async open({ door, rater, path }: SavedCalibration): Promise<void> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path));
    const name = `Calibration of ${rater.replaceAll('/', '-')} (${nouns[door]}).json`;
    const document = await this.kit.snapshots.open(name, new TextDecoder().decode(bytes));
    await vscode.window.showTextDocument(document, { preview: false });
  }
}
