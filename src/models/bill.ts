import { CouldNotRate, type TraceStep, type Usage } from '../core/rating.js';
import type { ChatReply } from './chatModel.js';

/** Adds up what a rating uses. */
export class Bill {
  /** What was looked at in the code base. */
  readonly trace: TraceStep[] = [];
  /** Something there tried to steer the rater, and was kept from it. */
  steered = false;
  private calls = 0;
  private cachedCalls = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private isEstimated = false;
  private dollars: number | undefined = 0;

  add({ inputTokens, outputTokens, isEstimated }: ChatReply, dollars: number | undefined): void {
    this.isEstimated ||= isEstimated ?? false;
    this.calls++;
    this.inputTokens += inputTokens;
    this.outputTokens += outputTokens;
    this.dollars = this.dollars === undefined || dollars === undefined ? undefined : this.dollars + dollars;
  }

  addCached(): void {
    this.cachedCalls++;
  }

  /** Whether a server has answered, so that giving up would waste what was paid. */
  get isBegun(): boolean {
    return this.calls > 0;
  }

  /** What ends a rating, with what it used until then. */
  onto(error: unknown): unknown {
    return error instanceof CouldNotRate && this.calls > 0 ? error.after(this.usage()) : error;
  }

  usage(): Usage {
    const { calls, cachedCalls, inputTokens, outputTokens, isEstimated, dollars } = this;
    return {
      calls,
      cachedCalls,
      inputTokens,
      outputTokens,
      isEstimated: isEstimated || undefined,
      dollars,
    };
  }
}
