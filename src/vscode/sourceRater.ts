import type * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import type { NamedText, Subject } from '../core/subject.js';
import { failureOf, internalFailure, type Verdict } from '../core/verdict.js';
import type { Earlier } from '../raters/rater.js';
import { nameOf } from './documents.js';
import type { ChosenRater, Raters } from './raters.js';
import type { RatingThread } from './ratingThread.js';
import type { SubjectSource } from './subjectSource.js';
import type { TicketChoices } from './ticketChoices.js';

/** A rating of a patch on which the next can build: the patch and the ticket as they were then. */
export interface EarlierRating {
  readonly look: Earlier;
  readonly ticketText: string | undefined;
}

/** Rates what a source holds now, with the ticket that a patch answers, by the rater that applies. */
export class SourceRater {
  constructor(
    private readonly thread: RatingThread,
    private readonly raters: Raters,
    private readonly tickets: TicketChoices,
  ) {}

  isLocal({ door, uri }: SubjectSource): boolean {
    return this.raters.kindFor(door, uri) === 'local';
  }

  /** The verdict on a subject, the text that it is about and the version that had it. */
  async verdictOn(
    entry: SubjectSource & { readonly chosen: boolean; readonly earlier?: EarlierRating },
    token: vscode.CancellationToken,
  ): Promise<{ readonly verdict: Verdict; readonly subject: Subject; readonly version: number }> {
    const { uri, door, directory, chosen, earlier } = entry;
    let read = subjectOf(entry, undefined);
    let rater: ChosenRater | undefined;
    try {
      read = subjectOf(entry, await this.ticketOf(entry));
      const { subject } = read;
      const isSameTicket = earlier?.ticketText === subject.ticket?.text;
      const asked = { subject, directory, earlier: isSameTicket ? earlier?.look : undefined };
      rater = chosen ? await this.raters.choose(door, uri) : await this.raters.local();
      const verdict = await this.thread.rate(asked, rater, token);
      if (verdict.usage) this.raters.addUsage(verdict.usage);
      return { ...read, verdict };
    } catch (error) {
      const failure =
        error instanceof CouldNotRate
          ? failureOf(error)
          : internalFailure('Bouncer failed before it could rate.', error);
      const kind = rater?.choice.kind ?? this.raters.kindFor(door, uri);
      return { ...read, verdict: this.thread.unrated(read.subject, kind, failure) };
    }
  }

  /** What the chosen rater would send for a subject. @throws CouldNotRate */
  async preview(source: SubjectSource): Promise<string> {
    const { door, uri, directory } = source;
    const { subject } = subjectOf(source, await this.ticketOf(source));
    return this.thread.preview({ subject, directory }, await this.raters.choose(door, uri));
  }

  private async ticketOf({ door, uri }: SubjectSource): Promise<NamedText | undefined> {
    return door === 'output' ? this.tickets.read(uri) : undefined;
  }
}

function subjectOf(source: SubjectSource, ticket: NamedText | undefined) {
  const { version, ...input } = source.read();
  const subject: Subject = { ...input, door: source.door, source: nameOf(source.uri), ticket };
  return { subject, version };
}
