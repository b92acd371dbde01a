import * as vscode from 'vscode';
import type { Door } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import type { RatedVerdict, Unrated, Verdict } from '../core/verdict.js';
import type { AgentChoices } from './agentChoices.js';
import type { Dismissals } from './dismissals.js';
import { keepBefore } from './ratingBefore.js';
import type { Snapshots } from './snapshots.js';
import type { Answer, EarlierRating, SourceRater } from './sourceRater.js';
import { documentSource, type SubjectSource } from './subjectSource.js';
import type { TicketChoices } from './ticketChoices.js';

/** Typing rests when this many milliseconds passed without a change. */
const rest = 600;

/** What changed since a verdict: its text, a patch's ticket or agent, who rates, or another setting. */
export type StaleCause = 'text' | 'ticket' | 'agent' | 'rater' | 'settings';

/** What is known of a ticket or patch. */
export interface RatedSubject extends SubjectSource {
  /** The latest verdict without dismissed findings; absent until the first rating ends. */
  verdict?: Verdict;
  /** The latest verdict with all of its findings. */
  whole?: Verdict;
  /** A model's latest rating of a patch. */
  earlier?: EarlierRating;
  /** A ticket's verdict before it was changed, by which to tell what the change moved. */
  before?: RatedVerdict;
  /** When that verdict was made, in milliseconds since 1970. */
  ratedAt: number;
  /** Whom a person asked who has not answered yet, and since when; what stood before stands until then. */
  asking?: { readonly name: string; readonly since: number };
  /** Why the one who was asked gave no answer, so that what stood before still stands. */
  failed?: Unrated;
  /** The text's version at the latest verdict, and when its document was saved last. */
  ratedVersion: number;
  savedVersion: number;
  /** What the verdict goes by has changed since. */
  stale: boolean;
  staleBecause?: StaleCause;
  /** By the rater that the user chose; else by the local one, which sends nothing and may run by itself. */
  chosen: boolean;
  /** A rating is under way. */
  rating: boolean;
}

/** The rating that is under way, and the one that waits until typing rests. */
interface Entry extends RatedSubject {
  running?: vscode.CancellationTokenSource;
  waiting?: NodeJS.Timeout;
}

const unrated = {
  stale: false,
  rating: true,
  chosen: false,
  ratedAt: 0,
  ratedVersion: -1,
  savedVersion: -1,
};

/** A rating that ended with a verdict. */
export interface Rated extends Pick<SubjectSource, 'key' | 'uri' | 'directory'> {
  readonly subject: Subject;
  /** With all of its findings. */
  readonly verdict: Verdict;
  /** A person asked for it; else it happened by itself. */
  readonly asked: boolean;
  readonly milliseconds: number;
}

