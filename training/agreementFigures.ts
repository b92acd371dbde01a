import { type Measured, nearlySame } from '../src/agreement/risk.js';
import type { Generation } from '../src/core/baseRate.js';
import { usualRisk } from '../src/core/policy.js';
import { bootstrap, type Estimate } from '../src/stats/bootstrap.js';
import { round } from '../src/stats/round.js';
import type { JoinedRow } from './agreementTraining.js';
import { interval, share, table } from './markdown.js';
import { areaWithinSources, atBaseRate, instanceNumbers } from './nested.js';

/** A ticket with patches of so many families of agents tells how much agreement is worth. */
const fewestFamilies = 3;

/** Where the bands of tokens in common begin, the largest first. */
const bands = [nearlySame, 0.5, 0.2, 0];

/** The groups that are told of, and whose agents each one is. */
const groups = { '2025/26': '2025', '2024': '2024', Rust: undefined } as const;

/** What is measured on held-out rows, as the product tells it. */
export function measuredOn(rows: readonly JoinedRow[], seed: number): Readonly<Record<Generation, Measured>> {
  const of = (group: keyof typeof groups): Measured => {
    const own = rows.filter((row) => row.group === group);
    const [alone, together] = gainOf(own, seed) as [Estimate, Estimate];
    return {
      wrong: round(wrongShare(own)),
      bands: bands.map((from) => ({ from, wrong: round(wrongShare(own.filter(inBand(from)))) })),
      auroc: { alone: round(alone.value), together: round(together.value) },
    };
  };
  return { '2024': of('2024'), '2025': of('2025/26') };
}

/** The tables of `docs/compare.md`. */
export function agreementFigures(rows: readonly JoinedRow[], seed: number): string {
  const names = Object.keys(groups);
  const gains = names.map((name) => {
    const own = rows.filter((row) => row.group === name);
    const told = own.filter(isTold);
    const [alone, together, gain] = gainOf(own, seed) as [Estimate, Estimate, Estimate];
    return [
      name,
      `${told.length}`,
      `${instanceNumbers(told).size}`,
      share(wrongShare(told)),
      alone.value.toFixed(3),
      together.value.toFixed(3),
      `${gain.value >= 0 ? '+' : ''}${gain.value.toFixed(3)}`,
      interval(gain),
    ];
  });
  const parts = names.map((name) => {
    const own = rows.filter((row) => row.group === name);
    return [`${name}: ${share(wrongShare(own))} of ${own.length} are wrong.`, '', bandsTable(own, seed)];
  });
  return [
    `Patches for tickets with patches of at least ${fewestFamilies} families. AUROC is within sources; the gain is of the same rows, by a paired bootstrap that draws whole tickets.`,
    '',
    table(
      ['Agents', 'Patches', 'Tickets', 'Wrong', 'AUROC alone', 'Together', 'Gain', '95% interval'],
      gains,
    ),
    '',
    'Patches for tickets with patches of at least 2 families, by the largest share of added tokens in common with a patch of another family:',
    ...parts.flatMap((part) => ['', ...part]),
    '',
    `What defaults do to those of 2025/26: the limit of each fold bounces, and a risk of ${share(usualRisk)} at most may proceed where nobody reviews.`,
    '',
    decisionsTable(rows.filter(({ group }) => group === '2025/26')),
  ].join('\n');
}

/** AUROC alone and together, and the difference, on the tickets that tell it. */
function gainOf(rows: readonly JoinedRow[], seed: number): Estimate[] {
  const told = rows.filter(isTold);
  const numbers = instanceNumbers(told);
  const alone = areaWithinSources(told, ({ odds }) => odds, numbers);
  const together = areaWithinSources(told, ({ odds, shift }) => odds + shift, numbers);
  return bootstrap(
    numbers.size,
    (counts) => {
      const [before, after] = [alone(counts), together(counts)];
      return [before, after, after - before];
    },
    { seed },
  );
}

function isTold({ agreement }: JoinedRow): boolean {
  return agreement.families + 1 >= fewestFamilies;
}

function bandsTable(rows: readonly JoinedRow[], seed: number): string {
  const numbers = instanceNumbers(rows);
  const lines = bands.map((from, i) => {
    const band = rows.filter(inBand(from));
    const of = (some: readonly JoinedRow[]) => some.map(({ instance }) => numbers.get(instance) as number);
    const [all, wrong] = [of(band), of(band.filter(({ bounce }) => bounce))];
    const [wrongIn] = bootstrap(numbers.size, (counts) => [counted(wrong, counts) / counted(all, counts)], {
      seed,
    }) as [Estimate];
    const name =
      i === 0 ? `${from} and more` : from === 0 ? `below ${bands[i - 1]}` : `${from} to ${bands[i - 1]}`;
    return [name, `${band.length}`, share(wrongIn.value), `${share(wrongIn.low)} to ${share(wrongIn.high)}`];
  });
  return table(['Tokens in common', 'Patches', 'Wrong', '95% interval'], lines);
}

function decisionsTable(rows: readonly JoinedRow[]): string {
  const lines = (['alone', 'together'] as const).map((name) => {
    const at = rows.map((row) => {
      const probability = atBaseRate({ odds: row.odds + (name === 'alone' ? 0 : row.shift) }, row.usual);
      return { bounce: row.bounce, probability, isBounced: probability >= row.limits.abstain };
    });
    const bounced = at.filter(({ isBounced }) => isBounced);
    const safe = at.filter(({ probability }) => probability <= usualRisk);
    const right = at.filter(({ bounce }) => !bounce);
    return [
      `Risk ${name}`,
      share(bounced.length / at.length),
      share(wrongShare(bounced)),
      share(right.filter(({ isBounced }) => isBounced).length / right.length),
      share(safe.length / at.length),
      share(wrongShare(safe)),
    ];
  });
  return table(
    [
      'By',
      'Bounced',
      'Wrong among them',
      'Right ones bounced',
      `Risk of ${share(usualRisk)} at most`,
      'Wrong among them',
    ],
    lines,
  );
}

function inBand(from: number): (row: JoinedRow) => boolean {
  return ({ agreement }) => bands.find((one) => agreement.mostTokens >= one) === from;
}

function wrongShare(rows: readonly Pick<JoinedRow, 'bounce'>[]): number {
  return rows.filter(({ bounce }) => bounce).length / rows.length;
}

function counted(instances: readonly number[], counts: Int32Array): number {
  return instances.reduce((sum, instance) => sum + (counts[instance] as number), 0);
}
