import * as vscode from 'vscode';
import type { Verdicts } from '../verdicts.js';
import { verdictLine } from './review/model.js';

/** The hover over a ticket's title or a patch's file header: the verdict in full. */
export function registerHovers(verdicts: Verdicts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { pattern: '**' },
    {
      provideHover(document, position) {
        const verdict = verdicts.get(document.uri)?.verdict;
        if (!verdict?.anchors.some(({ line }) => line - 1 === position.line)) return undefined;
        // Sources and explanations quote untrusted text: appended as text, so that it can't become a link or HTML.
        const text = new vscode.MarkdownString()
          .appendMarkdown('**Bouncer:** ')
          .appendText(verdictLine(verdict));
        text.appendMarkdown('\n\n').appendText(verdict.decision.because);
        if (verdict.rating) text.appendMarkdown('\n\n').appendText(verdict.rating.explanation);
        if (verdict.failure) text.appendMarkdown('\n\n').appendText(verdict.failure.nextStep);
        return new vscode.Hover(text);
      },
    },
  );
}
