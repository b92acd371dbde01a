import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { CouldNotRate, type Door } from '../../core/rating.js';
import { fetchFromHub, type HubPlace, hubDatasets } from './hub.js';

const shortNames = ['input-bouncer', 'output-bouncer', 'lite'];

export interface NamedData {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly door: Door | null }[];
  /** The Hub's commits, for a data set from there. */
  readonly revision: string | null;
}

/**
 * Finds a data set: a file, for Lite also an input and an output file, or a name on the Hub, which is fetched and kept.
 *
 * @throws CouldNotRate when there is neither such a file nor such a name, or the Hub can't be reached
 */
export async function namedData(
  given: readonly string[],
  doors: readonly Door[],
  place: HubPlace,
): Promise<NamedData> {
  const [first = '', second] = given;
  if (second !== undefined) {
    const files = given.map((path, i) => ({ path: resolve(path), door: doors[i] ?? null }));
    return { name: given.map((path) => basename(path)).join(' + '), files, revision: null };
  }
  if (existsSync(first) && !shortNames.includes(first)) {
    return { name: basename(first), files: [{ path: resolve(first), door: null }], revision: null };
  }
  if (shortNames.includes(first)) return fromHub(first, doors, place);
  if (!/^[\w.-]+\/[\w.-]+$/.test(first) || /\.(?:[ct]sv|jsonl?|ndjson|parquet)$/i.test(first)) {
    throw new CouldNotRate(
      'unreadable',
      `There is no file ${first}.`,
      `Name a file, or one of ${shortNames.join(', ')}.`,
    );
  }
  const { files, revision } = await fetchFromHub(first, place);
  return { name: first, files: files.map((path) => ({ path, door: null })), revision };
}

async function fromHub(name: string, doors: readonly Door[], place: HubPlace): Promise<NamedData> {
  const wanted = name === 'lite' ? doors : doors.filter((door) => hubDatasets[door].endsWith(name));
  if (wanted.length < doors.length) {
    throw new CouldNotRate(
      'malformed',
      `${name} does not have the tasks of this door.`,
      'Choose the door of the data set, or "lite" for both.',
    );
  }
  const halves = [];
  for (const door of wanted) halves.push({ door, ...(await fetchFromHub(hubDatasets[door], place)) });
  const isLite = halves.length > 1;
  return {
    name: isLite ? 'BouncerBench Lite' : (halves.map(({ door }) => hubDatasets[door])[0] as string),
    files: halves.flatMap(({ door, files }) => files.map((path) => ({ path, door: isLite ? door : null }))),
    revision: halves.map(({ revision }) => revision).join(' + '),
  };
}
