import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { jointView } from '../../../src/calibration/jointView.js';
import {
  type ChosenPolicy,
  costPolicy,
  coveragePolicy,
  fixedPolicy,
  type ImpossiblePolicy,
  riskPolicy,
} from '../../../src/calibration/policies.js';
import { fitPlatt, plattProbability } from '../../../src/stats/platt.js';
import { randomStream, shuffled } from '../../../src/stats/random.js';
import { type RatedCase, riskCoverageAt, riskCoverageLine } from '../../../src/stats/riskCoverage.js';
import { logOdds, sigmoid } from '../../../src/stats/sigmoid.js';
import { binomialTail, hypergeometricTail } from '../../../src/stats/tails.js';
import { crossFittedScores } from '../../../training/doorTraining.js';
import type { LabelledRow } from '../../../training/labelledRows.js';
import { doorSettings, readDoor, seed } from '../../../training/localDoors.js';
import { agentsOf2024 } from '../../../training/patchRows.js';

const cases = fc.array(
  fc.record({
    instance: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    probability: fc.integer({ min: 0, max: 10 }).map((n) => n / 10),
    bounce: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

function given(policy: ChosenPolicy | ImpossiblePolicy): ChosenPolicy {
  assert.ok('threshold' in policy, JSON.stringify(policy));
  return policy;
}

/** Patches of instances of differing difficulty; each probability is what its patch's bounce is drawn by. */
function clustered(instances: number, seedOf: number): RatedCase[] {
  const random = randomStream(seedOf);
  return Array.from({ length: instances }, (_, i) => {
    const difficulty = 1 + 2.5 * (random() + random() + random() - 1.5);
    return Array.from({ length: 1 + Math.floor(random() * 7) }, () => {
      const probability = sigmoid(difficulty + 1.5 * (random() - 0.5));
      // The rater sees half of what there is to see, so that an instance's errors go together.
      const seen = sigmoid(0.5 * logOdds(probability) + 0.6 + (random() - 0.5));
      return { instance: `i${i}`, probability: seen, bounce: random() < probability };
    });
  }).flat();
}

describe('Tails', () => {
  it('of the binomial agree with adding up every outcome', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.integer({ min: 1, max: 9 }), fc.constantFrom(0.1, 0.5, 0.8), (k, n, p) => {
        let sum = 0;
        for (let outcome = 0; outcome < 2 ** n; outcome++) {
          const successes = outcome.toString(2).replaceAll('0', '').length;
          if (successes <= k) sum += p ** successes * (1 - p) ** (n - successes);
        }
        assert.ok(Math.abs(binomialTail(k, n, p) - sum) < 1e-9);
      }),
    );
  });

  it('of the hypergeometric agree with drawing every hand', () => {
    for (let marked = 0; marked <= 6; marked++) {
      for (let k = 0; k <= 3; k++) {
        let hands = 0;
        let few = 0;
        for (let hand = 0; hand < 64; hand++) {
          const cards = [...hand.toString(2).padStart(6, '0')].flatMap((bit, i) => (bit === '1' ? [i] : []));
          if (cards.length !== 3) continue;
          hands++;
          if (cards.filter((card) => card < marked).length <= k) few++;
        }
        assert.ok(Math.abs(hypergeometricTail(k, 6, marked, 3) - few / hands) < 1e-9);
      }
    }
  });
});

describe('The risk–coverage line', () => {
  it('has a point for every way to part the cases, which its threshold gives', () => {
    fc.assert(
      fc.property(cases, (some) => {
        const line = riskCoverageLine(some);
        assert.equal(line.length, 1 + new Set(some.map(({ probability }) => probability)).size);
        for (const point of line) assert.deepEqual(riskCoverageAt(some, point.threshold), point);
        assert.equal(line.at(-1)?.coverage, 1);
      }),
    );
  });
});

