import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowProblem } from '../../../../src/rows/row.js';
import { isProblem } from '../../../../src/rows/row.js';

/** A folder for one test file's data sets; call `remove` at the end. */
export function datasetFolder() {
  const directory = mkdtempSync(join(tmpdir(), 'bouncer-data-'));
  return {
    directory,
    file: (name: string, content: string | Uint8Array): string => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(directory, { recursive: true }),
  };
}

export interface Sorted<Found> {
  readonly found: readonly Found[];
  readonly problems: readonly RowProblem[];
}

/** Everything that a reader gives, tasks and problems apart. */
export async function sorted<Found extends object>(
  stream: AsyncIterable<Found | RowProblem>,
): Promise<Sorted<Found>> {
  const found: Found[] = [];
  const problems: RowProblem[] = [];
  for await (const item of stream) {
    if (isProblem(item)) problems.push(item);
    else found.push(item);
  }
  return { found, problems };
}
