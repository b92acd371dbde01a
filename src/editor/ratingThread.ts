import { Worker } from 'node:worker_threads';
import type * as vscode from 'vscode';
import { decideUnrated } from '../core/policy.js';
import type { Door, UnratedCause } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';
import type { Input } from '../raters/judge.js';
import type { WorkerAnswer, WorkerRequest } from '../raters/worker.js';
import { policySettings, setting } from './settings.js';

/** A rating that takes longer than this many milliseconds is given up. */
const patience = 30_000;

interface Pending {
  readonly door: Door;
  readonly source: string;
  readonly timer: NodeJS.Timeout;
  resolve(verdict: Verdict): void;
}

/**
 * Rates in a thread of its own, so that no ticket or patch, however large, holds up the editor. The thread starts
 * with the first rating. When it dies, what it was rating becomes unrated and the next rating starts a new one.
 */
export class RatingThread implements vscode.Disposable {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly pending = new Map<number, Pending>();

  constructor(
    private readonly script: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The verdict on an input; resolves always, with an unrated verdict where rating failed or was cancelled. */
  rate(
    door: Door,
    input: Input & { readonly ticket?: Input },
    directory: string | null,
    token: vscode.CancellationToken,
  ): Promise<Verdict> {
    const id = ++this.lastId;
    const { baseRate, ...policy } = policySettings(door);
    const request: WorkerRequest = {
      id,
      door,
      input,
      policy,
      baseRate,
      generatedFiles: setting('generatedFiles'),
      ...(directory !== null && { directory }),
    };
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.log.error(`Rating ${input.source} took longer than ${patience / 1000} s; its thread was ended.`);
        this.fail(id, 'timed-out', `Rating took longer than ${patience / 1000} seconds.`);
        this.end();
      }, patience);
      const cancelled = token.onCancellationRequested(() => {
        this.worker?.postMessage({ cancel: id } satisfies WorkerRequest);
        this.fail(id, 'cancelled', 'The rating was cancelled.');
      });
      this.pending.set(id, {
        door,
        source: input.source,
        timer,
        resolve: (verdict) => {
          clearTimeout(timer);
          cancelled.dispose();
          this.pending.delete(id);
          if (verdict.failure?.detail) this.log.error(`${input.source}: ${verdict.failure.detail}`);
          resolve(verdict);
        },
      });
      this.started().postMessage(request);
    });
  }

  dispose(): void {
    this.end();
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.on('message', ({ id, verdict }: WorkerAnswer) => this.pending.get(id)?.resolve(verdict));
    worker.on('error', (error) =>
      this.log.error(`The rating thread failed: ${error.stack ?? error.message}`),
    );
    worker.on('exit', () => {
      if (this.worker === worker) this.end();
    });
    this.worker = worker;
    return worker;
  }

  private end(): void {
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
    for (const id of [...this.pending.keys()]) {
      this.fail(id, 'internal', 'The rating thread ended unexpectedly.');
    }
  }

  private fail(id: number, cause: UnratedCause, message: string): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    const { threshold, failOpen, minimumCoverage } = policySettings(pending.door);
    const policy = { threshold: threshold ?? 0, failOpen, minimumCoverage };
    pending.resolve({
      door: pending.door,
      source: pending.source,
      rater: { name: 'local', version: '' },
      threshold: policy.threshold,
      decision: decideUnrated({ message }, pending.door, policy),
      anchors: [],
      failure: { cause, message, nextStep: 'Rate again; the Bouncer output channel has the detail.' },
    });
  }
}
