import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { money } from '../core/ratingWords.js';
import { nameOf } from '../core/surface.js';
import { appendOwnFile, makeOwnFolder } from '../journal/ownFiles.js';
import { notAsked } from './chatModel.js';

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** Prices by model name; the user edits them. A name ending in `*` stands for all that begin so. */
export type Prices = Readonly<Record<string, Price>>;

/** The price of a model: its own entry, or the longest `…*` that fits. */
export function priceOf(model: string, prices: Prices): Price | undefined {
  if (Object.hasOwn(prices, model)) return prices[model];
  const [best] = Object.keys(prices)
    .filter((name) => name.endsWith('*') && model.startsWith(name.slice(0, -1)))
    .sort((a, b) => b.length - a.length);
  return best === undefined ? undefined : prices[best];
}

/** What so many tokens cost, in US dollars. */
export function costOf({ input, output }: Price, inputTokens: number, outputTokens: number): number {
  return (input * inputTokens + output * outputTokens) / 1e6;
}

/** Limits in US dollars; absent means none. */
export interface Budget {
  readonly perRun?: number;
  readonly perDay?: number;
}

/**
 * The price of a model that is asked within a budget; undefined where none is known and there is no limit to keep.
 *
 * @throws CouldNotRate when there is a limit, and no price to keep it by
 */
export function priceWithin({ perRun, perDay }: Budget, model: string, prices: Prices): Price | undefined {
  const price = priceOf(model, prices);
  const limit = perRun ?? perDay;
  if (price || limit === undefined) return price;
  throw new CouldNotRate(
    'over-budget',
    `The price of "${model}" is not known, so the budget of ${money(limit)} ${perRun === undefined ? 'a day' : 'for this run'} can't be kept.`,
    `Name the price (0 for a server that costs nothing): ${nameOf('price')}.`,
  );
}

/** Ends a reservation when its call has ended, with what that cost. */
export type Settle = (cost: number) => Promise<void>;

/**
 * Adds up what was spent, in this run and (in a file that all windows append to) on this day, and stops in time: a
 * call is refused when its highest possible cost would go over a limit. Calls under way are reserved for.
 */
export class Spending {
  private readonly reservations = new Set<{ readonly highest: number }>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  /** How many reservations have ended. */
  private settled = 0;

  constructor(
    readonly budget: Budget,
    /** Folder for the daily sums; undefined keeps none and knows no daily limit. */
    private readonly directory: string | undefined,
    /** What this run has cost so far, in US dollars: more than 0 for one that is resumed. */
    private run = 0,
  ) {}

  /**
   * Reserves for a call.
   *
   * @param turn lets one that does not fit beside what is reserved wait until enough of that is settled, or its run ends
   * @throws CouldNotRate when the call might go over a limit; in turn, with nothing else under way; an AbortError when
   *   cancelled
   */
  async reserve(highest: number, turn?: { signal?: AbortSignal; ending?: AbortSignal }): Promise<Settle> {
    const { perRun = Infinity, perDay = Infinity } = this.budget;
    for (;;) {
      turn?.signal?.throwIfAborted();
      if (turn?.ending?.aborted) throw notAsked();
      const { settled } = this;
      const day = dayOf(new Date());
      const today = this.directory === undefined ? this.run : await sum(this.directory, day);
      // What was settled while the sum was read may be missing in it. From here to the reservation nothing intervenes.
      if (settled !== this.settled) continue;
      const reserved = [...this.reservations].reduce((total, one) => total + one.highest, 0);
      const fits = (spent: number, limit: number) => spent + reserved + highest <= limit;
      if (fits(this.run, perRun) && fits(today, perDay)) return this.reservation(highest, day);
      if (!turn || this.reservations.size === 0) {
        const [spent, limit, when] = fits(this.run, perRun)
          ? [today, perDay, 'for today']
          : [this.run, perRun, 'for this run'];
        const more = reserved > 0 ? `, and up to ${money(reserved)} more is under way` : '';
        throw new CouldNotRate(
          'over-budget',
          `The next call could cost up to ${money(highest)}; ${money(spent)} of ${money(limit)} ${when} is spent${more}.`,
          `Raise the budget (${nameOf('budget')}), or choose a cheaper rater.`,
        );
      }
      await once(this.events, 'settled', { signal: turn.signal });
    }
  }

  private reservation(highest: number, day: string): Settle {
    const reservation = { highest };
    this.reservations.add(reservation);
    return async (cost) => {
      try {
        await this.record(cost, day);
      } finally {
        this.reservations.delete(reservation);
        this.settled++;
        this.events.emit('settled');
      }
    };
  }

  /** Adds what was spent without a reservation: by a batch that an earlier process submitted. */
  async record(cost: number, day = dayOf(new Date())): Promise<void> {
    this.run += cost;
    if (cost <= 0 || this.directory === undefined) return;
    await makeOwnFolder(this.directory);
    await appendOwnFile(fileOf(this.directory, day), `${cost}\n`);
  }
}

/** The day of the sums, in UTC. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function fileOf(directory: string, day: string): string {
  return join(directory, `spending-${day}.txt`);
}

async function sum(directory: string, day: string): Promise<number> {
  const text = await readFile(fileOf(directory, day), 'utf8').catch(() => '');
  return text
    .split('\n')
    .map(Number)
    .filter((cost) => cost > 0)
    .reduce((total, cost) => total + cost, 0);
}
