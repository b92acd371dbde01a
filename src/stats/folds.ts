import { randomStream, shuffled } from './random.js';

/** Indices of the rows to fit on and of the rows that are held out. */
interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Splits rows into `count` folds so that rows of one group (a BouncerBench instance, say) never stand on both
 * sides. Groups are shuffled by the seed and each is put into the fold that has the fewest rows yet.
 */
export function groupedFolds(groups: readonly string[], count: number, seed: number): Fold[] {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const rowsInFold = new Array<number>(count).fill(0);
  const foldOf = new Map<string, number>();
  for (const [group, size] of shuffled([...sizes], randomStream(seed))) {
    const smallest = rowsInFold.indexOf(Math.min(...rowsInFold));
    foldOf.set(group, smallest);
    rowsInFold[smallest] = (rowsInFold[smallest] as number) + size;
  }
  return Array.from({ length: count }, (_, fold) => holdOut(groups, (group) => foldOf.get(group) === fold));
}

/** What `apply` gives for each row by the model that `learn` made of the rows of the other folds. */
export function crossFitted<Row extends { readonly instance: string }, Model, Value>(
  rows: readonly Row[],
  { folds, seed }: { readonly folds: number; readonly seed: number },
  learn: (rows: readonly Row[]) => Model,
  apply: (model: Model, row: Row) => Value,
): Value[] {
  const values = new Array<Value>(rows.length);
  const instances = rows.map(({ instance }) => instance);
  for (const { train, test } of groupedFolds(instances, folds, seed)) {
    const model = learn(train.map((i) => rows[i] as Row));
    for (const i of test) values[i] = apply(model, rows[i] as Row);
  }
  return values;
}

/** One fold for each group, in the order of the groups' first rows. */
export function leaveOneGroupOut(groups: readonly string[]): (Fold & { readonly group: string })[] {
  return [...new Set(groups)].map((group) => ({ group, ...holdOut(groups, (other) => other === group) }));
}

function holdOut(groups: readonly string[], isHeldOut: (group: string) => boolean): Fold {
  const train: number[] = [];
  const test: number[] = [];
  for (const [i, group] of groups.entries()) (isHeldOut(group) ? test : train).push(i);
  return { train, test };
}
