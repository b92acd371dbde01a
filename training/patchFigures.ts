import { wrongShares } from '../src/core/baseRate.js';
import { Scoring } from '../src/raters/local/model.js';
import { crossFitted } from '../src/stats/folds.js';
import { auroc, ranked, runsOf } from '../src/stats/ranking.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { effectOf } from './limits.js';
import { interval, share, table } from './markdown.js';
import { atBaseRate, figuresOf, type GroupFigures, type HeldOutRow } from './nested.js';
import { fitScorer } from './scorerTraining.js';

const folds = 5;

/**
 * AUROC on each source by scorers that were fitted without it and without the tickets of the rows that they rate: many
 * tickets have patches in several sources.
 */
export function leftOutSources(
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): ReadonlyMap<string, number> {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return new Map(
    sources.map((source) => {
      const scores = crossFitted(
        rows,
        { folds, seed },
        (seen) => {
          const others = seen.filter((row) => row.source !== source);
          return new Scoring(fitScorer(others, settings, seed));
        },
        (scoring, row) => (isCaseOf(source, row) ? scoring.score(scoring.read(row.features)) : 0),
      );
      const held = rows.flatMap((row, i) =>
        isCaseOf(source, row) ? [{ row, score: scores[i] as number }] : [],
      );
      const ranking = ranked(
        held.map(({ score }) => score),
        held.map(({ row }) => row.bounce),
      );
      return [source, auroc(runsOf(ranking))];
    }),
  );
}

function isCaseOf(source: string, row: LabelledRow): boolean {
  return row.source === source && row.copy === '';
}

/** Which groups are told of as one, too: those that goals are set for. */
const together: Readonly<Record<string, (row: HeldOutRow) => boolean>> = {
  'All of 2025/26 in Python': ({ group }) => group === '2025/26',
  'Rust and Java': ({ group }) => group === 'Rust' || group === 'Java',
};

/** The card's chapter on patches. */
export function patchFigures(
  rated: readonly HeldOutRow[],
  leftOut: ReadonlyMap<string, number>,
  seed: number,
): string {
  const cases = rated.filter(({ copy }) => copy === '');
  const of = (name: string, is: (row: HeldOutRow) => boolean): GroupFigures =>
    figuresOf({ name, rows: cases.filter(is) }, seed);
  const values = (key: 'source' | 'group') => [...new Set(cases.map((row) => row[key]))];
  const sources = values('source').map((source) => of(source, (row) => row.source === source));
  const groups = values('group').map((group) => of(group, (row) => row.group === group));
  const all = Object.entries(together).map(([name, is]) => of(name, is));
  const modern = cases.filter(({ group }) => group === '2025/26');
  return [
    '### Patches',
    '',
    table(
      ['Source', 'Patches', 'Tickets', 'Wrong', 'AUROC', '95% interval', 'AUROC, trained without it'],
      sources.map((one) => [
        one.name,
        `${one.rows}`,
        `${one.instances}`,
        share(one.share),
        one.auroc.value.toFixed(3),
        interval(one.auroc),
        leftOut.get(one.name)?.toFixed(3) ?? '',
      ]),
    ),
    '',
    'Generations and languages. AUROC is within sources: none of it comes from telling sources apart. The error is the expected calibration error in 15 bins of equal size, once where the base rate is set to the share of the group, once with defaults.',
    '',
    table(
      [
        'Group',
        'Patches',
        'Wrong',
        'AUROC',
        '95% interval',
        'Error at its share',
        '95% interval',
        'Error with defaults',
      ],
      [...groups, ...all].map((one) => [
        one.name,
        `${one.rows}`,
        share(one.share),
        one.auroc.value.toFixed(3),
        interval(one.auroc),
        one.ownError.value.toFixed(3),
        interval(one.ownError),
        one.usualError.value.toFixed(3),
      ]),
    ),
    '',
    `What a limit does to the patches of 2025/26 at the default base rate of ${share(wrongShares['2025'])}; the last line is the default limit, which each fold chose by itself.`,
    '',
    limitsTable(modern),
    '',
    'What a probability turned out to mean for them:',
    '',
    bandsTable(modern),
    '',
    `Padding: of the patches that are bounced at the limit, how many are let through once padding is added; and by how much it raises the trust in any patch at most.`,
    '',
    paddingTable(rated),
  ].join('\n');
}

const limits = [0.33, 0.4, 0.45, 0.5, 0.55, 0.6];

function limitsTable(rows: readonly HeldOutRow[]): string {
  const at = rows.map((row) => ({ ...row, probability: atBaseRate(row, row.usual) }));
  const own = at.map((row) => ({ ...row, probability: row.probability >= row.limits.abstain ? 1 : 0 }));
  const lines = [
    ...limits.map((limit) => [limit.toFixed(2), effectOf(at, limit)] as const),
    ['default', effectOf(own, 1)] as const,
  ];
  return table(
    ['Limit', 'Bounced', 'Wrong among them', 'Right ones bounced', 'Right among the accepted'],
    lines.map(([name, effect]) => [
      name,
      share(effect.bounced),
      share(effect.wrongAmongBounced),
      share(effect.rightBounced),
      share(effect.rightAmongAccepted),
    ]),
  );
}

const bands = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 1];

function bandsTable(rows: readonly HeldOutRow[]): string {
  const lines = bands.slice(1).flatMap((high, i) => {
    const low = bands[i] as number;
    const within = rows.filter((row) => {
      const probability = atBaseRate(row, row.usual);
      return probability >= low && probability < high;
    });
    const wrong = within.filter(({ bounce }) => bounce).length;
    return within.length === 0
      ? []
      : [[`${share(low)} to ${share(high)}`, `${within.length}`, share(wrong / within.length)]];
  });
  return table(['Bounce probability', 'Patches', 'Wrong'], lines);
}

/** Each copy beside its case, at the base rate of the case's generation. */
function paddingTable(rated: readonly HeldOutRow[]): string {
  const keyOf = ({ instance, agent, source }: LabelledRow) => `${source}\n${instance}\n${agent}`;
  const caseOf = new Map(rated.flatMap((row) => (row.copy ? [] : [[keyOf(row), row] as const])));
  const copies = rated.filter(({ copy }) => copy !== '');
  const lines = [...new Set(copies.map(({ copy }) => copy))].map((name) => {
    const pairs = copies
      .filter(({ copy }) => copy === name)
      .map((copy) => ({ copy, bare: caseOf.get(keyOf(copy)) as HeldOutRow }));
    const flips = (base: (row: HeldOutRow) => number) => {
      const bounced = pairs.filter(({ bare }) => atBaseRate(bare, base(bare)) >= bare.limits.abstain);
      const let_ = bounced.filter(({ copy }) => atBaseRate(copy, base(copy)) < copy.limits.abstain);
      return `${let_.length} of ${bounced.length}`;
    };
    const rises = pairs
      .map(({ copy, bare }) => atBaseRate(bare, bare.usual) - atBaseRate(copy, copy.usual))
      .sort((one, other) => other - one);
    return [
      name,
      `${pairs.length}`,
      flips(({ usual }) => usual),
      flips(({ generation }) => wrongShares[generation]),
      (rises[0] as number).toFixed(3),
      (rises[Math.floor(rises.length / 100)] as number).toFixed(3),
    ];
  });
  return table(
    [
      'Padding',
      'Patches',
      'Let through, defaults',
      "Let through, generation's base rate",
      'Largest gain',
      '99 of 100 below',
    ],
    lines,
  );
}
