import { shuffled } from '../../src/stats/random.js';
import { asAddedFile, roads } from './roads.js';
import { amount, randomFor, seed } from './scale.js';
import { tokens } from './tokens.js';

/** Twice the text may cost at most this many times the work, the mean of two doublings. */
const mostGrowth = 2.5;
/**
 * Milliseconds of the processor that a megabyte may take. The slice runs on machines of any speed,
 * so it proves the growth and leaves room in the time.
 */
const longest = amount({ inSlice: 5_000, inAll: 1_000 });
/** Roads that take several of the others, one after the other, get as many times as long. */
const several: Readonly<Record<string, number>> = { rating: 3, prompt: 4, 'added file': 2 };
/** Milliseconds below which growth can't be told from noise. */
const floor = 250;
/** Measurements again of what looks too slow; the least counts. */
const tries = 3;
const megabyte = 1_000_000;
const doublings = 7;

describe(`Work that grows with the text (seed ${seed})`, function () {
  this.timeout('20m');
  const some = shuffled(tokens, randomFor('growth')).slice(0, amount({ inSlice: 12, inAll: tokens.length }));
  const ways = {
    ...roads,
    'added file': (text: string) => roads['patch']?.(asAddedFile(text)),
    'ticket of lines': (text: string) => roads['ticket']?.(`# Title\n\n${text}`),
  };

  for (const [name, road] of Object.entries(ways)) {
    it(`${name}: a megabyte of any token`, async () => {
      const slow: string[] = [];
      for (const token of some) {
        const problem = await slowness(token, road, longest * (several[name] ?? 1));
        if (problem) slow.push(`${JSON.stringify(token)}: ${problem}`);
      }
      if (slow.length > 0) throw new Error(`${slow.length} of ${some.length} tokens\n${slow.join('\n')}`);
    });
  }
});

/** What is too slow with a token, or nothing. Sizes are doubled from a small one, so that a bad token ends early. */
async function slowness(
  token: string,
  road: (text: string) => unknown,
  most: number,
): Promise<string | undefined> {
  const times: number[] = [];
  const sizes = Array.from({ length: doublings + 1 }, (_, i) => megabyte / 2 ** (doublings - i));
  for (const [i, size] of sizes.entries()) {
    times[i] = await work(token, size, road);
    // Only what is too slow each time is: the machine has other things to do.
    for (let left = tries; left > 0 && (isLong(times, most) || isSteep(times)); left--) {
      for (let j = Math.max(0, i - 2); j <= i; j++) {
        times[j] = Math.min(times[j] as number, await work(token, sizes[j] as number, road));
      }
    }
    // Where the collection of garbage sets in, work grows faster once; what is not linear goes on to do so.
    const further = isSteep(times)
      ? [await work(token, 2 * size, road), await work(token, 4 * size, road)]
      : [];
    if (isLong(times, most) || isSteep([...times, ...further])) {
      const last = [...times, ...further].slice(-4).map(Math.round).join(', ');
      return `${Math.round(size)} characters; the last doublings took ${last} ms`;
    }
  }
  return undefined;
}

function isLong(times: readonly number[], most: number): boolean {
  return (times.at(-1) as number) > most;
}

/** Whether the last of some times, each of twice the text before it, grew too fast over two doublings. */
function isSteep(times: readonly number[]): boolean {
  const now = times.at(-1) as number;
  return now > Math.max(times.at(-3) ?? now, floor / 4) * mostGrowth ** 2;
}

/** Milliseconds of the processor that a text of one token takes. */
async function work(token: string, size: number, road: (text: string) => unknown): Promise<number> {
  const text = token.repeat(Math.ceil(size / token.length));
  const start = process.cpuUsage();
  await road(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
