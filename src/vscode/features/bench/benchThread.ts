import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Measured } from '../../../bench/measurement.js';
import type { Answer } from '../../../bench/run/answer.js';
import type { Progress } from '../../../bench/run/tally.js';
import type { FromBench, JobKind, Jobs, ToBench } from '../../../bench/workerProtocol.js';
import { CouldNotRate } from '../../../core/rating.js';
import { errorOf } from '../../../core/verdict.js';
import { unlockOwn } from '../../../journal/folderLock.js';
import type { ChatModel } from '../../../raters/chat/chatModel.js';
import { ModelCalls } from '../../../raters/modelCalls.js';

/** What a job tells while it works. */
export interface JobHooks {
  onProgress?(progress: Progress): void;
  onAnswer?(answer: Answer): void;
  onMeasured?(measured: readonly Measured[]): void;
  onNote?(text: string): void;
}

interface OpenJob extends JobHooks {
  readonly kind: JobKind;
  /** The run's folder, whose lock the thread holds. */
  readonly folder: string | undefined;
  readonly models: readonly ChatModel[];
  resolve(result: unknown): void;
  reject(error: CouldNotRate): void;
}

/** Milliseconds without a job after which the thread is ended: a data set takes memory. */
const idle = 30_000;

/** The benchmark's thread: data sets, runs and reports never hold up the editor. It starts with the first job. */
export class BenchThread implements vscode.Disposable {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly jobs = new Map<number, OpenJob>();
  private ending: NodeJS.Timeout | undefined;
  private readonly calls = new ModelCalls(
    (id, index) => this.jobs.get(id)?.models[index],
    (message) => this.post(message),
  );

  constructor(
    private readonly script: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * Does a job. A cancelled run takes no new task, finishes those under way and comes back with what it has; any other
   * job that is cancelled fails at once.
   *
   * @throws CouldNotRate
   */
  do<Kind extends JobKind>(
    kind: Kind,
    asked: Jobs[Kind]['asked'],
    {
      models = [],
      hooks = {},
      token,
    }: {
      readonly models?: readonly ChatModel[];
      readonly hooks?: JobHooks;
      readonly token?: vscode.CancellationToken;
    } = {},
  ): Promise<Jobs[Kind]['result']> {
    clearTimeout(this.ending);
    const id = ++this.lastId;
    return new Promise<Jobs[Kind]['result']>((resolve, reject) => {
      const folder = kind === 'run' ? (asked as Jobs['run']['asked']).path : undefined;
      const cancel = () => {
        this.post({ type: 'end', id });
        if (kind === 'run') return;
        this.jobs.get(id)?.reject(cancelled());
        // A download ends by itself; what computes does not hear.
        if (kind !== 'find' && this.jobs.size === 0) this.end();
      };
      const cancelling = token?.onCancellationRequested(cancel);
      const close = () => {
        cancelling?.dispose();
        this.jobs.delete(id);
        if (this.jobs.size === 0) this.ending = setTimeout(() => this.end(), idle);
      };
      this.jobs.set(id, {
        kind,
        folder,
        models,
        ...hooks,
        resolve: (result) => {
          close();
          resolve(result as Jobs[Kind]['result']);
        },
        reject: (error) => {
          close();
          reject(error);
        },
      });
      this.started().postMessage({ type: 'job', id, kind, asked } as ToBench);
      if (token?.isCancellationRequested) cancel();
    });
  }

  /** Does a job under a notification that can cancel it. @throws CouldNotRate */
  show<Kind extends JobKind>(
    title: string,
    kind: Kind,
    asked: Jobs[Kind]['asked'],
    models: readonly ChatModel[] = [],
  ): Thenable<Jobs[Kind]['result']> {
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) =>
        this.do(kind, asked, { models, token, hooks: { onNote: (message) => progress.report({ message }) } }),
    );
  }

  dispose(): void {
    clearTimeout(this.ending);
    this.end();
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.on('message', (message: FromBench) => this.onMessage(message));
    worker.on('error', (error) =>
      this.log.error(`The benchmark's thread failed: ${error.stack ?? error.message}`),
    );
    worker.on('exit', () => {
      if (this.worker === worker) this.end();
    });
    this.worker = worker;
    return worker;
  }

  private post(message: ToBench): void {
    this.worker?.postMessage(message);
  }

  private onMessage(message: FromBench): void {
    if (message.type === 'call' || message.type === 'abort' || message.type === 'rest') {
      this.calls.onCall(message);
      return;
    }
    const job = this.jobs.get(message.id);
    if (!job) return;
    if (message.type === 'done') job.resolve(message.result);
    else if (message.type === 'failed') {
      if (message.failure.detail) this.log.error(message.failure.detail);
      job.reject(errorOf(message.failure));
    } else if (message.type === 'progress') job.onProgress?.(message.progress);
    else if (message.type === 'answer') job.onAnswer?.(message.answer);
    else if (message.type === 'measured') job.onMeasured?.(message.measured);
    else {
      this.log.info(message.text);
      job.onNote?.(message.text);
    }
  }

  private end(): void {
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
    this.calls.abortAll();
    for (const { folder, reject } of [...this.jobs.values()]) {
      if (folder !== undefined) unlockOwn(folder);
      reject(
        new CouldNotRate(
          'internal',
          "The benchmark's thread ended.",
          'Every answer until then is kept: resume the run.',
        ),
      );
    }
  }
}

function cancelled(): CouldNotRate {
  return new CouldNotRate('cancelled', 'It was cancelled.', 'Start it again.');
}
