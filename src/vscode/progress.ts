import * as vscode from 'vscode';

type Work<Value> = (
  token: vscode.CancellationToken,
  progress: vscode.Progress<{ readonly message?: string; readonly increment?: number }>,
) => Thenable<Value>;

/** Progress is shown for what takes longer than this many milliseconds. */
const noticeable = 1_000;

/** Does work under a notification, by which a person may cancel it. */
export function underNotification<Value>(title: string, work: Work<Value>): Thenable<Value> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => work(token, progress));
}

/**
 * Does work that a person may cancel once it takes a while: then a notification shows it.
 *
 * @param isShown whether something else shows it by then, and lets a person cancel it
 */
export async function withProgress<Value>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<Value>,
  isShown: () => boolean = () => false,
): Promise<Value> {
  const source = new vscode.CancellationTokenSource();
  const working = work(source.token);
  const show = (token: vscode.CancellationToken) => {
    token.onCancellationRequested(() => source.cancel());
    return working.catch(() => undefined);
  };
  const slow = setTimeout(() => !isShown() && void underNotification(title, show), noticeable);
  try {
    return await working;
  } finally {
    clearTimeout(slow);
    source.dispose();
  }
}

/** A token as a signal. */
export function signalOf(token: vscode.CancellationToken | undefined): AbortSignal {
  const controller = new AbortController();
  token?.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
