import type * as vscode from 'vscode';
import type { KnownOutcomes } from '../core/baseRate.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { failureOf, internalFailure, type Verdict } from '../core/verdict.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import type { Earlier } from '../raters/rater.js';
import type { AgentChoices } from './agentChoices.js';
import { nameOf } from './documents.js';
import type { LedgerStore } from './ledgerStore.js';
import type { ChosenRater, Raters } from './raters.js';
import type { RatingThread } from './ratingThread.js';
import { folderOf, type SubjectSource } from './subjectSource.js';
import type { TicketChoices } from './ticketChoices.js';

/** A rating of a patch on which the next can build: the patch and the ticket as they were then. */
export interface EarlierRating {
  readonly look: Earlier;
  readonly ticketText: string | undefined;
}

/** A verdict, the text that it is about, and the version that had it. */
export interface Answer {
  readonly verdict: Verdict;
  readonly subject: Subject;
  readonly version: number;
}

/** What rating a source takes. */
interface Means {
  readonly thread: RatingThread;
  readonly raters: Raters;
  readonly tickets: TicketChoices;
  readonly agents: AgentChoices;
  readonly ledger: LedgerStore;
}

/** Rates what a source holds now, with the ticket that a patch answers, by the rater that applies. */
export class SourceRater {
  constructor(private readonly means: Means) {}

  isLocal({ door, uri }: SubjectSource): boolean {
    return this.means.raters.kindFor(door, uri) === 'local';
  }

  /** What people call the rater of the settings. */
  nameFor({ door, uri }: SubjectSource): string {
    return this.means.raters.nameFor(door, uri);
  }

  /** @param by `chosen` is the rater of the settings */
  async verdictOn(
    entry: SubjectSource & { readonly earlier?: EarlierRating },
    by: 'chosen' | 'local',
    token: vscode.CancellationToken,
  ): Promise<Answer> {
    const { thread, raters } = this.means;
    const { uri, door, directory, earlier } = entry;
    let read = subjectOf(entry);
    let rater: ChosenRater | undefined;
    try {
      read = subjectOf(entry, await this.knownOf(entry));
      const { subject } = read;
      const outcomes = await this.outcomesFor(entry, subject);
      const isSameTicket = earlier?.ticketText === subject.ticket?.text;
      const asked = { subject, directory, outcomes, earlier: isSameTicket ? earlier?.look : undefined };
      rater = by === 'chosen' ? await raters.choose(door, uri) : await raters.local();
      const verdict = await thread.rate(asked, rater, token);
      if (verdict.usage) raters.addUsage(verdict.usage);
      return { ...read, verdict };
    } catch (error) {
      const failure =
        error instanceof CouldNotRate
          ? failureOf(error)
          : internalFailure('Bouncer failed before it could rate.', error);
      const kind = rater?.choice.kind ?? raters.kindFor(door, uri);
      return { ...read, verdict: thread.unrated(read.subject, kind, failure) };
    }
  }

  /** What the chosen rater would send for a subject. @throws CouldNotRate */
  async preview(source: SubjectSource): Promise<string> {
    const { door, uri, directory } = source;
    const { subject } = subjectOf(source, await this.knownOf(source));
    return this.means.thread.preview({ subject, directory }, await this.means.raters.choose(door, uri));
  }

  /** What is known of a patch besides its text. */
  private async knownOf(source: SubjectSource): Promise<Pick<Subject, 'ticket' | 'agent'>> {
    if (source.door === 'input') return {};
    const { tickets, agents } = this.means;
    const [ticket, agent] = await Promise.all([tickets.read(source), agents.of(folderOf(source))]);
    return { ticket, agent };
  }

  /** What the ledger knows of other patches by the same agent, and in the same repository. */
  private async outcomesFor(source: SubjectSource, { agent }: Subject): Promise<KnownOutcomes | undefined> {
    const { ledger } = this.means;
    if (source.door === 'input' || !ledger.isOn) return undefined;
    const folder = folderOf(source);
    const repository = folder === null ? undefined : (await repositoryAt(folder)).key;
    return ledger.quietly(async () => (await ledger.patchOutcomes()).of(agent, repository));
  }
}

function subjectOf(source: SubjectSource, known: Pick<Subject, 'ticket' | 'agent'> = {}) {
  const { version, ...input } = source.read();
  const subject: Subject = { ...input, door: source.door, source: nameOf(source.uri), ...known };
  return { subject, version };
}
