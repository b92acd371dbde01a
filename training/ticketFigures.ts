import { Scoring } from '../src/raters/local/model.js';
import { leaveOneGroupOut } from '../src/stats/folds.js';
import { auroc, ranked, runsOf } from '../src/stats/ranking.js';
import type { DoorSettings } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';
import { effectOf } from './limits.js';
import { interval, share, table } from './markdown.js';
import { atBaseRate, figuresOf, type HeldOutRow } from './nested.js';
import { fitScorer } from './scorerTraining.js';

/** A group with fewer rows of either side says nothing about ranking. */
const fewestOfASide = 8;

/** The card's chapter on tickets. */
export function ticketFigures(
  rated: readonly HeldOutRow[],
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): string {
  const cases = rated.filter(({ copy }) => copy === '');
  const all = figuresOf({ name: 'graded', rows: cases }, seed);
  const repositories = new Set(cases.map(({ repository }) => repository)).size;
  return [
    '### Tickets',
    '',
    `${all.rows} tickets from ${repositories} repositories, ${share(all.share)} of which deserve a bounce.`,
    '',
    table(
      ['Figure', 'Value', '95% interval'],
      [
        ['AUROC', all.auroc.value.toFixed(3), interval(all.auroc)],
        ['Expected calibration error', all.ownError.value.toFixed(3), interval(all.ownError)],
      ],
    ),
    '',
    'What the limits do, which each fold chose by itself:',
    '',
    limitsTable(cases),
    '',
    'Tickets beside a vague twin that says the same with details left out, and short tickets that were written for this project. A padded twin has neutral lines on its environment up to the length of the full ticket; those of the second kind were never learnt from.',
    '',
    twinsTable(rated),
    '',
    'Trained without one repository and measured on it alone. Repositories with fewer than 8 tickets of either side are left out.',
    '',
    leftOutTable(rows, settings, seed),
  ].join('\n');
}

const usual = (row: HeldOutRow) => atBaseRate(row, row.usual);

function limitsTable(rows: readonly HeldOutRow[]): string {
  const lines = (['ask', 'abstain'] as const).map((kind) => {
    const reached = rows.map((row) => ({ ...row, probability: Number(usual(row) >= row.limits[kind]) }));
    const { bounced, wrongAmongBounced, rightBounced } = effectOf(reached, 1);
    const name = kind === 'ask' ? 'Proceed, but ask' : 'Ask first';
    return [name, share(bounced), share(wrongAmongBounced), share(rightBounced)];
  });
  return table(['From the limit on', 'Tickets', 'Vague among them', 'Of the clear ones'], lines);
}

function twinsTable(rated: readonly HeldOutRow[]): string {
  const full = new Map(rated.flatMap((row) => (row.copy ? [] : [[row.instance, row] as const])));
  const copies = [...new Set(rated.map(({ copy }) => copy))].filter(Boolean);
  const bouncedOf = (rows: readonly HeldOutRow[]) =>
    share(rows.filter((row) => usual(row) >= row.limits.abstain).length / rows.length);
  const lines = copies.map((name) => {
    const own = rated.filter(({ copy }) => copy === name);
    const twins = own.flatMap((row) => full.get(row.instance) ?? []);
    const higher = own.filter((row) => row.odds > (full.get(row.instance)?.odds ?? Number.NaN)).length;
    return [
      name,
      `${own.length}`,
      twins.length > 0 ? share(higher / own.length) : '',
      bouncedOf(own),
      twins.length > 0 ? bouncedOf(twins) : '',
    ];
  });
  return table(['Text', 'Tickets', 'Rated higher than the full one', 'Bounced', 'Full ones bounced'], lines);
}

function leftOutTable(rows: readonly LabelledRow[], settings: DoorSettings, seed: number): string {
  const lines = leaveOneGroupOut(rows.map(({ repository }) => repository)).flatMap(
    ({ group, train, test }) => {
      const held = test.map((i) => rows[i] as LabelledRow).filter(({ copy }) => copy === '');
      const bounces = held.map(({ bounce }) => bounce);
      const bad = bounces.filter(Boolean).length;
      if (bad < fewestOfASide || bounces.length - bad < fewestOfASide) return [];
      const seen = train.map((i) => rows[i] as LabelledRow);
      const scoring = new Scoring(fitScorer(seen, settings, seed));
      const scores = held.map(({ features }) => scoring.score(scoring.read(features)));
      return [[group, `${held.length}`, auroc(runsOf(ranked(scores, bounces))).toFixed(3)]];
    },
  );
  return table(['Left-out repository', 'Tickets', 'AUROC'], lines);
}
