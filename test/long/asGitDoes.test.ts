import { ask, type Difference, difference, listed, type OwnAnswer } from './differences.js';
import { explanation } from './explanations.js';
import { askGit, type GitAnswer } from './git.js';
import type { Checkout } from './material/checkout.js';
import { fetchDebian, sourcePackages } from './material/debian.js';
import { history } from './material/history.js';
import { packages } from './material/packages.js';
import { repositories } from './material/repositories.js';
import { mutated } from './mutations.js';
import type { Random } from './random.js';
import { amount, randomFor, seed, whole } from './scale.js';

describe(`Patches as git reads and applies them (seed ${seed})`, function () {
  this.timeout('40m');
  const explained = new Map<string, number>();
  let compared = 0;

  after(() => {
    console.log(`${compared} patches compared`);
    for (const [why, count] of explained) console.log(`  ${count} differ: ${why}`);
  });

  it("this project's history", () =>
    compare(
      history(amount({ inSlice: 6, inAll: 150 }), randomFor('history')),
      12,
      randomFor('history mutations'),
    ));

  it('npm packages', () =>
    compare(
      packages(amount({ inSlice: 6, inAll: 150 }), 6, randomFor('packages')),
      8,
      randomFor('package mutations'),
    ));

  it('repositories with attributes, line ends, links and submodules', () =>
    compare(
      repositories(amount({ inSlice: 12, inAll: 250 }), 5, randomFor('repositories')),
      6,
      randomFor('repository mutations'),
    ));

  it('Debian source packages', async function () {
    if (!whole) this.skip();
    const { dsc, missing } = fetchDebian();
    if (missing !== '') console.log(`  No source package of ${missing}: the network refuses.`);
    if (dsc.length === 0) this.skip();
    await compare(sourcePackages(dsc), 12, randomFor('debian mutations'));
  });

  /** Compares each patch of each checkout, and so many mutations of it. */
  async function compare(
    checkouts: AsyncIterable<Checkout>,
    mutations: number,
    random: Random,
  ): Promise<void> {
    const unexplained: Difference[] = [];
    for await (const { name, folder, patches } of checkouts) {
      const samples = patches.flatMap((patch) => [
        { patch, how: 'as it is' },
        ...Array.from({ length: mutations }, () => mutated(patch, random)),
      ]);
      const [git, own] = await Promise.all([
        askGit(
          samples.map(({ patch }) => patch),
          folder,
        ),
        Promise.all(samples.map(({ patch }) => ask(patch, folder))),
      ]);
      samples.forEach(({ patch, how }, i) => {
        compared++;
        const found = difference(`${name}, ${how}`, patch, git[i] as GitAnswer, own[i] as OwnAnswer);
        if (!found) return;
        const why = explanation(found);
        if (why === undefined) unexplained.push(found);
        else explained.set(why, (explained.get(why) ?? 0) + 1);
      });
    }
    if (unexplained.length > 0) throw new Error(listed(unexplained));
  }
});
