import * as vscode from 'vscode';
import { CouldNotRate, type Door, type Rating } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { usageOf } from '../core/usage.js';
import { failureOf, internalFailure, type Verdict } from '../core/verdict.js';
import type { Earlier } from '../raters/rater.js';
import type { Dismissals } from './dismissals.js';
import { codeBaseOf, nameOf } from './documents.js';
import type { ChosenRater, Raters } from './raters.js';
import type { Asked, RatingThread } from './ratingThread.js';
import type { Snapshots } from './snapshots.js';
import type { TicketChoices } from './ticketChoices.js';

/** Typing rests when this many milliseconds passed without a change. */
const rest = 600;

/** What is known of a document. */
export interface RatedDocument {
  readonly uri: vscode.Uri;
  readonly door: Door;
  /** The folder that the patch or ticket is about, where there is one on disk. */
  readonly directory: string | null;
  /** The latest verdict without dismissed findings; absent until the first rating ends. */
  verdict?: Verdict;
  /** The latest verdict with all of its findings. */
  whole?: Verdict;
  /** A model's latest rating of a patch: the patch and the ticket as they were then. */
  earlier?: { readonly look: Earlier; readonly ticketText: string | undefined };
  /** A ticket's rating before it was changed, by which to tell what the change moved. */
  before?: Rating;
  /** The document's version at the latest verdict, and when it was saved last. */
  ratedVersion: number;
  savedVersion: number;
  /** The document, or a patch's ticket, has changed since the verdict. */
  stale: boolean;
  /** By the rater that the user chose; else by the local one, which sends nothing and may run by itself. */
  chosen: boolean;
  /** A rating is under way. */
  rating: boolean;
}

const unrated = { stale: false, rating: true, chosen: false, ratedVersion: -1, savedVersion: -1 };

/** A rating that ended with a verdict. */
export interface Rated extends Pick<Asked, 'subject' | 'directory'> {
  readonly uri: vscode.Uri;
  /** With all of its findings. */
  readonly verdict: Verdict;
  /** A person asked for it; else it happened by itself. */
  readonly asked: boolean;
  readonly milliseconds: number;
}

/** The verdicts on open documents: one place that rates, marks as stale, renews, and tells the surfaces. */
export class Verdicts implements vscode.Disposable {
  private readonly rated = new Map<string, RatedDocument>();
  private readonly running = new Map<string, vscode.CancellationTokenSource>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly changed = new vscode.EventEmitter<RatedDocument>();
  private readonly removed = new vscode.EventEmitter<vscode.Uri>();
  private readonly ended = new vscode.EventEmitter<Rated>();
  private readonly listeners: vscode.Disposable;
  /** A document got a verdict, or its verdict became stale. */
  readonly onDidChange = this.changed.event;
  readonly onDidRemove = this.removed.event;
  /** A document was rated; not told of ratings that were cancelled. */
  readonly onDidRate = this.ended.event;

