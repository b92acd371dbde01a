import * as vscode from 'vscode';
import { Thread } from '../channel/thread.js';
import type { KnownOutcomes } from '../core/baseRate.js';
import { policyOf } from '../core/policy.js';
import { CouldNotRate, type UnratedCause } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { type Failure, failureOf, unrated, type Verdict } from '../core/verdict.js';
import type { RatingJobs } from '../engine/ratingJobs.js';
import { LentModels } from '../models/remoteModel.js';
import type { Earlier } from '../raters/rater.js';
import type { ChosenRater } from './raters.js';
import { doorRules, engineSettings, setting } from './settings.js';

export interface Asked {
  readonly subject: Subject;
  /** Folder of the code base, where there is one on disk. */
  readonly directory: string | null;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
  /** What became of patches of the same agent, and in the same repository. */
  readonly outcomes?: KnownOutcomes;
}

/**
 * Rates in a thread of its own, so that no ticket or patch, however large, holds up the editor. The thread starts
 * with the first rating. When it dies, what it was rating fails and the next rating starts a new one.
 */
export class RatingThread implements vscode.Disposable {
  private readonly models = new LentModels();
  private readonly thread = new Thread<RatingJobs>({
    start: { jobs: 'rating', surface: 'editor' },
    handlers: this.models.handlers,
    onError: (error) => this.log.error(`The rating thread failed: ${error.stack ?? error.message}`),
    ended: () => failed('internal', 'The rating thread ended unexpectedly.'),
  });

  constructor(
    /** Folder for cached answers and daily sums. */
    private readonly storage: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The verdict on an input. @throws CouldNotRate when it was cancelled, took too long, or the thread died */
  rate(asked: Asked, chosen: ChosenRater, token?: vscode.CancellationToken): Promise<Verdict> {
    return this.ask('rate', asked, chosen, token);
  }

  /** What a rater would send. @throws CouldNotRate */
  preview(asked: Asked, chosen: ChosenRater): Promise<string> {
    return this.ask('prompt', asked, chosen);
  }

  /** The verdict on what could not be rated at all. */
  unrated(subject: Subject, rater: string, failure: Failure): Verdict {
    const policy = policyOf(doorRules(subject.door), { abstain: 0 }, setting('minimumCoverage'));
    return unrated(subject, failure, { policy, rater: { name: rater, version: '' } });
  }

  private async ask<Job extends keyof RatingJobs>(
    job: Job,
    asked: Asked,
    { choice, models, budget, patience }: ChosenRater,
    token?: vscode.CancellationToken,
  ): Promise<Awaited<ReturnType<RatingJobs[Job]>>> {
    const { subject, directory, earlier, outcomes } = asked;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      this.log.error(`Rating ${subject.source} took longer than ${patience} s; its thread was ended.`);
      stop.abort(failed('timed-out', `Rating took longer than ${patience} seconds.`));
      void this.thread.end();
    }, patience * 1_000);
    const cancelled = token?.onCancellationRequested(() =>
      stop.abort(failed('cancelled', 'The rating was cancelled.')),
    );
    const onProgress = (failure: unknown) => this.explain(asked, failure as Failure);
    const wish = {
      subject,
      config: engineSettings(choice),
      directory: directory ?? undefined,
      runsGit: vscode.workspace.isTrusted,
      earlier,
      outcomes,
      budget,
      calibration: setting('calibration') === 'off' ? ('off' as const) : ('default' as const),
      storage: this.storage,
    };
    try {
      return await this.models.lend(models, (lent) =>
        this.thread.ask(job, { ...wish, models: lent }, { signal: stop.signal, onProgress }),
      );
    } catch (error) {
      if (error instanceof CouldNotRate) this.explain(asked, failureOf(error));
      throw error;
    } finally {
      clearTimeout(timer);
      cancelled?.dispose();
    }
  }

  dispose(): void {
    void this.thread.end();
  }

  private explain({ subject }: Asked, { detail }: Failure): void {
    if (detail) this.log.error(`${subject.source}: ${detail}`);
  }
}

function failed(cause: UnratedCause, message: string): CouldNotRate {
  return new CouldNotRate(cause, message, 'Rate again; the Bouncer output channel has the detail.');
}
