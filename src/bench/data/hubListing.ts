import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CouldNotRate } from '../../core/rating.js';
import { makeOwnFolder, replaceOwnFile } from '../../journal/ownFiles.js';
import { get, malformedAnswer, type Patience } from './hubRequest.js';
import { isRecord } from './row.js';

/** The test split of a data set at one commit. */
export interface Listing {
  /** The commit, 40 hex digits. */
  readonly sha: string;
  /** Paths in the data set, safe to use below a folder. */
  readonly files: readonly string[];
}

export interface ListingRequest {
  /** The address of `GET /api/datasets/{name}/revision/{revision}` (https://huggingface.co/docs/hub/api). */
  readonly address: string;
  readonly revision: string;
  /** Where it is remembered what a revision was. */
  readonly folder: string;
  readonly patience: Patience;
  readonly refused: (response: Response) => CouldNotRate;
}

/** As much of an answer that lists files as is read. */
const mostListingBytes = 20_000_000;

/**
 * What a revision is: for a commit from memory where it is there, else as the hub says, and from memory when the hub
 * is out of reach.
 *
 * @throws CouldNotRate when neither knows, or the hub's answer makes no sense.
 */
export async function listingOf(request: ListingRequest): Promise<Listing> {
  const remembered = (await memory(request.folder)).get(request.revision);
  if (remembered?.sha === request.revision) return remembered;
  try {
    const listing = await asked(request);
    await remember(request, listing);
    return listing;
  } catch (error) {
    const isOffline =
      error instanceof CouldNotRate &&
      ['unreachable', 'timed-out', 'server-failed'].includes(error.unratedBecause);
    if (isOffline && remembered) return remembered;
    throw error;
  }
}

function asked({ address, revision, patience, refused }: ListingRequest): Promise<Listing> {
  return get(address, { accept: 'application/json' }, patience, async ({ response }, arrived) => {
    if (!response.ok) throw refused(response);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      arrived();
      length += chunk.length;
      if (length > mostListingBytes) throw malformedAnswer(`${address} answered with more than 20 MB.`);
      chunks.push(chunk);
    }
    const listing = listingIn(Buffer.concat(chunks).toString('utf8'), address);
    if (isCommit(revision) && listing.sha !== revision) {
      throw malformedAnswer(`${address} answered with another commit, ${listing.sha}.`);
    }
    return listing;
  });
}

function listingIn(text: string, address: string): Listing {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw malformedAnswer(`${address} did not answer in JSON.`, error);
  }
  const { sha, siblings } = isRecord(answer) ? answer : {};
  if (typeof sha !== 'string' || !isCommit(sha) || !Array.isArray(siblings)) {
    throw malformedAnswer(`${address} did not answer with a commit and its files.`);
  }
  const paths = siblings.map((file) => (isRecord(file) ? file['rfilename'] : undefined));
  return {
    sha,
    files: testSplit(
      paths.filter((path) => typeof path === 'string'),
      address,
    ),
  };
}

export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** Formats of a data set, the one to be preferred first. */
const endings = ['.parquet', '.csv', '.tsv', '.jsonl', '.json', '.ndjson'];

function testSplit(paths: readonly string[], address: string): string[] {
  const test = paths.filter((path) => /(?:^|[^a-z])test(?:[^a-z]|$)/i.test(path));
  for (const ending of endings) {
    const files = test.filter((path) => path.toLowerCase().endsWith(ending)).sort();
    const unsafe = files.find((path) => !isSafe(path));
    if (unsafe !== undefined) {
      throw malformedAnswer(`${address} names a file outside its data set, ${JSON.stringify(unsafe)}.`);
    }
    if (files.length > 0) return files;
  }
  throw new CouldNotRate(
    'malformed',
    `${address} lists no file of a test split in Parquet, CSV or JSON.`,
    'Download the file that you want, and name its path.',
  );
}

function isSafe(path: string): boolean {
  return path.length <= 400 && path.split('/').every((name) => /^[\w][\w.+=@ -]*$/.test(name));
}

function memoryFile(folder: string): string {
  return join(folder, 'revisions.json');
}

/** What is remembered, by revision. A file that makes no sense is an empty memory: the hub can be asked again. */
async function memory(folder: string): Promise<Map<string, Listing>> {
  const known = new Map<string, Listing>();
  try {
    const stored: unknown = JSON.parse(await readFile(memoryFile(folder), 'utf8'));
    for (const [revision, listing] of isRecord(stored) ? Object.entries(stored) : []) {
      if (isListing(listing)) known.set(revision, listing);
    }
  } catch {
    return new Map();
  }
  return known;
}

function isListing(value: unknown): value is Listing {
  if (!isRecord(value)) return false;
  const { sha, files } = value;
  return typeof sha === 'string' && isCommit(sha) && Array.isArray(files) && files.every(isSafe);
}

async function remember({ folder, revision }: ListingRequest, listing: Listing): Promise<void> {
  const known = await memory(folder);
  known.set(revision, listing).set(listing.sha, listing);
  await makeOwnFolder(folder);
  await replaceOwnFile(memoryFile(folder), JSON.stringify(Object.fromEntries(known), null, 2));
}
