import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Finding } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';

const storageKey = 'bouncer.dismissed';
const rulesKey = 'bouncer.rulesTurnedOff';
/** Dismissals that are kept at most; the oldest go first. */
const mostKept = 2_000;

/** A dismissal; what was kept without a reason is the fingerprint alone. */
type Dismissal = string | { readonly fingerprint: string; readonly reason: string };

/** A rule that is turned off for a file, or for a folder where the path ends with `/`. */
export interface RuleOff {
  readonly id: string;
  readonly path: string;
}

/** Findings that a person has dismissed in this workspace: by their content, so that they stay away as lines move. */
export class Dismissals {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** @param reason why, in the person's own words; may be empty */
  async dismiss(fingerprint: string, reason = ''): Promise<void> {
    const kept = this.all().filter((one) => fingerprintIn(one) !== fingerprint);
    await this.memory.update(storageKey, [...kept, { fingerprint, reason }].slice(-mostKept));
    this.changed.fire();
  }

  async turnOff(rule: RuleOff): Promise<void> {
    const others = this.rules().filter(({ id, path }) => id !== rule.id || path !== rule.path);
    await this.memory.update(rulesKey, [...others, rule].slice(-mostKept));
    this.changed.fire();
  }

  /** Shows all dismissed findings again, turns all rules on, and tells how many of both there were. */
  async restore(): Promise<number> {
    const count = this.all().length + this.rules().length;
    await this.memory.update(storageKey, undefined);
    await this.memory.update(rulesKey, undefined);
    this.changed.fire();
    return count;
  }

  /** A verdict without its dismissed findings. The decision stays as it is: a dismissal changes no rating. */
  without(verdict: Verdict): Verdict {
    const dismissed = new Set(this.all().map(fingerprintIn));
    const rules = this.rules();
    if (dismissed.size + rules.length === 0) return verdict;
    const isOff = ({ id, place }: Finding) =>
      rules.some((rule) => rule.id === id && isAt(place?.file?.path, rule.path));
    const findings = verdict.findings.filter(
      (finding) => !dismissed.has(fingerprintOf(finding)) && !isOff(finding),
    );
    return { ...verdict, findings };
  }

  private all(): readonly Dismissal[] {
    return this.memory.get<readonly Dismissal[]>(storageKey, []);
  }

  private rules(): readonly RuleOff[] {
    return this.memory.get<readonly RuleOff[]>(rulesKey, []);
  }
}

function fingerprintIn(dismissal: Dismissal): string {
  return typeof dismissal === 'string' ? dismissal : dismissal.fingerprint;
}

function isAt(path: string | undefined, place: string): boolean {
  return path === place || (place.endsWith('/') && path?.startsWith(place) === true);
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
