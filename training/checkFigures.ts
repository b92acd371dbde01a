import type { CheckFigure, Figures, Standing } from '../scripts/settings/checksPage.js';
import { grouped } from '../src/core/grouped.js';
import { read } from '../src/engine/rate.js';
import { bootstrap, type Estimate } from '../src/stats/bootstrap.js';
import { type DataRow, readRows } from './labelledRows.js';

/** Which checks said something of a labelled ticket or patch. */
export interface CheckedRow {
  readonly instance: string;
  readonly standing: Standing;
  /** Checks with a warning or a blocker. */
  readonly loud: readonly string[];
  /** Checks with a hint. */
  readonly hints: readonly string[];
}

/**
 * The rows of a data file along the road of a rating without a code base; each patch is read with its ticket.
 *
 * @throws MalformedPatch, CouldNotRate where a row can't be read
 */
export async function readChecked(directory: string, file: string): Promise<CheckedRow[]> {
  const rows = readRows(directory, file);
  return Promise.all(
    rows.map(async (row): Promise<CheckedRow> => {
      const ticket = { text: row.problem_statement, source: row.instance_id };
      const { evidence } =
        row.patch === undefined
          ? await read({ door: 'input', ...ticket })
          : await read({ door: 'output', text: row.patch, source: row.instance_id, ticket });
      const at = (...levels: readonly string[]) =>
        evidence.filter(({ level }) => levels.includes(level)).map(({ id }) => id);
      return {
        instance: row.instance_id,
        standing: standingOf(row),
        loud: at('warning', 'error', 'blocker'),
        hints: at('info'),
      };
    }),
  );
}

function standingOf({ patch, output_bounce: wrong, input_bounce: vague }: DataRow): Standing {
  if (patch === undefined) return vague ? 'vague' : 'clear';
  return wrong === undefined ? 'gold' : wrong ? 'wrong' : 'right';
}

/** Of the rows of each standing, the share on which anything is loud, and their number. */
export function loudShares(rows: readonly CheckedRow[]): Figures['loud'][string] {
  const shares = [...grouped(rows, ({ standing }) => standing)].map(([standing, of]) => {
    const loud = of.filter((row) => row.loud.length > 0).length;
    return [standing, { share: loud / of.length, rows: of.length }] as const;
  });
  return Object.fromEntries(shares);
}

/** Added to each count of a ratio, so that a check that never speaks on one side has a ratio, too. */
const halfARow = 0.5;

/**
 * The figures of all checks that speak at all, the best first. Intervals draw whole instances with replacement, as many
 * patches of one instance are no independent rows.
 *
 * @param sides the good side and the bad one
 */
export function checkFigures(
  rows: readonly CheckedRow[],
  sides: readonly [Standing, Standing],
  seed: number,
): CheckFigure[] {
  const numbers = new Map([...new Set(rows.map(({ instance }) => instance))].map((one, i) => [one, i]));
  const byStanding = [...grouped(rows, ({ standing }) => standing)];
  const checks = [
    ...[...new Set(rows.flatMap(({ loud }) => loud))].map((id) => ({ id, says: 'warning' as const })),
    ...[...new Set(rows.flatMap(({ hints }) => hints))].map((id) => ({ id, says: 'hint' as const })),
  ];
  const instancesOf = (standing: Standing, speaks: (row: CheckedRow) => boolean) =>
    rows.flatMap((row) =>
      row.standing === standing && speaks(row) ? (numbers.get(row.instance) ?? []) : [],
    );
  const sideOf = (standing: Standing): Side => ({
    all: instancesOf(standing, () => true),
    hits: checks.map((check) => instancesOf(standing, speaking(check))),
  });
  const [good, bad] = [sideOf(sides[0]), sideOf(sides[1])];
  const ratios = bootstrap(
    numbers.size,
    (counts) => {
      const ofGood = sharesOf(good, counts);
      return sharesOf(bad, counts).map((share, i) => share / (ofGood[i] as number));
    },
    { seed },
  );
  return checks
    .map((check, i) => ({
      ...check,
      shares: Object.fromEntries(
        byStanding.map(([standing, of]) => [standing, of.filter(speaking(check)).length / of.length]),
      ),
      ratio: ratios[i] as Estimate,
    }))
    .sort((a, b) => b.ratio.value - a.ratio.value || a.id.localeCompare(b.id));
}

/** The rows of a standing, and those of them on which each check speaks: by the numbers of their instances. */
interface Side {
  readonly all: readonly number[];
  readonly hits: readonly (readonly number[])[];
}

function sharesOf({ all, hits }: Side, counts: Int32Array): number[] {
  const total = weighed(all, counts) + 2 * halfARow;
  return hits.map((hit) => (weighed(hit, counts) + halfARow) / total);
}

function speaking({ id, says }: Pick<CheckFigure, 'id' | 'says'>): (row: CheckedRow) => boolean {
  return ({ loud, hints }) => (says === 'warning' ? loud : hints).includes(id);
}

function weighed(instances: readonly number[], counts: Int32Array): number {
  return instances.reduce((sum, instance) => sum + (counts[instance] as number), 0);
}
