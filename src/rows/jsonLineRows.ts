import { malformed, mostRowBytes, textBytes, tooLong } from './fileBytes.js';
import { type Found, isRecord } from './row.js';

/** Broken lines at the start, from which on a file is taken for something else. */
const mostBroken = 20;

/**
 * The rows of a JSON Lines file: one object a line. Blank lines are no rows.
 *
 * @throws CouldNotRate when it can't be read, or its first {@link mostBroken} lines are no rows
 */
export async function* jsonLineRows(path: string): AsyncGenerator<Found> {
  let broken: Found[] = [];
  let isKnown = false;
  for await (const line of lines(path)) {
    const text = line?.toString('utf8').trim();
    if (text === '') continue;
    const row = text === undefined ? tooLong : parsed(text);
    isKnown ||= typeof row !== 'string';
    broken.push(row);
    if (!isKnown && broken.length < mostBroken) continue;
    if (!isKnown) throw malformed(path, 'has no JSON object on any of its first lines');
    yield* broken;
    broken = [];
  }
  yield* broken;
}

function parsed(text: string): Found {
  try {
    const values = jsonOf(text);
    return isRecord(values) ? { values, text } : 'is not a JSON object';
  } catch (error) {
    return `is not JSON (${(error as Error).message})`;
  }
}

/** Python writes `NaN` and `Infinity` where JSON has no word: a number that is not known. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const strings = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;
    return JSON.parse(text.replaceAll(strings, (found) => (found.startsWith('"') ? found : 'null')));
  }
}

/** The lines of a file; undefined for one that is too long to keep. */
async function* lines(path: string): AsyncGenerator<Buffer | undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  function taken(): Buffer | undefined {
    const line = length > mostRowBytes ? undefined : Buffer.concat(pieces);
    pieces = [];
    length = 0;
    return line;
  }
  for await (const chunk of textBytes(path)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      length += end - start;
      pieces.push(chunk.subarray(start, end));
      yield taken();
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > mostRowBytes) pieces = [];
    else pieces.push(chunk.subarray(start));
  }
  if (length > 0) yield taken();
}
