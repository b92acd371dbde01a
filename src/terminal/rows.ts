import { CouldNotRate, type Door } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { columns } from '../rows/columns.js';
import { readLines } from '../rows/readRows.js';
import { isProblem, type Row } from '../rows/row.js';

/** One row of a file of tickets or patches. */
export type GivenRow =
  | { readonly instance: string; readonly subject: Subject }
  | { readonly instance: string | null; readonly failure: CouldNotRate };

/**
 * Reads BouncerBench's columns (`instance_id`, `problem_statement`, and `patch` and `agent` for patches), or for tickets issues as
 * trackers give them, one row at a time. A row that can't be read comes as its failure, and reading goes on.
 *
 * @throws CouldNotRate when the file can't be read
 */
export async function* subjectsIn(file: string, door: Door): AsyncGenerator<GivenRow> {
  for await (const row of readLines([file])) {
    const given = isProblem(row) ? undefined : subjectOf(row, door);
    const problem = isProblem(row) ? row : row.takeProblems()[0];
    if (given && !problem) yield given;
    else if (problem) {
      const failure = new CouldNotRate('malformed', problem.message, 'Correct the row and run it again.');
      yield { instance: problem.instance, failure };
    }
  }
}

function subjectOf(row: Row, door: Door): GivenRow {
  const { text } = row;
  if (door === 'input' && text !== undefined && !row.has(columns.instance) && !row.has(columns.ticket)) {
    // An issue as its tracker's JSON.
    const { key, number, iid, id } = row.values;
    const instance = String(key ?? number ?? iid ?? id ?? row.number);
    return { instance, subject: { door, text, source: `row ${row.number}` } };
  }
  // What is there, though empty, is for the engine to tell.
  const textIn = (column: typeof columns.ticket) =>
    row.has(column) ? (row.get(column) ?? '') : row.need(column);
  const instance = row.need(columns.instance);
  const named = (text: string) => ({ text, source: instance });
  if (door === 'input') return { instance, subject: { door, ...named(textIn(columns.ticket)) } };
  const ticket = row.get(columns.ticket) ?? '';
  return {
    instance,
    subject: {
      door,
      ...named(textIn(columns.patch)),
      ticket: ticket.trim() === '' ? undefined : named(ticket),
      agent: row.get(columns.agent) ?? undefined,
    },
  };
}

/** Works on `width` rows at the same time, and yields the results in the rows' order. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    running.push(work(item));
    if (running.length >= width) yield await (running.shift() as Promise<Result>);
  }
  for (const result of running) yield await result;
}
