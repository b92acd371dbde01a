/** A square table of counts, row by row: how often one judge gave the row's grade and the other the column's. */
type Contingency = ArrayLike<number>;

/** Share of the pairs that agree, 0..1; not a number where there are none, as below. */
export function agreement(cells: Contingency): number {
  const { size, total } = margins(cells);
  let agreed = 0;
  for (let k = 0; k < size; k++) agreed += cells[k * size + k] as number;
  return agreed / total;
}

/** Agreement beyond chance, unweighted (Cohen 1960). −1..1. */
export function cohensKappa(cells: Contingency): number {
  const { rows, columns, total } = margins(cells);
  let chance = 0;
  for (let k = 0; k < rows.length; k++) {
    chance += ((rows[k] as number) / total) * ((columns[k] as number) / total);
  }
  return (agreement(cells) - chance) / (1 - chance);
}

/** Correlation of the ranks, ties at their mean rank (Spearman 1904). −1..1. */
export function spearmansRho(cells: Contingency): number {
  const { size, rows, columns, total } = margins(cells);
  const rowRanks = centeredRanks(rows, total);
  const columnRanks = centeredRanks(columns, total);
  let covariance = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const count = cells[row * size + column] as number;
      covariance += count * (rowRanks[row] as number) * (columnRanks[column] as number);
    }
  }
  return covariance / Math.sqrt(squares(rows, rowRanks) * squares(columns, columnRanks));
}

function margins(cells: Contingency) {
  const size = Math.sqrt(cells.length);
  const rows = new Array<number>(size).fill(0);
  const columns = new Array<number>(size).fill(0);
  let total = 0;
  for (let i = 0; i < cells.length; i++) {
    const [row, column] = [Math.floor(i / size), i % size];
    const count = cells[i] as number;
    rows[row] = (rows[row] as number) + count;
    columns[column] = (columns[column] as number) + count;
    total += count;
  }
  return { size, rows, columns, total };
}

/** The mean rank of each grade, less that of all. */
function centeredRanks(counts: readonly number[], total: number): number[] {
  let before = 0;
  return counts.map((count) => {
    const rank = before + (count + 1) / 2 - (total + 1) / 2;
    before += count;
    return rank;
  });
}

function squares(counts: readonly number[], ranks: readonly number[]): number {
  return counts.reduce((sum, count, k) => sum + count * (ranks[k] as number) ** 2, 0);
}
