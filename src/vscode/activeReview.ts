import * as vscode from 'vscode';
import { nothing } from './guard.js';
import type { RatedSubject, Verdicts } from './verdicts.js';

/**
 * The review that commands, status bar and panel are about: of the panel that has the focus, else of the active editor,
 * which may show a file that changes.
 */
export class ActiveReview implements vscode.Disposable {
  private focused: vscode.Uri | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable;
  /** It is another one, or something about it changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly verdicts: Verdicts) {
    const tell = () => this.changed.fire();
    this.listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(tell),
      verdicts.onDidChange((one) => one === this.rated && tell()),
      verdicts.onDidRemove(tell),
    );
  }

  get rated(): RatedSubject | undefined {
    const { uri } = this;
    return uri && this.verdicts.at(uri);
  }

  /** A panel or view that shows the subject at an address has the focus; undefined when it has it no more. */
  focus(uri: vscode.Uri | undefined): void {
    if (this.focused === uri) return;
    this.focused = uri;
    this.changed.fire();
  }

  /** The address that a command is about: the one named, a line of the Review view's, else that of the active review or editor. @throws CouldNotRate */
  addressOf(named: unknown): vscode.Uri {
    const { session } = (named ?? {}) as { readonly session?: Pick<RatedSubject, 'uri'> };
    if (session) return session.uri;
    if (named instanceof vscode.Uri) return named;
    const { uri } = this;
    if (!uri) throw nothing('No document is open.', 'Open a ticket or patch first.');
    return uri;
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private get uri(): vscode.Uri | undefined {
    if (this.focused) return this.focused;
    const shown = vscode.window.activeTextEditor?.document.uri;
    if (!shown || this.verdicts.at(shown)) return shown;
    const review = this.verdicts.all().findLast((one) => one.shows?.(shown));
    return review?.uri ?? shown;
  }
}
