import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CouldNotRate } from '../../core/rating.js';
import { makeOwnFolder, replaceOwnFile } from '../../journal/ownFiles.js';
import { get, malformedAnswer, type Patience } from './hubRequest.js';

const commit = z.string().check(z.regex(/^[0-9a-f]{40}$/));

/** The test split of a data set at one commit: paths in the data set, safe to use below a folder. */
const Listing = z.object({ sha: commit, files: z.array(z.string().check(z.refine(isSafe))) });
export type Listing = z.infer<typeof Listing>;

/** What is remembered, by revision. */
const Memory = z.record(z.string(), Listing);

/** As much of the hub's answer as is read. */
const Answer = z.object({ sha: commit, siblings: z.array(z.unknown()) });
const Sibling = z.object({ rfilename: z.string() });

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
  const known = await memory(request.folder);
  const remembered = Object.hasOwn(known, request.revision) ? known[request.revision] : undefined;
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
    if (commit.safeParse(revision).success && listing.sha !== revision) {
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
  const { data } = Answer.safeParse(answer);
  if (!data) throw malformedAnswer(`${address} did not answer with a commit and its files.`);
  const paths = data.siblings.flatMap((file) => Sibling.safeParse(file).data?.rfilename ?? []);
  return { sha: data.sha, files: testSplit(paths, address) };
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
async function memory(folder: string): Promise<z.infer<typeof Memory>> {
  try {
    return Memory.parse(JSON.parse(await readFile(memoryFile(folder), 'utf8')));
  } catch {
    return {};
  }
}

async function remember({ folder, revision }: ListingRequest, listing: Listing): Promise<void> {
  const known = { ...(await memory(folder)), [revision]: listing, [listing.sha]: listing };
  await makeOwnFolder(folder);
  await replaceOwnFile(memoryFile(folder), JSON.stringify(known, null, 2));
}
