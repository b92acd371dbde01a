import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { BenchJobs, JobProgress } from '../../../bench/benchJobs.js';
import type { AskOptions, ProgressOf } from '../../../channel/channel.js';
import { Thread } from '../../../channel/thread.js';
import { CouldNotRate } from '../../../core/rating.js';
import { failureOf } from '../../../core/verdict.js';
import { unlockOwn } from '../../../journal/folderLock.js';
import { LentModels } from '../../../models/remoteModel.js';
import { underNotification } from '../../progress.js';

type Job = keyof BenchJobs;
type Argument<Name extends Job> = Parameters<BenchJobs[Name]>[0];
type Result<Name extends Job> = Awaited<ReturnType<BenchJobs[Name]>>;

/** Milliseconds without a job after which the thread is ended: a data set takes memory. */
const idle = 30_000;

/** The benchmark's thread: data sets, runs and reports never hold up the editor. It starts with the first job. */
export class BenchThread implements vscode.Disposable {
  readonly models = new LentModels();
  /** The open jobs, each with the folder of the run that it is about. */
  private readonly jobs = new Set<{ readonly folder: string | undefined }>();
  private ending: NodeJS.Timeout | undefined;
  private readonly thread = new Thread<BenchJobs>({
    start: { jobs: 'bench', surface: 'editor' },
    handlers: this.models.handlers,
    onError: (error) => this.log.error(`The benchmark's thread failed: ${error.stack ?? error.message}`),
    ended: () => {
      for (const { folder } of this.jobs) if (folder !== undefined && existsSync(folder)) unlockOwn(folder);
      return new CouldNotRate(
        'internal',
        "The benchmark's thread ended.",
        'Every answer until then is kept: resume the run.',
      );
    },
  });

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /**
   * Does a job. A cancelled run takes no new task, finishes those under way and comes back with what it has; any other
   * job that is cancelled fails at once.
   *
   * @throws CouldNotRate
   */
  async do<Name extends Job>(
    name: Name,
    argument: Argument<Name>,
    {
      onProgress,
      token,
    }: { readonly onProgress?: (told: JobProgress) => void; readonly token?: vscode.CancellationToken } = {},
  ): Promise<Result<Name>> {
    clearTimeout(this.ending);
    const stopping = new AbortController();
    const stop = () => stopping.abort(new CouldNotRate('cancelled', 'It was cancelled.', 'Start it again.'));
    const listener = token?.onCancellationRequested(stop);
    if (token?.isCancellationRequested) stop();
    const options = {
      [name === 'run' ? 'ending' : 'signal']: stopping.signal,
      onProgress: (told: JobProgress) => {
        if (told.note !== undefined) this.log.info(told.note);
        onProgress?.(told);
      },
    };
    const job = { folder: name === 'run' ? (argument as Argument<'run'>).path : undefined };
    this.jobs.add(job);
    try {
      return await this.thread.ask(name, argument, options as AskOptions<ProgressOf<BenchJobs[Name]>>);
    } catch (error) {
      const detail = error instanceof CouldNotRate ? failureOf(error).detail : undefined;
      if (detail !== undefined) this.log.error(detail);
      throw error;
    } finally {
      listener?.dispose();
      this.jobs.delete(job);
      // A run and a download end by themselves; a computation does not listen.
      const isDeaf = stopping.signal.aborted && name !== 'run' && name !== 'find';
      if (this.jobs.size === 0 && isDeaf) this.end();
      else if (this.jobs.size === 0) this.ending = setTimeout(() => this.end(), idle);
    }
  }

  /** Does a job under a notification that can cancel it. @throws CouldNotRate */
  show<Name extends Job>(title: string, name: Name, argument: Argument<Name>): Thenable<Result<Name>> {
    return underNotification(title, (token, progress) =>
      this.do(name, argument, {
        token,
        onProgress: ({ note }) => note !== undefined && progress.report({ message: note }),
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.ending);
    this.end();
  }

  private end(): void {
    void this.thread.end();
  }
}
