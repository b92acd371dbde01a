import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostPoints } from '../../../src/bench/curves.js';
import { measure, valuesOf } from '../../../src/bench/measures.js';
import { type MetricId, metricOf, metrics } from '../../../src/bench/metrics/registry.js';
import { Rows, WeightedRows } from '../../../src/bench/metrics/weightedRows.js';
import type { Scored } from '../../../src/bench/scored.js';
import type { Door } from '../../../src/core/rating.js';
import { randomStream } from '../../../src/stats/random.js';
import { aurcOverAllOrders, byDefinition, clusteredBootstrap } from './definitions.js';
import { scored, scoredRows } from './scoredRows.js';

const doors: readonly Door[] = ['input', 'output'];

function assertSame(ours: ReadonlyMap<string, number>, expected: Readonly<Record<MetricId, number>>): void {
  for (const { id } of metrics) {
    const value = ours.get(id);
    if (Number.isNaN(expected[id])) assert.equal(value, undefined, `${id} should be absent`);
    else assertNear(value ?? Number.NaN, expected[id], id);
  }
}

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${what}: ${actual} instead of ${expected}`);
}

function points(door: Door, rows: readonly Scored[], cost: number): Map<string, number> {
  return new Map(measure(door, rows, { draws: 0, cost }).figures.map(({ id, value }) => [id, value]));
}

describe('Measuring a rater', () => {
  for (const door of doors) {
    it(`gives every figure as it is defined (${door} door)`, () => {
      fc.assert(
        fc.property(scoredRows(door, 40), fc.nat({ max: 20 }), (rows, cost) => {
          assertSame(points(door, rows, cost), byDefinition(door, rows, cost));
        }),
        { numRuns: 300 },
      );
    });

    it(`weighs a row like as many copies of it (${door} door)`, () => {
      fc.assert(
        fc.property(
          scoredRows(door, 25),
          fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }),
          (rows, times) => {
            const weighted = new Rows(door, rows, 3);
            const groups = [...new Set(rows.map(({ group }) => group))];
            const counts = Int32Array.from(groups, (_, i) => times[i] as number);
            const copies = rows.flatMap((row) => Array(counts[groups.indexOf(row.group)]).fill(row));
            if (copies.length === 0) return;
            const values = valuesOf(metrics, new WeightedRows(weighted, counts));
            assertSame(
              new Map(
                metrics.flatMap(({ id }, i) =>
                  Number.isNaN(values[i]) ? [] : [[id, values[i] as number] as const],
                ),
              ),
              byDefinition(door, copies, 3),
            );
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  it('takes the risk–coverage area as its mean over every order of tied rows', () => {
    const row = fc.record({
      bounceProbability: fc.constantFrom(0.2, 0.5, 0.8),
      gold: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (few) => {
        const ours = points(
          'output',
          few.map((fields) => scored(fields)),
          1,
        );
        assertNear(ours.get('aurc') ?? Number.NaN, aurcOverAllOrders(few), 'aurc');
      }),
      { numRuns: 60 },
    );
  });

  it('gives the intervals of the clustered bootstrap', () => {
    const random = randomStream(7);
    const rows = Array.from({ length: 120 }, (_, i) => {
      const bounceProbability = Math.floor(random() * 30) / 30;
      const gold = random() < bounceProbability;
      return scored({
        group: `instance ${Math.floor(i / 3)}`,
        gold,
        quality: gold ? random() : 1,
        bounced: bounceProbability >= 0.5,
        bounceProbability,
      });
    });
    const options = { draws: 50, seed: 3 };
    const { figures: ours } = measure('output', rows, options);
    for (const id of ['o_score', 'f_macro', 'r_b', 'auroc', 'auprc', 'brier', 'aurc', 'penalty_n'] as const) {
      const theirs = clusteredBootstrap(
        rows.map(({ group }) => group),
        (chosen) =>
          byDefinition(
            'output',
            chosen.map((i) => rows[i] as Scored),
            1,
          )[id],
        options,
      );
      const figure = ours.find((each) => each.id === id);
      assert.ok(figure && figure.low < figure.high);
      for (const end of ['low', 'value', 'high'] as const)
        assertNear(figure[end], theirs[end], `${id} ${end}`);
    }
  });

  it('counts rows, fields and labels, and leaves intervals out on demand', () => {
    const rows = [
      scored({ gold: true, quality: 3, bounced: true, label: 2 }),
      scored({ gold: true, quality: 2, bounced: false, label: 0 }),
      scored({ gold: false, quality: 0, bounced: false, label: 0 }),
      scored({ gold: false, quality: null, bounced: true, label: 3 }),
      scored({ gold: false, quality: 1, bounced: false }),
    ];
    const measurement = measure('input', rows, { draws: 0, missing: 2 });
    assert.deepEqual([measurement.tasks, measurement.missing, measurement.ungraded], [5, 2, 1]);
    assert.deepEqual(measurement.confusion, {
      bouncedRightly: 1,
      bouncedWrongly: 1,
      acceptedRightly: 2,
      acceptedWrongly: 1,
    });
    assert.deepEqual(measurement.labelMatrix, [
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    assert.deepEqual(
      [measurement.roc, measurement.riskCoverage, measurement.reliability],
      [null, null, null],
    );
    assert.ok(measurement.figures.every(({ low, high }) => Number.isNaN(low) && Number.isNaN(high)));
    assert.equal(measure('output', rows).labelMatrix, null);
    assert.deepEqual(measure('output', []).figures, []);
  });

  it('draws curves whose areas are the figures, with no more points than a plot can show', () => {
    fc.assert(
      fc.property(scoredRows('output', 40), (rows) => {
        const { roc, riskCoverage, reliability } = measure('output', rows, { draws: 0 });
        const area = points('output', rows, 1).get('auroc');
        assert.equal(roc === null, area === undefined);
        if (roc && area !== undefined) {
          const trapezoids = roc.slice(1).map(({ x, y }, i) => {
            const before = roc[i] ?? { x: 0, y: 0 };
            return ((x - before.x) * (y + before.y)) / 2;
          });
          assertNear(
            trapezoids.reduce((a, b) => a + b, 0),
            area,
            'area',
          );
        }
        const rated = rows.filter(({ bounceProbability }) => bounceProbability !== null);
        if (rated.length === 0) return;
        const all = riskCoverage?.at(-1);
        assertNear(all?.x ?? 0, 1, 'full coverage');
        assertNear(all?.y ?? 2, rated.filter(({ gold }) => gold).length / rated.length, 'its risk');
        assert.equal(
          reliability?.reduce((sum, bin) => sum + bin.rows, 0),
          rated.length,
        );
      }),
    );
    const many = Array.from({ length: 3000 }, (_, i) =>
      scored({ bounceProbability: i / 3000, gold: i % 3 === 0 }),
    );
    const { roc, riskCoverage } = measure('output', many, { draws: 0 });
    assert.equal(roc?.length, mostPoints);
    assert.deepEqual(
      [roc?.[0], roc?.at(-1)],
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    );
    assert.equal(riskCoverage?.length, mostPoints);
  });

  it('documents every figure once', () => {
    assert.equal(new Set(metrics.map(({ id }) => id)).size, metrics.length);
    for (const info of metrics) {
      assert.ok(info.title && info.formula && info.source, info.id);
      assert.ok(!info.formula.includes('\n'), info.id);
      assert.equal(metricOf(info.id), info);
    }
    assert.throws(() => metricOf('toString'), /There is no metric "toString"/);
  });
});
