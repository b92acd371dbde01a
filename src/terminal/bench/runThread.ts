import type { BenchJobs, JobProgress, RunJob } from '../../bench/benchJobs.js';
import type { RunEnd } from '../../bench/run/execute.js';
import type { RunSettings } from '../../bench/run/runSettings.js';
import { Thread } from '../../channel/thread.js';
import { CouldNotRate } from '../../core/rating.js';
import { loadClient } from '../../models/openaiClient.js';
import { type Endpoint, OpenAiModel } from '../../models/openaiModel.js';
import { queuedModel } from '../../models/queuedModel.js';
import { LentModels } from '../../models/remoteModel.js';
import { say } from '../say.js';

/** Ends a run when the person interrupts it: gently at first, then at once. */
interface Interrupts {
  readonly ending: AbortSignal;
  readonly signal: AbortSignal;
}

/**
 * The thread that does a run. This one asks the models: whatever the rating takes, an answer makes room at once for
 * the next request.
 */
export class RunThread {
  private readonly models = new LentModels();
  private readonly thread = new Thread<BenchJobs>({
    start: { jobs: 'bench', surface: 'terminal' },
    handlers: this.models.handlers,
    onError: ({ stack, message }) => say(stack ?? message),
    ended: () =>
      new CouldNotRate(
        'internal',
        'The thread of the run ended.',
        'Every answer until then is kept: resume the run.',
      ),
  });

  /** Starts it, so that it is ready when the run is planned or found. */
  warmUp(): void {
    this.thread.ask('warmUp', undefined).catch(() => undefined);
  }

  end(): Promise<void> {
    return this.thread.end();
  }

  /** Does a run. @throws CouldNotRate, and at once with the signal's reason when it is broken off */
  run(
    job: Pick<RunJob, 'path' | 'settings'>,
    { concurrency, budget, batch }: RunSettings,
    endpoints: readonly Endpoint[],
    { ending, signal }: Interrupts,
    onProgress: (told: JobProgress) => void,
  ): Promise<RunEnd> {
    const models = endpoints.map((endpoint) => queuedModel(new OpenAiModel(endpoint), concurrency));
    return this.models.lend(models, (lent) => {
      const asked = {
        ...job,
        models: lent,
        budget: budget === null ? {} : { perRun: budget },
        endpoint: batch ? endpoints[0] : undefined,
      };
      const end = this.thread.ask('run', asked, { ending, signal, onProgress });
      // While the run opens, so that its first requests go out together.
      if (models.length > 0) loadClient();
      return end;
    });
  }
}
