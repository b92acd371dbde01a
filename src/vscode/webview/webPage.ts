import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a web view's page is made of. */
export interface WebPage {
  readonly title: string;
  /** A bundle in `dist` that fills the page; without one the page runs no script at all. */
  readonly script?: string;
  /** A file in `media`, besides the one that every page has. */
  readonly style?: string;
  /** Further style of the extension's own. */
  readonly css?: string;
  /** Markup that its renderer has escaped. */
  readonly body?: string;
}

/** Where a panel opens. */
type Place = Parameters<typeof vscode.window.createWebviewPanel>[2];

/** Opens a panel with a page, which may load what is in `media` and `dist` and nothing else. */
export function openPanel(
  extensionUri: vscode.Uri,
  viewType: string,
  place: Place,
  page: WebPage,
): vscode.WebviewPanel {
  const folder = (name: string) => vscode.Uri.joinPath(extensionUri, name);
  const panel = vscode.window.createWebviewPanel(viewType, page.title, place, {
    enableScripts: page.script !== undefined,
    localResourceRoots: [folder('media'), folder('dist')],
  });
  panel.iconPath = vscode.Uri.joinPath(folder('media'), 'icon.png');
  panel.webview.html = webPage(panel.webview, extensionUri, page);
  return panel;
}

/** A page that takes nothing from elsewhere and runs at most one script, which is ours. */
export function webPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, script, style, css, body = '<main></main>' }: WebPage,
): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path));
  const sources = [
    "default-src 'none'",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
  ];
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${sources.join('; ')}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri('media', 'base.css')}">
  ${css === undefined ? '' : `<style nonce="${nonce}">${css}</style>`}
  ${style === undefined ? '' : `<link rel="stylesheet" href="${uri('media', style)}">`}
  <title>${title}</title>
</head>
<body>
  ${body}
  ${script === undefined ? '' : `<script nonce="${nonce}" src="${uri('dist', script)}"></script>`}
</body>
</html>`;
}
