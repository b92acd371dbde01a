import { readLabelledCases } from '../../../src/bench/labelledCases.js';
import type { Door } from '../../../src/core/rating.js';
import { datasetFolder } from '../bench/data/datasetFiles.js';

/** The labelled cases of a file with these lines. */
export async function casesIn(lines: readonly string[], door: Door) {
  const folder = datasetFolder();
  const found = await readLabelledCases([folder.file('cases.jsonl', lines.join('\n'))], door);
  folder.remove();
  return found;
}