describe('Policies', () => {
  it('each is a point on the risk–coverage line', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(0, 0.15, 0.55, 0.95), (some, share) => {
        const points = riskCoverageLine(some).map(({ coverage, risk }) => `${coverage} ${risk}`);
        for (const policy of [
          fixedPolicy('output', some, share),
          given(coveragePolicy('output', some, share)),
          given(costPolicy('output', some, { wrongAccept: 3, needlessBounce: 1 })),
        ]) {
          assert.ok(points.includes(`${policy.expectedCoverage} ${policy.expectedRisk}`));
          assert.match(policy.explanation, /^[A-Z].*\.$/);
          assert.equal(policy.guarantee, null);
        }
      }),
    );
  });

  it('by cost accept where accepting is cheaper', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), (c, d, p) => {
        const policy = costPolicy('output', [], { wrongAccept: c, needlessBounce: d });
        if (c + d === 0) assert.ok('impossible' in policy);
        else if (Math.abs(p * c - (1 - p) * d) > 1e-9) {
          assert.equal(p < given(policy).threshold, p * c < (1 - p) * d);
        }
      }),
    );
  });

  it('by coverage accept no more than asked, and no fewer than ties make it', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        const { expectedCoverage } = given(coveragePolicy('input', some, share));
        assert.ok(expectedCoverage <= share + 1e-9);
        const lax = riskCoverageLine(some).find(({ coverage }) => coverage > expectedCoverage);
        assert.ok(!lax || lax.coverage > share);
      }),
    );
  });

  it('by risk say so where they can’t promise, and promise where they can', () => {
    const few = riskPolicy('output', clustered(10, 1), { alpha: 0.1, delta: 0.1 });
    assert.ok('impossible' in few);
    assert.match(few.impossible, /^Not enough data to promise/);
    const easy = Array.from({ length: 400 }, (_, i) => ({
      instance: `i${i}`,
      probability: (i % 100) / 100,
      bounce: i % 100 > 50,
    }));
    const policy = given(riskPolicy('output', easy, { alpha: 0.1, delta: 0.1 }));
    assert.deepEqual(policy.guarantee, { alpha: 0.1, delta: 0.1 });
    assert.ok((policy.expectedRisk as number) < 0.1 && policy.expectedCoverage > 0.5);
    assert.ok('impossible' in riskPolicy('output', easy, { alpha: 0, delta: 0.1 }));
    assert.ok('impossible' in riskPolicy('output', [], { alpha: 0.1, delta: 0.1 }));
  });

  it('by risk take patches of one instance that go together for no more than one', () => {
    const copies = (count: number, instanceOf: (row: number) => string) =>
      Array.from({ length: 60 * count }, (_, i) => ({
        instance: instanceOf(i),
        probability: 0.2 + (i % 60) / 1000,
        bounce: i % 20 >= 17,
      }));
    const promise = { alpha: 0.25, delta: 0.1, next: Number.POSITIVE_INFINITY };
    const coverage = (rows: RatedCase[]) => {
      const policy = riskPolicy('output', rows, promise);
      return 'threshold' in policy ? policy.expectedCoverage : 0;
    };
    const together = (row: number) => `i${row % 60}`;
    assert.equal(coverage(copies(10, together)), 0);
    assert.equal(coverage(copies(1, together)), 0);
    assert.equal(coverage(copies(10, String)), 1);
  });
});

const splits = 500;
const delta = 0.1;

/** In how many of many random halves the risk that the other half promised is exceeded. */
function brokenShares(rows: readonly RatedCase[], alpha: number) {
  const instances = [...new Set(rows.map(({ instance }) => instance))];
  let [broken, refused, coverage] = [0, 0, 0];
  for (let split = 1; split <= splits; split++) {
    const first = new Set(shuffled(instances, randomStream(split)).slice(0, instances.length / 2));
    const held = rows.filter(({ instance }) => !first.has(instance));
    const policy = riskPolicy(
      'output',
      rows.filter(({ instance }) => first.has(instance)),
      { alpha, delta, next: held.length },
    );
    if ('impossible' in policy) {
      refused++;
      continue;
    }
    const point = riskCoverageAt(held, policy.threshold);
    coverage += point.coverage;
    if ((point.risk ?? 0) > alpha) broken++;
  }
  const share = (count: number) => (count / splits).toFixed(3);
  console.log(
    `      α ${alpha}: broken ${share(broken)}, refused ${share(refused)}, mean coverage ${(coverage / Math.max(1, splits - refused)).toFixed(3)} where not refused`,
  );
  return { broken: broken / splits, refused: refused / splits };
}

describe('A promised risk', function () {
  this.timeout(300_000);

  it('is kept on the other half of clustered patches', () => {
    const rows = clustered(600, 5);
    for (const alpha of [0.5, 0.6, 0.7]) {
      const { broken } = brokenShares(rows, alpha);
      assert.ok(broken <= delta, `α ${alpha}: ${broken}`);
    }
  });

  it('is kept on the other half of real patches, as the local rater rates them', function () {
    const data = '../shared/data';
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no labelled patches at ${data})`);
      return this.skip();
    }
    const all = readDoor('output', data).filter(({ source }) => source === agentsOf2024);
    const rated = crossFittedScores(all, doorSettings.output, seed).map((score, i) => ({ ...all[i], score }));
    const patches = rated.filter(({ copy }) => copy === '') as (LabelledRow & { score: number })[];
    const scores = patches.map(({ score }) => score);
    const scaling = fitPlatt(
      scores,
      patches.map(({ bounce }) => Number(bounce)),
    );
    const rows = patches.map(({ instance, bounce }, i) => ({
      instance,
      bounce,
      probability: plattProbability(scaling, scores[i] as number),
    }));
    for (const alpha of [0.5, 0.6, 0.7]) {
      const { broken } = brokenShares(rows, alpha);
      assert.ok(broken <= delta, `α ${alpha}: ${broken}`);
    }
  });
});

describe('Both doors together', () => {
  it('count a ticket once, by the share of its patches that pass', () => {
    const view = jointView(
      {
        threshold: 0.5,
        cases: [
          { instance: 'a', probability: 0.1, bounce: false },
          { instance: 'b', probability: 0.9, bounce: true },
          { instance: 'alone', probability: 0.1, bounce: false },
        ],
      },
      {
        threshold: 0.5,
        cases: [
          { instance: 'a', probability: 0.2, bounce: false },
          { instance: 'a', probability: 0.3, bounce: true },
          { instance: 'a', probability: 0.8, bounce: true },
          { instance: 'a', probability: 0.8, bounce: false },
          { instance: 'b', probability: 0.1, bounce: false },
        ],
      },
    );
    assert.deepEqual(view, {
      tickets: 2,
      passInput: 0.5,
      passBoth: 0.25,
      right: 0.5,
      rightLost: 1 - 0.25 / 1.5,
    });
  });
});
