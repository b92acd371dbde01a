import { CouldNotRate, type TraceStep, type Usage } from '../core/rating.js';
import { usageTogether } from '../core/usage.js';
import type { ChatReply } from './chatModel.js';

/** Adds up what a rating uses. */
export class Bill {
  /** What was looked at in the code base. */
  readonly trace: TraceStep[] = [];
  /** Something there tried to steer the rater, and was kept from it. */
  steered = false;
  private readonly used: Usage[] = [nothing];

  add({ inputTokens, outputTokens, isEstimated }: ChatReply, dollars: number | undefined): void {
    this.used.push({ calls: 1, cachedCalls: 0, inputTokens, outputTokens, isEstimated, dollars });
  }

  addCached(): void {
    this.used.push({ ...nothing, cachedCalls: 1 });
  }

  /** Whether a server has answered, so that giving up would waste what was paid. */
  get isBegun(): boolean {
    return this.usage().calls > 0;
  }

  /** What ends a rating, with what it used until then. */
  onto(error: unknown): unknown {
    return error instanceof CouldNotRate && this.isBegun ? error.after(this.usage()) : error;
  }

  usage(): Usage {
    return usageTogether(this.used) as Usage;
  }
}

const nothing: Usage = { calls: 0, cachedCalls: 0, inputTokens: 0, outputTokens: 0, dollars: 0 };
