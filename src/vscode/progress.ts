import * as vscode from 'vscode';

/** Progress is shown for what takes longer than this many milliseconds. */
const noticeable = 1_000;

/** Does work that a person may cancel once it takes a while: then a notification shows it. */
export async function withProgress<Value>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<Value>,
): Promise<Value> {
  const source = new vscode.CancellationTokenSource();
  const working = work(source.token);
  const show = (token: vscode.CancellationToken) => {
    token.onCancellationRequested(() => source.cancel());
    return working.catch(() => undefined);
  };
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const slow = setTimeout(
    () => void vscode.window.withProgress(options, (_, token) => show(token)),
    noticeable,
  );
  try {
    return await working;
  } finally {
    clearTimeout(slow);
    source.dispose();
  }
}
