import { given } from '../src/raters/judge.js';
import { type Estimate, quantile } from '../src/stats/bootstrap.js';
import { randomStream } from '../src/stats/random.js';
import { readRows } from './labelledRows.js';

/** What is known of a ticket or patch: patches are gold (merged by the maintainers), right or wrong; tickets clear or vague. */
export type Standing = 'gold' | 'right' | 'wrong' | 'clear' | 'vague';

/** Which checks said something of a labelled ticket or patch. */
export interface CheckedRow {
  readonly instance: string;
  readonly standing: Standing;
  /** Checks with a warning or a blocker. */
  readonly loud: readonly string[];
  /** Checks with a hint. */
  readonly hints: readonly string[];
}

interface DataRow {
  readonly instance_id: string;
  readonly problem_statement: string;
  readonly patch?: string;
  readonly output_bounce?: boolean;
  readonly input_bounce?: boolean;
}

/**
 * The rows of a data file along the road of a rating without a code base; each patch is read with its ticket.
 *
 * @throws MalformedPatch, CouldNotRate where a row can't be read
 */
export async function readChecked(directory: string, file: string): Promise<CheckedRow[]> {
  const rows = readRows<DataRow>(directory, file);
  return Promise.all(
    rows.map(async (row): Promise<CheckedRow> => {
      const ticket = { text: row.problem_statement, source: row.instance_id };
      const { evidence } =
        row.patch === undefined
          ? await given('input', ticket, {})
          : await given('output', { text: row.patch, source: row.instance_id, ticket }, {});
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

/** The share of rows of a standing on which anything is loud, 0..1; not a number where there is none. */
export function loudShare(rows: readonly CheckedRow[], standing: Standing): number {
  const of = rows.filter((row) => row.standing === standing);
  return of.filter(({ loud }) => loud.length > 0).length / of.length;
}

/** How often a check speaks. */
export interface CheckFigure {
  readonly id: string;
  readonly says: 'warning' | 'hint';
  readonly shares: ReadonlyMap<Standing, number>;
  /** By how much more often it speaks on the bad side than on the good one, with a 95% interval. */
  readonly ratio: Estimate;
}

const draws = 1000;
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
  const instances = [...new Set(rows.map(({ instance }) => instance))];
  const numbers = new Map(instances.map((instance, i) => [instance, i]));
  const drawings = drawInstances(instances.length, seed);
  const once = new Uint16Array(instances.length).fill(1);
  const standings = [...new Set(rows.map(({ standing }) => standing))];
  const tally = (standing: Standing, speaks: (row: CheckedRow) => boolean) => {
    const counts = new Map<number, number>();
    for (const row of rows) {
      if (row.standing !== standing || !speaks(row)) continue;
      const number = numbers.get(row.instance) as number;
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return counts;
  };
  const all = sides.map((standing) => tally(standing, () => true));
  const figureOf = (says: CheckFigure['says'], id: string): CheckFigure => {
    const speaks = (row: CheckedRow) => (says === 'warning' ? row.loud : row.hints).includes(id);
    const hits = sides.map((standing) => tally(standing, speaks));
    const ratioOf = (drawing: Uint16Array) => {
      const [good, bad] = hits.map(
        (counts, i) =>
          (weighed(counts, drawing) + halfARow) / (weighed(all[i] as Tally, drawing) + 2 * halfARow),
      ) as [number, number];
      return bad / good;
    };
    const drawn = drawings.map(ratioOf).sort((a, b) => a - b);
    return {
      id,
      says,
      shares: new Map(
        standings.map((standing) => {
          const of = rows.filter((row) => row.standing === standing);
          return [standing, of.filter(speaks).length / of.length];
        }),
      ),
      ratio: { value: ratioOf(once), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) },
    };
  };
  const warnings = new Set(rows.flatMap(({ loud }) => loud));
  const hints = new Set(rows.flatMap((row) => row.hints));
  return [
    ...[...warnings].map((id) => figureOf('warning', id)),
    ...[...hints].map((id) => figureOf('hint', id)),
  ].sort((a, b) => b.ratio.value - a.ratio.value || a.id.localeCompare(b.id));
}

type Tally = ReadonlyMap<number, number>;

function weighed(counts: Tally, drawing: Uint16Array): number {
  let sum = 0;
  for (const [instance, count] of counts) sum += count * (drawing[instance] as number);
  return sum;
}

/** How often each instance comes in each of the draws. */
function drawInstances(instances: number, seed: number): Uint16Array[] {
  const random = randomStream(seed);
  return Array.from({ length: draws }, () => {
    const drawing = new Uint16Array(instances);
    for (let i = 0; i < instances; i++) {
      const one = Math.floor(random() * instances);
      drawing[one] = (drawing[one] as number) + 1;
    }
    return drawing;
  });
}
