import * as vscode from 'vscode';
import type { Outcome } from '../core/policy.js';

export const outcomeIcons: Readonly<Record<Outcome, string>> = {
  proceed: '$(pass)',
  abstain: '$(circle-slash)',
  unrated: '$(question)',
};

/** The same in color, for lines of a view. */
export const outcomeThemeIcons: Readonly<Record<Outcome, vscode.ThemeIcon>> = {
  proceed: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  abstain: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconFailed')),
  unrated: new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued')),
};
