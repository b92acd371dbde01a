import { shuffled } from '../../src/calibration/random.js';
import { asAddedFile, roads } from './roads.js';
import { amount, randomFor, seed } from './scale.js';
import { tokens } from './tokens.js';

/** Twice the text may cost at most this many times the work. */
const mostGrowth = 2.5;
/** Milliseconds of the processor that a megabyte may take. */
const longest = 1_000;
/** Milliseconds below which growth can't be told from noise. */
const floor = 60;
/** Measurements of a size that looks too slow; the least counts. */
const tries = 3;
const megabyte = 1_000_000;

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
        const problem = await slowness(token, road);
        if (problem) slow.push(`${JSON.stringify(token)}: ${problem}`);
      }
      if (slow.length > 0) throw new Error(`${slow.length} of ${some.length} tokens\n${slow.join('\n')}`);
    });
  }
});

/** What is too slow with a token, or nothing. Sizes are doubled from small ones, so that a bad one ends early. */
async function slowness(token: string, road: (text: string) => unknown): Promise<string | undefined> {
  const measured = async (size: number) => {
    const text = token.repeat(Math.ceil(size / token.length));
    const start = process.cpuUsage();
    await road(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
  const least = async (size: number, first: number) => {
    let result = first;
    for (let left = tries - 1; left > 0; left--) result = Math.min(result, await measured(size));
    return result;
  };
  let before = 0;
  for (let size = megabyte / 128; size <= megabyte; size *= 2) {
    let now = await measured(size);
    const isSlow = () => now > longest || (now > floor && now > mostGrowth * Math.max(before, floor / 2));
    if (isSlow() && now < 4 * longest) now = await least(size, now);
    if (isSlow() && before > 0 && before < longest) before = Math.min(await least(size / 2, before), before);
    if (isSlow() && (size === megabyte || now > longest)) {
      return `${size} characters take ${Math.round(now)} ms, half of them ${Math.round(before)} ms`;
    }
    before = now;
  }
  return undefined;
}
