import { existsSync } from 'node:fs';
import { join } from 'node:path';
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

/** In a work tree each so many-th patch is also tried as people do it, with git's help, which takes more processes. */
const helpedEvery = 13;

describe(`Patches as git reads and applies them (seed ${seed})`, function () {
  this.timeout('40m');
  const explained = new Map<string, number>();
  let compared = 0;
  let unknown = 0;

  after(() => {
    console.log(
      `${compared} patches compared; of ${unknown} Bouncer can't say without git whether they apply`,
    );
    for (const [why, count] of explained) console.log(`  ${count} differ: ${why}`);
  });

  it("this project's history", () =>
    compare(
      history(amount({ inSlice: 2, inAll: 80 }), randomFor('history')),
      12,
      randomFor('history mutations'),
    ));

  it('npm packages', () =>
    compare(
      packages(amount({ inSlice: 2, inAll: 80 }), 6, randomFor('packages')),
      8,
      randomFor('package mutations'),
    ));

  it('repositories with attributes, line ends, links and submodules', () =>
    compare(
      repositories(amount({ inSlice: 3, inAll: 150 }), 5, randomFor('repositories')),
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
      const isClone = existsSync(join(folder, '.git'));
      const samples = patches.flatMap((patch) => [
        { name, patch, isReal: true },
        ...Array.from({ length: mutations }, () => {
          const { how, ...sample } = mutated(patch, random);
          return { ...sample, name: `${name}, ${how}`, isReal: false };
        }),
      ]);
      const answers = askGit(
        samples.map(({ patch }) => patch),
        folder,
      );
      const own: OwnAnswer[] = [];
      const helped: (OwnAnswer | undefined)[] = [];
      for (const [i, { patch }] of samples.entries()) {
        own.push(await ask(patch, folder, false));
        helped.push(isClone && i % helpedEvery === 0 ? await ask(patch, folder, true) : undefined);
      }
      const git = await answers;
      samples.forEach((sample, i) => {
        compared++;
        const theirs = git[i] as GitAnswer;
        const found =
          difference(sample, theirs, own[i] as OwnAnswer) ??
          (helped[i] && difference({ ...sample, name: `${sample.name}, asking git` }, theirs, helped[i]));
        if (own[i]?.applies === 'unknown') unknown++;
        if (!found) return;
        const why = explanation(found);
        if (why === undefined) unexplained.push(found);
        else explained.set(why, (explained.get(why) ?? 0) + 1);
      });
    }
    if (unexplained.length > 0) throw new Error(listed(unexplained));
  }
});
