import { createInterface } from 'node:readline';
import type { Door } from '../core/rating.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';

/** One line of a file of BouncerBench rows. */
export type Row =
  | { readonly instanceId: string; readonly subject: Subject }
  | { readonly instanceId: string | null; readonly failure: CouldNotRate };

/**
 * Reads BouncerBench's columns (`instance_id`, `problem_statement`, and `patch` for patches), or for tickets issues as
 * trackers give them, from JSON lines, one row at a time. Blank lines are passed over; a row that can't be read comes as its failure, and reading goes on.
 */
export async function* readRows(stream: NodeJS.ReadableStream, door: Door): AsyncGenerator<Row> {
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') yield readRow(line, number, door);
  }
}

function readRow(line: string, number: number, door: Door): Row {
  let row: Readonly<Record<string, unknown>>;
  try {
    row = JSON.parse(line);
  } catch (error) {
    return malformed(null, number, `is not JSON (${(error as Error).message})`);
  }
  if (typeof row !== 'object' || row === null) return malformed(null, number, 'is not a JSON object');
  const { instance_id: id, problem_statement: statement, patch } = row;
  if (door === 'input' && id === undefined && statement === undefined) {
    // An issue as its tracker's JSON, on one line.
    const { key, number: issue, iid, id: own } = row;
    const name = String(key ?? issue ?? iid ?? own ?? number);
    return { instanceId: name, subject: { door, text: line, source: `row ${number}` } };
  }
  if (typeof id !== 'string') return malformed(null, number, 'has no text in the column instance_id');
  if (door === 'input') {
    if (typeof statement !== 'string') return malformed(id, number, 'has no text in problem_statement');
    return { instanceId: id, subject: { door, text: statement, source: id } };
  }
  if (typeof patch !== 'string') return malformed(id, number, 'has no text in the column patch');
  const ticket = typeof statement === 'string' && statement.trim() !== '';
  return {
    instanceId: id,
    subject: { door, text: patch, source: id, ...(ticket && { ticket: { text: statement, source: id } }) },
  };
}

/** Works on so many rows at the same time, and yields the results in the rows' order. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
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

function malformed(instanceId: string | null, number: number, what: string): Row {
  const failure = new CouldNotRate(
    'malformed',
    `Row ${number} ${what}.`,
    'Correct the row and run it again.',
  );
  return { instanceId, failure };
}
