import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Finding } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';

const storageKey = 'bouncer.dismissed';
/** Dismissals that are kept at most; the oldest go first. */
const mostKept = 2_000;

/** Findings that a person has dismissed in this workspace: by their content, so that they stay away as lines move. */
export class Dismissals {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  async dismiss(fingerprint: string): Promise<void> {
    const kept = this.all().filter((one) => one !== fingerprint);
    await this.memory.update(storageKey, [...kept, fingerprint].slice(-mostKept));
    this.changed.fire();
  }

  /** Shows all dismissed findings again, and tells how many there were. */
  async restore(): Promise<number> {
    const count = this.all().length;
    await this.memory.update(storageKey, undefined);
    this.changed.fire();
    return count;
  }

  /** A verdict without its dismissed findings. The decision stays as it is: a dismissal changes no rating. */
  without(verdict: Verdict): Verdict {
    const dismissed = new Set(this.all());
    if (dismissed.size === 0) return verdict;
    const findings = verdict.findings.filter((finding) => !dismissed.has(fingerprintOf(finding)));
    return { ...verdict, findings };
  }

  private all(): readonly string[] {
    return this.memory.get<readonly string[]>(storageKey, []);
  }
}

/** What a finding is about: its check, the files and the text there; its message only where it has no place. */
export function fingerprintOf({ id, message, place, otherPlaces = [] }: Finding): string {
  const places = place ? [place, ...otherPlaces] : [];
  const about = places.map(({ file, document, quote }) => [
    file?.path ?? document,
    quote.replace(/\s+/g, ' '),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([id, ...(place ? about.flat() : [message])]))
    .digest('hex')
    .slice(0, 16);
}
