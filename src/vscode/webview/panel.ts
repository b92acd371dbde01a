import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { AnyCommandId } from '../commands.js';
import type { Kit } from '../kit.js';

/** What a panel is: where it opens, what it shows, and what it does with what its page says. */
interface PanelOptions<To, From> {
  readonly viewType: string;
  readonly title: string;
  /** A bundle in `dist` that fills the page; without one the page runs no script at all. */
  readonly script?: string;
  /** A file in `media`, besides the one that every page has. */
  readonly style?: string;
  /** Further style of the extension's own. */
  readonly css?: string;
  /** Commands that links of the page may run. */
  readonly commands?: readonly AnyCommandId[];
  readonly column: vscode.ViewColumn;
  /** Opening it moves the keyboard focus to it. */
  readonly takesFocus?: boolean;
  /** What the page shows now; undefined for nothing yet. */
  content?(): To | undefined | Promise<To | undefined>;
  onMessage?(message: From): unknown;
  /** It got the focus, or lost it. */
  onFocus?(isActive: boolean): void;
  onClose?(): void;
}

/** A single web view: opened when it is first shown, and again after a person has closed it. */
export class WebPanel<To, From = never> {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly kit: Pick<Kit, 'extensionUri' | 'guard' | 'own'>,
    private readonly options: PanelOptions<To, From>,
  ) {
    kit.own({ dispose: () => this.panel?.dispose() });
  }

  get isActive(): boolean {
    return this.panel?.active ?? false;
  }

  get isVisible(): boolean {
    return this.panel?.visible ?? false;
  }

  /** Opens it, or brings it to the front. @param body markup that its renderer has escaped, for a page without a script */
  open(body?: string): void {
    const { viewType, title, script, commands = [], column, takesFocus = false } = this.options;
    if (this.panel) {
      if (body !== undefined) this.panel.webview.html = this.page(this.panel.webview, body);
      this.panel.reveal(undefined, !takesFocus);
      return;
    }
    const place = { viewColumn: column, preserveFocus: !takesFocus };
    const panel = vscode.window.createWebviewPanel(viewType, title, place, {
      enableScripts: script !== undefined,
      enableCommandUris: commands,
      localResourceRoots: [this.uri('media'), this.uri('dist')],
    });
    panel.iconPath = this.uri('media', 'icon.png');
    panel.webview.html = this.page(panel.webview, body);
    panel.webview.onDidReceiveMessage((message: From | 'ready') =>
      message === 'ready' ? this.render() : this.kit.guard.run(() => this.options.onMessage?.(message)),
    );
    panel.onDidChangeViewState(() => this.options.onFocus?.(panel.active));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.options.onFocus?.(false);
      this.options.onClose?.();
    });
    this.panel = panel;
  }

  /** Shows the current state, if the panel is open. A page that is not in view takes it when it comes into view. */
  async render(title?: string): Promise<void> {
    if (!this.panel) return;
    const content = await this.options.content?.();
    if (content === undefined || !this.panel) return;
    if (title !== undefined) this.panel.title = title;
    void this.panel.webview.postMessage(content);
  }

  private uri(...path: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.kit.extensionUri, ...path);
  }

  /** A page that takes nothing from elsewhere and runs at most one script, which is ours. */
  private page(webview: vscode.Webview, body = '<main></main>'): string {
    const { title, script, style, css } = this.options;
    const nonce = randomBytes(16).toString('base64');
    const sheets = ['base.css', ...(style === undefined ? [] : [style])].map((name) => {
      return `<link rel="stylesheet" href="${webview.asWebviewUri(this.uri('media', name))}">`;
    });
    const own = css === undefined ? '' : `<style nonce="${nonce}">${css}</style>`;
    const styles = `default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'`;
    const policy = script === undefined ? styles : `${styles}; script-src 'nonce-${nonce}'`;
    const source = script && webview.asWebviewUri(this.uri('dist', script));
    return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  ${[sheets[0], own, ...sheets.slice(1)].join('\n  ')}
  <title>${title}</title>
</head>
<body>
  ${body}
  ${source ? `<script nonce="${nonce}" src="${source}"></script>` : ''}
</body>
</html>`;
  }
}
