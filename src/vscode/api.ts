import * as vscode from 'vscode';
import type { Door } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';
import type { Kit } from './kit.js';

/** What another extension gets from `activate()`; `docs/api.md` describes it. */
export interface BouncerApi {
  /** The extension's version (semantic versioning). */
  readonly version: string;
  /** Rates a text with the local rater, which sends nothing. @throws Error when it is cancelled or takes too long */
  rate(subject: ApiSubject, token?: vscode.CancellationToken): Promise<Verdict>;
  /** A ticket or patch in the editor was rated. */
  readonly onDidRate: vscode.Event<RateEvent>;
}

/** A ticket, or a patch with the ticket that it answers. */
export interface ApiSubject {
  readonly kind: 'ticket' | 'patch';
  readonly text: string;
  /** What the verdict calls it. */
  readonly name: string;
  /** For a patch. */
  readonly ticket?: { readonly text: string; readonly name: string };
  /** Folder of the code base on this machine. */
  readonly folder?: vscode.Uri;
}

export interface RateEvent {
  /** Address of the document that shows it. */
  readonly uri: vscode.Uri;
  readonly verdict: Verdict;
}

const doors: Readonly<Record<ApiSubject['kind'], Door>> = { ticket: 'input', patch: 'output' };

export function createApi({ version, verdicts, thread, raters, own }: Kit): BouncerApi {
  const rated = new vscode.EventEmitter<RateEvent>();
  own(verdicts.onDidRate(({ uri, verdict }) => rated.fire({ uri, verdict })));
  return {
    version,
    onDidRate: rated.event,
    async rate({ kind, text, name, ticket, folder }, token) {
      const answered = ticket && { text: ticket.text, source: ticket.name };
      const subject = { door: doors[kind], text, source: name, ticket: answered };
      const asked = { subject, directory: folder?.fsPath ?? null };
      return thread.rate(asked, await raters.local(), token);
    },
  };
}
