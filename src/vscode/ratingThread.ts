import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { UnratedCause } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { errorOf, type Failure, unrated, type Verdict } from '../core/verdict.js';
import type { FromWorker, ToWorker } from '../engine/workerProtocol.js';
import type { ChatModel } from '../raters/chat/chatModel.js';
import { ModelCalls } from '../raters/modelCalls.js';
import type { Earlier } from '../raters/rater.js';
import type { ChosenRater } from './raters.js';
import { doorRules, engineSettings, setting } from './settings.js';

/** What to rate. */
export interface Asked {
  readonly subject: Subject;
  /** Folder of the code base, where there is one on disk. */
  readonly directory: string | null;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
}

interface Pending {
  readonly subject: Subject;
  readonly rater: string;
  readonly timer: NodeJS.Timeout;
  readonly models: readonly ChatModel[];
  resolve(verdict: Verdict): void;
  showPreview(text: string, failure: Failure | undefined): void;
}

/**
 * Rates in a thread of its own, so that no ticket or patch, however large, holds up the editor. The thread starts
 * with the first rating. When it dies, what it was rating becomes unrated and the next rating starts a new one.
 */
export class RatingThread implements vscode.Disposable {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly pending = new Map<number, Pending>();
  private readonly calls = new ModelCalls(
    (id, index) => this.pending.get(id)?.models[index],
    (message) => this.post(message),
  );

  constructor(
    private readonly script: string,
    /** Folder for cached answers and daily sums. */
    private readonly storage: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The verdict on an input; resolves always, with an unrated verdict where rating failed or was cancelled. */
  rate(asked: Asked, chosen: ChosenRater, token: vscode.CancellationToken): Promise<Verdict> {
    return new Promise((resolve) =>
      this.start(asked, chosen, false, token, { resolve, showPreview: () => {} }),
    );
  }

  /** What a rater would send. @throws CouldNotRate */
  preview(asked: Asked, chosen: ChosenRater, token: vscode.CancellationToken): Promise<string> {
    return new Promise((resolve, reject) =>
      this.start(asked, chosen, true, token, {
        resolve: ({ failure }) => failure && reject(errorOf(failure)),
        showPreview: (text, failure) => (failure ? reject(errorOf(failure)) : resolve(text)),
      }),
    );
  }

  /** An unrated verdict for what failed before a rating could start. */
  unrated(subject: Subject, rater: string, failure: Failure): Verdict {
    const { threshold, failOpen } = doorRules(subject.door);
    const policy = { threshold: threshold ?? 0, failOpen, minimumCoverage: setting('minimumCoverage') };
    return unrated(subject, failure, { policy, rater: { name: rater, version: '' } });
  }

  private start(
    { subject, directory, earlier }: Asked,
    { choice, models, budget, patience }: ChosenRater,
    preview: boolean,
    token: vscode.CancellationToken,
    { resolve, showPreview }: Pick<Pending, 'resolve' | 'showPreview'>,
  ): void {
    const id = ++this.lastId;
    const timer = setTimeout(() => {
      this.log.error(`Rating ${subject.source} took longer than ${patience} s; its thread was ended.`);
      this.fail(id, 'timed-out', `Rating took longer than ${patience} seconds.`);
      this.end();
    }, patience * 1_000);
    const cancelled = token.onCancellationRequested(() => {
      this.post({ type: 'cancel', id });
      this.fail(id, 'cancelled', 'The rating was cancelled.');
    });
    const done = () => {
      clearTimeout(timer);
      cancelled.dispose();
      this.pending.delete(id);
    };
    this.pending.set(id, {
      subject,
      rater: choice.kind,
      timer,
      models,
      resolve: (verdict) => {
        done();
        if (verdict.failure?.detail) this.log.error(`${subject.source}: ${verdict.failure.detail}`);
        resolve(verdict);
      },
      showPreview: (text, failure) => {
        done();
        showPreview(text, failure);
      },
    });
    this.started().postMessage({
      type: 'rate',
      id,
      subject,
      config: engineSettings(choice),
      directory: directory ?? undefined,
      runsGit: vscode.workspace.isTrusted,
      earlier,
      models: models.map(({ name, host }) => ({ name, host })),
      budget,
      calibration: setting('calibration') === 'off' ? 'off' : 'default',
      storage: this.storage,
      preview,
    } satisfies ToWorker);
  }

  dispose(): void {
    this.end();
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.on('message', (message: FromWorker) => this.onMessage(message));
    worker.on('error', (error) =>
      this.log.error(`The rating thread failed: ${error.stack ?? error.message}`),
    );
    worker.on('exit', () => {
      if (this.worker === worker) this.end();
    });
    this.worker = worker;
    return worker;
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private onMessage(message: FromWorker): void {
    if (message.type === 'verdict') this.pending.get(message.id)?.resolve(message.verdict);
    else if (message.type === 'preview')
      this.pending.get(message.id)?.showPreview(message.text, message.failure);
    else this.calls.onCall(message);
  }

  private end(): void {
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
    this.calls.abortAll();
    for (const id of [...this.pending.keys()]) {
      this.fail(id, 'internal', 'The rating thread ended unexpectedly.');
    }
  }

  private fail(id: number, cause: UnratedCause, message: string): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    const nextStep = 'Rate again; the Bouncer output channel has the detail.';
    pending.resolve(this.unrated(pending.subject, pending.rater, { cause, message, nextStep }));
  }
}
