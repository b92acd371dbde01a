import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { CouldNotRate } from '../../core/rating.js';
import { download } from './download.js';
import { listingOf } from './hubListing.js';

/** BouncerBench's data sets on the Hugging Face Hub. Their join is Lite. */
export const hubDatasets = { input: 'uw-swag/input-bouncer', output: 'uw-swag/output-bouncer' } as const;

/** Where data sets by name come from, and where they are kept. */
export interface HubPlace {
  /** A branch, a tag or a commit; `main` unless it is given. */
  readonly revision?: string;
  /** Another server that speaks the hub's API; its address is used as given. */
  readonly mirror?: string;
  /** Files are kept in `{cacheDirectory}/{name}/{commit}/…`. */
  readonly cacheDirectory: string;
  readonly signal?: AbortSignal;
  /** How long the server may be silent, 30 s unless it is given. */
  readonly idleMilliseconds?: number;
  readonly onProgress?: (progress: HubProgress) => void;
}

export interface HubProgress {
  /** Path in the data set. */
  readonly file: string;
  readonly receivedBytes: number;
  /** Null where the server does not say. */
  readonly totalBytes: number | null;
}

export interface Fetched {
  /** Paths on this machine, for `openDataset`. */
  readonly files: readonly string[];
  /** The commit that the revision was, 40 hex digits: fetching that gives the same files again. */
  readonly revision: string;
}

export const hubAddress = 'https://huggingface.co';

/**
 * Fetches the test split of a data set from the Hugging Face Hub. What is here already is not asked for again, so
 * that a commit, or a revision that was resolved before, needs no network.
 *
 * @param name `owner/name`
 * @throws CouldNotRate when it can't be fetched; a break loses nothing that has arrived.
 */
export async function fetchFromHub(name: string, place: HubPlace): Promise<Fetched> {
  try {
    return await fetched(name, place);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const message = `The download can't be kept in ${place.cacheDirectory} (${error.message}).`;
    throw new CouldNotRate('unreadable', message, 'Make room on the disk, or choose another folder.', {
      cause: error,
    });
  }
}

async function fetched(name: string, place: HubPlace): Promise<Fetched> {
  const { revision = 'main', mirror = hubAddress, cacheDirectory } = place;
  const base = baseOf(mirror);
  if (!/^(?:\w[\w.-]*\/)?\w[\w.-]*$/.test(name)) {
    throw new CouldNotRate('unreadable', `${name} is not the name of a data set.`, 'Give it as owner/name.');
  }
  const folder = join(cacheDirectory, ...name.split('/'));
  const patience = { signal: place.signal, idleMilliseconds: place.idleMilliseconds ?? 30_000 };
  const refused = (response: Response) => refusal(response, base, name, revision);
  const listing = await listingOf({
    address: `${base}/api/datasets/${name}/revision/${encodeURIComponent(revision)}`,
    revision,
    folder,
    patience,
    refused,
  });
  const files: string[] = [];
  for (const file of listing.files) {
    const target = join(folder, listing.sha, ...file.split('/'));
    files.push(target);
    if (await exists(target)) continue;
    const path = file.split('/').map(encodeURIComponent).join('/');
    await download({
      address: `${base}/datasets/${name}/resolve/${listing.sha}/${path}`,
      target,
      patience,
      refused,
      onBytes: (receivedBytes, totalBytes) => place.onProgress?.({ file, receivedBytes, totalBytes }),
    });
  }
  return { files, revision: listing.sha };
}

function baseOf(mirror: string): string {
  if (!URL.canParse(mirror) || !/^https?:$/.test(new URL(mirror).protocol)) {
    throw new CouldNotRate(
      'unreachable',
      `${mirror} is not the address of a hub.`,
      `Give one that begins with https://, or leave it out to use ${hubAddress}.`,
    );
  }
  return mirror.replace(/\/+$/, '');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function refusal({ status, headers }: Response, base: string, name: string, revision: string): CouldNotRate {
  const page = `${base}/datasets/${name}`;
  const what = `the data set ${name} at revision ${revision}`;
  if (status === 401 || status === 403) {
    const why =
      headers.get('x-error-code') === 'GatedRepo'
        ? `is gated: ${base} gives it only to people who are logged in and accepted its terms`
        : 'is gated or private, or does not exist';
    const nextStep = `Check the name; or open ${page} in a browser, download the file there, and name its path.`;
    return new CouldNotRate('forbidden', `The data set ${name} ${why}.`, nextStep);
  }
  if (status === 404) {
    return new CouldNotRate('unreadable', `${base} does not have ${what}.`, `Check both on ${page}.`);
  }
  if (status === 429) {
    return new CouldNotRate('rate-limited', `${base} asks for a pause.`, 'Try again in some minutes.');
  }
  const cause = status >= 500 ? 'server-failed' : 'unreachable';
  return new CouldNotRate(cause, `${base} answered with status ${status} for ${what}.`, 'Try again later.');
}
