import * as vscode from 'vscode';
import { oneLine } from '../../../core/oneLine.js';
import { sureFindings } from '../../../core/rating.js';
import { headline } from '../../../core/ratingWords.js';
import { runCommand } from '../../commands.js';
import type { RatedSubject, Verdicts } from '../../verdicts.js';

/** Reasons that a dialog has room for. */
const mostReasons = 3;

/**
 * Whether a patch may pass the gate: at once where its verdict says so, else when a person says so all the same, in a
 * dialog that tells the reason.
 *
 * @param title what is about to be done, as a question
 * @param anyway the button that does it
 */
export async function passes(
  verdicts: Verdicts,
  uri: vscode.Uri,
  title: string,
  anyway: string,
): Promise<boolean> {
  const reason = reasonAgainst(verdicts.at(uri));
  if (reason === undefined) return true;
  const show = 'Show Review';
  const options = { modal: true, detail: reason };
  const picked = await vscode.window.showWarningMessage(title, options, anyway, show);
  if (picked === show) await runCommand('bouncer.showReview', uri);
  return picked === anyway;
}

/** Why a patch may not pass by itself; undefined where its verdict lets it. */
function reasonAgainst(rated: RatedSubject | undefined): string | undefined {
  const { verdict } = rated ?? {};
  if (!rated || !verdict) return 'It was not reviewed yet.';
  if (rated.stale || rated.rating) return 'It has changed since its review, or is being reviewed now.';
  if (verdict.mayProceed) return undefined;
  const findings = sureFindings(verdict).filter(({ severity }) => severity !== 'info');
  const reasons = findings.slice(0, mostReasons).map(({ message }) => `• ${oneLine(message)}`);
  return [`${headline(verdict)}. ${oneLine(verdict.because)}`, ...reasons].join('\n');
}
