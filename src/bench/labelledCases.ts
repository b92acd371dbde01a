import type { LabelledCases } from '../calibration/fitting.js';
import type { RaterOutput } from '../calibration/raterOutput.js';
import { grouped } from '../core/grouped.js';
import type { Door, Label } from '../core/rating.js';
import { columns } from '../rows/columns.js';
import { type Gold, goldOf } from '../rows/gold.js';
import { readLines } from '../rows/readRows.js';
import { isProblem, type Row, type RowProblem } from '../rows/row.js';

/** The labeled cases of files, and rows that were left out. */
export interface ReadCases extends LabelledCases {
  readonly problems: readonly RowProblem[];
}

interface OpenCase {
  readonly instance: string;
  /** Who made the patch; empty where the row does not say. */
  readonly author: string;
  readonly outputs: Map<string, RaterOutput>;
  gold: Gold | null;
}

/**
 * Reads rows with gold (`input_quality`, `input_bounce`; `output_quality`, `output_bounce`) and raters' outputs: many a
 * row (`labels` and `probabilities` by rater), which makes the row a case of its own, or one a row (`label`,
 * `bounceProbability`, and `rater`, `model` or `agent`), where the rows of an instance make one case. An `agent` that
 * names no rater is the patch's author, and patches of two authors for one instance are two cases. A rater that comes
 * again for a case opens another one if its row has gold of its own. A case without gold takes that of its instance,
 * which may stand in a row of its own, unless authors differ in it. Rows that can't be read, or contradict earlier
 * ones, are left out and told.
 *
 * @param files JSON lines or tables; `-` for standard input
 * @throws CouldNotRate when a file can't be read
 */
export async function readLabelledCases(files: readonly string[], door: Door): Promise<ReadCases> {
  const whole: OpenCase[] = [];
  const gathered = new Map<string, OpenCase>();
  const problems: RowProblem[] = [];
  for await (const row of readLines(files)) {
    if (isProblem(row)) {
      problems.push(row);
      continue;
    }
    const instance = row.need(columns.instance);
    const gold = goldOf(row, door);
    const many = manyOutputs(row, door);
    const outputs = many ?? oneOutput(row, door);
    const fresh = { instance, author: authorOf(row, door, outputs), gold, outputs };
    const wrong = row.takeProblems();
    problems.push(...wrong);
    if (wrong.length > 0) continue;
    if (many) whole.push(fresh);
    else gather(fresh, row, whole, gathered);
    problems.push(...row.takeProblems());
  }
  const rated = [...whole, ...gathered.values()].filter(({ outputs }) => outputs.size > 0);
  const golds = grouped([...gathered.values()], ({ instance }) => instance);
  const cases = rated.flatMap(({ instance, author, outputs, gold }) => {
    const known = gold ?? goldAmong(golds.get(instance) ?? [], author);
    return known ? [{ instance, outputs, ...known }] : [];
  });
  return { cases, withoutGold: rated.length - cases.length, problems };
}

/** What a case without gold takes from the other rows of its instance: the author's, or what all of them say. */
function goldAmong(cases: readonly OpenCase[], author: string): Gold | null {
  const own = cases.find((one) => one.author === author)?.gold;
  const golds = cases.flatMap(({ gold }) => gold ?? []);
  const [first = null] = golds;
  return own ?? (golds.every(({ bounce }) => bounce === first?.bounce) ? first : null);
}

/** The patch's author, where a row's `agent` is not the rater. */
function authorOf(row: Row, door: Door, outputs: OpenCase['outputs']): string {
  const isRater = outputs.size > 0 && row.get(columns.rater) === null && row.get(columns.model) === null;
  return door === 'input' || isRater ? '' : (row.get(columns.author) ?? '');
}

/** Joins a row with the other rows of its case, or notes why it can't. */
function gather(fresh: OpenCase, row: Row, whole: OpenCase[], gathered: Map<string, OpenCase>): void {
  const { instance, author, outputs, gold } = fresh;
  const key = JSON.stringify([instance, author]);
  const known = gathered.get(key);
  const again = [...outputs.keys()].find((rater) => known?.outputs.has(rater));
  if (!known) gathered.set(key, fresh);
  else if (again !== undefined && gold) whole.push(fresh);
  else if (again !== undefined) row.note(null, `is the second one of "${again}" and has no gold of its own`);
  else if (gold && known.gold && gold.bounce !== known.gold.bounce) {
    row.note(null, 'contradicts an earlier row of its instance on whether it deserves a bounce');
  } else {
    known.gold ??= gold;
    for (const [rater, output] of outputs) known.outputs.set(rater, output);
  }
}

/** Null where the row does not have them by rater. */
function manyOutputs(row: Row, door: Door): Map<string, RaterOutput> | null {
  const labels = row.byRater<Label>(columns.labels[door]);
  const probabilities = row.byRater(columns.probabilities);
  if (!labels && !probabilities) return null;
  const outputs = new Map<string, RaterOutput>();
  for (const [rater, label] of labels ?? []) outputs.set(rater, { label });
  for (const [rater, bounceProbability] of probabilities ?? [])
    outputs.set(rater, { ...outputs.get(rater), bounceProbability });
  return outputs;
}

/** At most one. A verdict of Bouncer's own says where its probability is nothing but the label. */
function oneOutput(row: Row, door: Door): Map<string, RaterOutput> {
  const label = row.get<Label>(columns.label[door]);
  const given = row.get(columns.ownProbability) ?? row.get(columns.bounceProbability);
  const bounceProbability = row.get(columns.probabilitySource) === 'label' ? null : given;
  const name = row.get(columns.rater) ?? row.get(columns.model) ?? row.get(columns.author) ?? 'rater';
  if (label === null && bounceProbability === null) return new Map();
  // What a row lacks, another row of the rater may have.
  const output = {
    ...(label !== null && { label }),
    ...(bounceProbability !== null && { bounceProbability }),
  };
  return new Map([[name, output]]);
}
