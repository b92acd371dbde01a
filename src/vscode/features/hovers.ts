import * as vscode from 'vscode';
import { headline, trustWords, whyWords } from '../../core/ratingWords.js';
import type { Kit } from '../kit.js';

/** The hover over a ticket's title or a patch's file header: the verdict in full. */
export function activateHovers({ verdicts, own }: Kit): void {
  const provideHover = (document: vscode.TextDocument, position: vscode.Position) => {
    const verdict = verdicts.at(document.uri)?.verdict;
    if (!verdict?.anchors.some(({ line }) => line - 1 === position.line)) return undefined;
    // Sources and explanations quote untrusted text: appended as text, so that it can't become a link or HTML.
    const text = new vscode.MarkdownString()
      .appendMarkdown('**Bouncer:** ')
      .appendText(headline(verdict))
      .appendMarkdown('\n\n')
      .appendText(whyWords(verdict))
      .appendMarkdown('\n\n')
      .appendText(verdict.unrated?.nextStep ?? verdict.explanation)
      .appendMarkdown('\n\n')
      .appendText(trustWords(verdict));
    return new vscode.Hover(text);
  };
  own(vscode.languages.registerHoverProvider({ pattern: '**' }, { provideHover }));
}
