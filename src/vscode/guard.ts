import * as vscode from 'vscode';
import { CouldNotRate, type UnratedCause } from '../core/rating.js';
import { warn } from './notices.js';
import { openSettings } from './settings.js';

/** Why a command does nothing: there is nothing to do it with. */
export function nothing(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('empty', message, nextStep);
}

/** @throws CouldNotRate in Restricted Mode. @param what what needs trust, as the beginning of a sentence */
export function needTrust(what: string, nextStep = 'Trust the workspace first.'): void {
  if (vscode.workspace.isTrusted) return;
  throw new CouldNotRate('forbidden', `${what} runs Git, which Restricted Mode forbids.`, nextStep);
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
      } else if (error.unratedBecause !== 'cancelled') {
        this.complain(error.message, error.nextStep, isAboutModel(error));
      }
    }
  }

  private complain(message: string, nextStep: string, isModel = false): void {
    const [setting] = /\bbouncer(?:\.[a-zA-Z]+)+/.exec(nextStep) ?? [];
    const buttons = new Map<string, () => unknown>([
      ...(isModel
        ? [['Connect a Model…', () => vscode.commands.executeCommand('bouncer.connectModel')] as const]
        : []),
      ...(setting ? [['Open Setting', () => openSettings(setting)] as const] : []),
      ['Show Log', () => this.log.show()],
    ]);
    void warn(`${message} ${nextStep}`, ...buttons.keys()).then((picked) => buttons.get(picked ?? '')?.());
  }
}

const modelCauses: readonly UnratedCause[] = ['no-key', 'no-model', 'rate-limited', 'refused', 'bad-answer'];

/** Whether it is a model that failed, so that another one may help. */
export function isAboutModel({ unratedBecause, nextStep }: CouldNotRate): boolean {
  return modelCauses.includes(unratedBecause) || /bouncer\.chat\.|another rater/.test(nextStep);
}
