import * as vscode from 'vscode';
import type { TicketCheckId } from '../../checks/registry.js';
import type { Kit } from '../kit.js';
import { locationOf } from '../places.js';

/** Checks whose words are marked in a ticket's text: too little for a finding, and worth a second thought. */
const marked: readonly string[] = ['vague-wish', 'hedging'] satisfies TicketCheckId[];

/** Marks the vague words of tickets in their text; a hover says why. */
export function activateVagueWords({ verdicts, own }: Kit): void {
  const words = own(
    vscode.window.createTextEditorDecorationType({
      textDecoration: 'underline dotted var(--vscode-editorInfo-foreground)',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  const mark = (editor: vscode.TextEditor) => {
    const rated = verdicts.at(editor.document.uri);
    // Edits move the marks along until the ticket is rated again.
    if (rated && (rated.stale || rated.rating)) return;
    const facts = rated?.door === 'input' ? (rated.verdict?.evidence ?? []) : [];
    const ranges = facts
      .filter(({ id }) => marked.includes(id))
      .flatMap(({ places, sentence }) =>
        places.map((place) => ({
          range: locationOf(rated ?? { uri: editor.document.uri }, place).range,
          hoverMessage: new vscode.MarkdownString().appendText(`Bouncer: ${sentence}`),
        })),
      );
    editor.setDecorations(words, ranges);
  };
  const markAll = (uri: vscode.Uri) => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri.toString()) mark(editor);
    }
  };
  own(verdicts.onDidChange(({ uri }) => markAll(uri)));
  own(verdicts.onDidRemove(({ uri }) => markAll(uri)));
  own(vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(mark)));
}