  constructor(
    private readonly thread: RatingThread,
    private readonly raters: Raters,
    private readonly tickets: TicketChoices,
    private readonly dismissals: Dismissals,
    private readonly snapshots: Pick<Snapshots, 'inputOf'>,
  ) {
    this.listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.contentChanges.length > 0) this.onEdit(event.document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri, version }) => {
        const entry = this.get(uri);
        if (entry) entry.savedVersion = version;
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri)),
      dismissals.onDidChange(() => this.refresh()),
      tickets.onDidChange((uri) => this.onEdit(uri)),
    );
  }

  get(uri: vscode.Uri): RatedDocument | undefined {
    return this.rated.get(uri.toString());
  }

  /**
   * Rates a document now; a rating of it that is still under way is cancelled. Resolves always: what failed is an
   * unrated verdict.
   *
   * @param by `chosen` is the rater of the settings, for what the user asked for; `local` for what happens by itself
   */
  async rate(
    document: vscode.TextDocument,
    door: Door,
    by: 'chosen' | 'local',
    directory = codeBaseOf(document.uri),
    cancellation?: vscode.CancellationToken,
  ): Promise<Verdict> {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.running.get(key)?.cancel();
    const source = new vscode.CancellationTokenSource();
    const link = cancellation?.onCancellationRequested(() => source.cancel());
    this.running.set(key, source);
    const known = this.rated.get(key);
    const same = known?.door === door && known.directory === directory;
    const entry: RatedDocument = same ? known : { uri: document.uri, door, directory, ...unrated };
    entry.rating = true;
    entry.chosen = by === 'chosen' && this.raters.kindFor(door, document.uri) !== 'local';
    this.rated.set(key, entry);
    this.changed.fire(entry);

    const begun = performance.now();
    const { version, subject, verdict } = await this.verdictOn(document, entry, source.token);
    const milliseconds = Math.round(performance.now() - begun);
    link?.dispose();
    if (this.running.get(key) !== source) return verdict;

    this.running.delete(key);
    source.dispose();
    entry.rating = false;
    const superseded = verdict.failure?.cause === 'cancelled' && entry.verdict !== undefined;
    if (!superseded) {
      keepBefore(entry, version);
      entry.whole = verdict;
      entry.verdict = this.dismissals.without(verdict);
      // Kept over a rating that fails, so that the next one can build on it.
      if (door === 'output' && verdict.rating?.usage) {
        const look = { patchText: subject.text, rating: verdict.rating };
        entry.earlier = { look, ticketText: subject.ticket?.text };
      }
      entry.stale = document.version !== version;
    }
    this.changed.fire(entry);
    if (verdict.failure?.cause !== 'cancelled') {
      const { uri } = document;
      this.ended.fire({ uri, verdict, subject, directory, asked: by === 'chosen', milliseconds });
    }
    return verdict;
  }

  /** What the chosen rater would send for a document. @throws CouldNotRate */
  async preview(document: vscode.TextDocument, door: Door): Promise<string> {
    const subject = await this.subjectOf(document, door);
    const rater = await this.raters.choose(door, document.uri);
    const source = new vscode.CancellationTokenSource();
    try {
      return await this.thread.preview({ subject, directory: codeBaseOf(document.uri) }, rater, source.token);
    } finally {
      source.dispose();
    }
  }

  /** A document's text, with that of its ticket where it is a patch that has one. */
  private async subjectOf(document: vscode.TextDocument, door: Door): Promise<Subject> {
    const ticket = door === 'output' ? await this.tickets.read(document.uri) : undefined;
    return {
      ...this.snapshots.inputOf(document),
      door,
      source: nameOf(document.uri),
      ticket,
    };
  }

  /** The verdict on a document, the text that it is about and the version that had it. */
  private async verdictOn(
    document: vscode.TextDocument,
    { uri, door, directory, chosen, earlier }: RatedDocument,
    token: vscode.CancellationToken,
  ): Promise<{ readonly verdict: Verdict; readonly subject: Subject; readonly version: number }> {
    let { version } = document;
    let subject: Subject = { door, text: document.getText(), source: nameOf(uri) };
    let rater: ChosenRater | undefined;
    try {
      subject = await this.subjectOf(document, door);
      version = document.version;
      const asked = {
        subject,
        directory,
        ...(earlier && earlier.ticketText === subject.ticket?.text && { earlier: earlier.look }),
      };
      rater = chosen ? await this.raters.choose(door, uri) : await this.raters.local();
      const verdict = await this.thread.rate(asked, rater, token);
      const usage = usageOf(verdict);
      if (usage) this.raters.addUsage(usage);
      return { verdict, subject, version };
    } catch (error) {
      const failure =
        error instanceof CouldNotRate
          ? failureOf(error)
          : internalFailure('Bouncer failed before it could rate.', error);
      const kind = rater?.choice.kind ?? this.raters.kindFor(door, uri);
      return { verdict: this.thread.unrated(subject, kind, failure), subject, version };
    }
  }

  /** Takes dismissed findings out of every verdict, or back into it. */
  private refresh(): void {
    for (const entry of this.rated.values()) {
      if (!entry.whole) continue;
      entry.verdict = this.dismissals.without(entry.whole);
      this.changed.fire(entry);
    }
  }

  /** Marks a verdict as stale without renewing it by itself: what it is about changed outside the document. */
  markStale(uri: vscode.Uri): void {
    const entry = this.get(uri);
    if (!entry || entry.stale) return;
    entry.stale = true;
    this.changed.fire(entry);
  }

  /** Rates every known document again, for instance after a change of settings. */
  renewAll(): void {
    for (const { uri } of this.rated.values()) this.renew(uri);
  }

  dispose(): void {
    this.listeners.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const source of this.running.values()) source.cancel();
    this.changed.dispose();
    this.removed.dispose();
    this.ended.dispose();
  }

  private onEdit(uri: vscode.Uri): void {
    for (const affected of [uri, ...this.tickets.patchesOf(uri)]) {
      if (!this.get(affected)) continue;
      this.markStale(affected);
      const key = affected.toString();
      clearTimeout(this.timers.get(key));
      this.timers.set(
        key,
        setTimeout(() => this.renew(affected), rest),
      );
    }
  }

  private renew(uri: vscode.Uri): void {
    const key = uri.toString();
    const entry = this.rated.get(key);
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key);
    // What a model rated costs money and leaves the machine: it waits for the user.
    if (entry?.chosen) this.markStale(uri);
    else if (entry && document) void this.rate(document, entry.door, 'local', entry.directory);
  }

  /** Drops what is known of a document: it is gone, or holds something else now. */
  forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.running.get(key)?.cancel();
    if (this.rated.delete(key)) this.removed.fire(uri);
  }
}

/**
 * Keeps a ticket's rating as the one to compare the next with, before that comes: for the whole time that a text is
 * edited the rating that it had when it was saved last, and between ratings that were asked for the one before.
 */
function keepBefore(entry: RatedDocument, version: number): void {
  const last = entry.whole?.rating;
  if (last && entry.door === 'input' && version !== entry.ratedVersion) {
    const isNew = entry.before?.rater.version !== last.rater.version;
    if (isNew || entry.chosen || entry.savedVersion >= entry.ratedVersion) entry.before = last;
  }
  entry.ratedVersion = version;
}
