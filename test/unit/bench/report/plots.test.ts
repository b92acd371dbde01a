import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markupText } from '../../../../src/bench/report/markup.js';
import { barChart } from '../../../../src/bench/report/svg/bars.js';
import { chart } from '../../../../src/bench/report/svg/chart.js';
import { drawing, type Picture, tones } from '../../../../src/bench/report/svg/drawing.js';
import { sankey } from '../../../../src/bench/report/svg/sankey.js';
import {
  logarithmicDomain,
  roundDomain,
  scaleOf,
  tickDigits,
} from '../../../../src/bench/report/svg/scale.js';
import { parseXml } from './xml.js';

const caption = { id: 'plot', title: 'Title', description: 'Description' };
const values = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-9),
  fc.constantFrom(0, 1, 0.1),
);

/** Parses a plot. It is wrong when a coordinate is not a number. */
function read(picture: Picture) {
  const text = markupText(drawing({ ...caption, ...picture }));
  assert.doesNotMatch(text, /NaN|Infinity|undefined|null/);
  return parseXml(text);
}

describe('Plots', () => {
  it('have about five round ticks within every domain', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 9 }), (data) => {
        const domain = roundDomain(data);
        const { ticks, place } = scaleOf(domain, 0, 100);
        assert.ok(ticks.length >= 2 && ticks.length <= 9, `${ticks}`);
        assert.ok(ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] as number)));
        assert.ok(ticks.every((tick) => place(tick) >= 0 && place(tick) <= 100));
        const words = ticks.map((tick) => tick.toFixed(Math.min(100, tickDigits(domain))));
        assert.equal(new Set(words).size, ticks.length);
        assert.ok(data.every((value) => value >= domain.from && value <= domain.to));
      }),
    );
    assert.deepEqual(scaleOf({ from: 0, to: 1 }, 0, 1).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
    assert.deepEqual(scaleOf({ from: 90, to: 1100, logarithmic: true }, 0, 1).ticks, [100, 200, 500, 1000]);
  });

  it('draw no, one and many points in every shape, on both kinds of axis', () => {
    const shapes = ['line', 'marked', 'points'] as const;
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: values, y: values, label: fc.string({ maxLength: 40 }) }), { maxLength: 30 }),
        fc.boolean(),
        (points, logarithmic) => {
          const xs = points.map(({ x }) => x);
          const ys = points.map(({ y }) => y);
          const picture = chart(
            { title: 'x', domain: logarithmic ? logarithmicDomain(xs) : roundDomain(xs), text: String },
            { title: 'y', domain: roundDomain(ys), text: String },
            shapes.map((shape, i) => ({ name: shape, tone: tones[i] ?? 'grey', shape, points })),
          );
          read(picture);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('draw no, one and many bars, with and without an interval', () => {
    const bar = fc.record({
      name: fc.string(),
      tone: fc.constantFrom(...tones),
      value: values,
      text: fc.string({ maxLength: 9 }),
      interval: fc.option(fc.record({ low: values, high: values })),
    });
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 12 }), (bars) => {
        const domain = roundDomain([0, ...bars.map(({ value }) => value)]);
        const { elements } = read(barChart({ title: 'x', domain, text: String }, bars));
        const drawn = elements.filter(({ attributes }) => attributes['class']?.startsWith('area'));
        assert.equal(drawn.length, bars.length);
        assert.ok(drawn.every(({ attributes }) => Number(attributes['width']) >= 0));
      }),
    );
  });

  it('let as much flow out of a node as flows into it', () => {
    const nodes = [0, 1, 1, 2].map((column, i) => ({
      id: `${i}`,
      name: `n${i}`,
      column,
      tone: 'blue' as const,
    }));
    const links = [
      { from: '0', to: '1', value: 30 },
      { from: '0', to: '2', value: 10 },
      { from: '1', to: '3', value: 30 },
    ];
    const { elements, text } = read(sankey({ columns: ['a', 'b', 'c'], nodes, links }));
    const heights = elements
      .filter(({ name, attributes }) => name === 'rect' && attributes['class'] !== 'paper')
      .map(({ attributes }) => Number(attributes['height']));
    assert.deepEqual(heights, [250, 187.5, 62.5, 187.5]);
    assert.match(text, /n0: 40.*n1: 30.*n2: 10.*n3: 30/);
    read(sankey({ columns: [], nodes: [], links: [] }));
  });

  it('tell a screen reader their name and their numbers', () => {
    const axis = { title: 'x', domain: { from: 0, to: 1 }, text: String };
    const { elements, text } = read(chart(axis, axis, []));
    assert.equal(elements[0]?.attributes['role'], 'img');
    assert.equal(elements[0]?.attributes['aria-labelledby'], 'plot-title plot-desc');
    assert.ok(text.startsWith('TitleDescription'));
  });
});