/** The verdicts by subject: one place that rates, marks as stale, renews, and tells the surfaces. */
export class Verdicts implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new vscode.EventEmitter<RatedSubject>();
  private readonly removed = new vscode.EventEmitter<RatedSubject>();
  private readonly ended = new vscode.EventEmitter<Rated>();
  private readonly listeners: vscode.Disposable;
  /** A subject got a verdict, or its verdict became stale. */
  readonly onDidChange = this.changed.event;
  readonly onDidRemove = this.removed.event;
  /** A subject was rated; not told of ratings that were cancelled. */
  readonly onDidRate = this.ended.event;

  constructor(
    private readonly rater: SourceRater,
    private readonly choices: { readonly tickets: TicketChoices; readonly agents: AgentChoices },
    private readonly dismissals: Dismissals,
    private readonly snapshots: Snapshots,
  ) {
    this.listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.contentChanges.length > 0) this.onEdit(event.document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri, version }) => {
        const entry = this.at(uri);
        if (entry) entry.savedVersion = version;
      }),
      vscode.workspace.onDidCloseTextDocument((closed) => {
        const { document = closed } = this.at(closed.uri) ?? {};
        // A new document without a file may have the name of one that is told to be closed only now.
        if (document === closed) this.forget(closed.uri);
      }),
      dismissals.onDidChange(() => this.refresh()),
      choices.tickets.onDidChange((uri) => this.renewSoon(uri, 'ticket')),
      choices.agents.onDidChange(() => this.renewAll('agent', 'output')),
    );
  }

  /** What is known of the subject that an address shows. */
  at(uri: vscode.Uri): RatedSubject | undefined {
    return this.entryAt(uri);
  }

  /** What is known of every subject. */
  all(): readonly RatedSubject[] {
    return [...this.entries.values()];
  }

  /** What a document holds: the subject that is known at its address, where it is of this door. */
  sourceOf(document: vscode.TextDocument, door: Door): SubjectSource {
    const known = this.at(document.uri);
    return known?.door === door ? known : documentSource(document, door, this.snapshots);
  }

  /**
   * Rates a subject now; a rating of it that is still under way is cancelled. Always resolves: what failed is an
   * unrated verdict.
   *
   * @param by `chosen` is the rater of the settings, for what the user asked for; `local` for what happens by itself
   */
  async rate(
    source: SubjectSource,
    by: 'chosen' | 'local',
    cancellation?: vscode.CancellationToken,
  ): Promise<Verdict> {
    const entry = this.begun(source);
    const asks = by === 'chosen' && !this.rater.isLocal(entry);
    const running = new vscode.CancellationTokenSource();
    const link = cancellation?.onCancellationRequested(() => running.cancel());
    entry.running = running;
    entry.rating = true;
    entry.asking = asks ? { name: this.rater.nameFor(entry), since: Date.now() } : undefined;
    this.changed.fire(entry);

    // A model takes its time and may fail: until it answers, what can be said at once stands.
    if (asks && (!isRated(entry) || entry.stale)) {
      const first = await this.rater.verdictOn(entry, 'local', running.token);
      if (entry.running === running && !first.verdict.unrated) this.accept(entry, first, false);
    }
    const begun = performance.now();
    const answer = await this.rater.verdictOn(entry, asks ? 'chosen' : 'local', running.token);
    const milliseconds = Math.round(performance.now() - begun);
    link?.dispose();
    const { verdict, subject } = answer;
    if (entry.running !== running) return verdict;

    entry.running = undefined;
    running.dispose();
    entry.rating = false;
    entry.asking = undefined;
    const isCancelled = verdict.unrated?.cause === 'cancelled';
    const stands = isCancelled
      ? entry.verdict !== undefined
      : asks && isRated(entry) && verdict.unrated !== null;
    entry.failed = stands && !isCancelled ? (verdict.unrated ?? undefined) : undefined;
    if (!stands) this.accept(entry, answer, asks);
    else {
      this.changed.fire(entry);
      // What was edited meanwhile waited for the model.
      if (asks && entry.stale) this.renew(entry, 'text');
    }
    if (!isCancelled) {
      const { key, uri, directory, whole = verdict } = entry;
      this.ended.fire({ key, uri, directory, verdict: whole, subject, asked: by === 'chosen', milliseconds });
    }
    return verdict;
  }

  /** Renews the verdict on what changed outside of any document. */
  renewAt(uri: vscode.Uri): void {
    const entry = this.entryAt(uri);
    if (entry) this.renew(entry, 'text');
  }

  /** Stops the rating of a subject that is under way. */
  cancel(uri: vscode.Uri): void {
    this.entryAt(uri)?.running?.cancel();
  }

  /** Rates every known subject again, or those of one door, for instance after a change of settings. */
  renewAll(because: StaleCause, door?: Door): void {
    for (const entry of [...this.entries.values()]) {
      if (door === undefined || entry.door === door) this.renew(entry, because);
    }
  }

  /** Drops what is known of the subject at an address: it is gone, or something else is there now. */
  forget(uri: vscode.Uri): void {
    const entry = this.entryAt(uri);
    if (!entry) return;
    this.entries.delete(entry.key);
    stop(entry);
    this.removed.fire(entry);
  }

  dispose(): void {
    this.listeners.dispose();
    for (const entry of this.entries.values()) stop(entry);
  }

  private entryAt(uri: vscode.Uri): Entry | undefined {
    const address = uri.toString();
    const own = this.entries.get(address);
    return own ?? [...this.entries.values()].find((entry) => entry.uri.toString() === address);
  }

  /** The entry of a subject, ready for another rating. At another door or on another folder it is another one. */
  private begun(source: SubjectSource): Entry {
    const { key, uri, door, directory } = source;
    if (this.entryAt(uri)?.key !== key) this.forget(uri);
    const known = this.entries.get(key);
    if (known) stop(known);
    const isSame = known?.door === door && known.directory === directory;
    const entry: Entry = isSame ? Object.assign(known, source) : { ...source, ...unrated };
    this.entries.set(key, entry);
    return entry;
  }

  /** Takes dismissed findings out of every verdict, or back into it. */
  private refresh(): void {
    for (const entry of this.entries.values()) {
      if (!entry.whole) continue;
      entry.verdict = this.dismissals.without(entry.whole);
      this.changed.fire(entry);
    }
  }

  private accept(entry: Entry, { version, subject, verdict }: Answer, chosen: boolean): void {
    keepBefore(entry, version);
    entry.chosen = chosen;
    entry.ratedAt = Date.now();
    entry.whole = verdict;
    entry.verdict = this.dismissals.without(verdict);
    // Kept over a rating that fails, so that the next one can build on it.
    if (entry.door === 'output' && verdict.unrated === null && verdict.usage) {
      const look = { patchText: subject.text, verdict };
      entry.earlier = { look, ticketText: subject.ticket?.text };
    }
    entry.stale = entry.read().version !== version;
    entry.staleBecause = entry.stale ? 'text' : undefined;
    this.changed.fire(entry);
  }

  private markStale(entry: Entry, because: StaleCause): void {
    if (entry.stale) return;
    entry.stale = true;
    entry.staleBecause = because;
    this.changed.fire(entry);
  }

  private onEdit(uri: vscode.Uri): void {
    this.renewSoon(uri, 'text');
    for (const patch of this.choices.tickets.patchesOf(uri)) this.renewSoon(patch, 'ticket');
  }

  private renewSoon(uri: vscode.Uri, because: StaleCause): void {
    const entry = this.entryAt(uri);
    if (!entry) return;
    this.markStale(entry, because);
    clearTimeout(entry.waiting);
    entry.waiting = setTimeout(() => this.renew(entry, because), rest);
  }

  private renew(entry: Entry, because: StaleCause): void {
    // What a model rates costs money and leaves the machine: it waits for the user.
    if (entry.chosen || entry.asking) this.markStale(entry, because);
    else void this.rate(entry, 'local');
  }
}

function isRated({ verdict }: RatedSubject): boolean {
  return verdict?.unrated === null;
}

/** Ends the rating of an entry that is under way, and the one that waits. */
function stop(entry: Entry): void {
  clearTimeout(entry.waiting);
  entry.running?.cancel();
  entry.running = undefined;
}
