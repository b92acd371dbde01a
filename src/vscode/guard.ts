import * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import { warn } from './notices.js';

/** Why a command does nothing: there is nothing to do it with. */
export function nothing(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('empty', message, nextStep);
}

/** Runs what a person asked for, and reports any failure. */
export class Guard {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Nothing ends in a stack trace: what is unforeseen goes to the log, with a way to it. */
  async run(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CouldNotRate)) {
        this.log.error(error instanceof Error ? error : String(error));
        this.complain('Bouncer could not do that.', 'The output channel has the detail.');
      } else if (error.unratedBecause !== 'cancelled') this.complain(error.message, error.nextStep);
    }
  }

  complain(message: string, nextStep: string): void {
    const showLog = 'Show Log';
    const openSetting = 'Open Setting';
    const [setting] = /\bbouncer(?:\.[a-zA-Z]+)+/.exec(nextStep) ?? [];
    void warn(`${message} ${nextStep}`, ...(setting ? [openSetting] : []), showLog).then((picked) => {
      if (picked === showLog) this.log.show();
      else if (picked === openSetting)
        void vscode.commands.executeCommand('workbench.action.openSettings', setting);
    });
  }
}
