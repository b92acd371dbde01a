import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a web view's page is made of. */
export interface WebPage {
  readonly title: string;
  /** A bundle in `dist`. */
  readonly script: string;
  /** A file in `media`. */
  readonly style: string;
  /** Further style of the extension's own. */
  readonly css?: string;
}

/** A page that runs one script of ours and takes nothing from elsewhere; the script fills its body. */
export function webPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, script, style, css }: WebPage,
): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path));
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  ${css === undefined ? '' : `<style nonce="${nonce}">${css}</style>`}
  <link rel="stylesheet" href="${uri('media', style)}">
  <title>${title}</title>
</head>
<body>
  <main></main>
  <script nonce="${nonce}" src="${uri('dist', script)}"></script>
</body>
</html>`;
}
