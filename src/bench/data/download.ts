import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CouldNotRate } from '../../core/rating.js';
import { makeOwnFolder, writeOwnFile } from '../../journal/ownFiles.js';
import { datasetHash } from './datasetHash.js';
import { type Answer, get, malformedAnswer, numberIn, type Patience } from './hubRequest.js';

export interface Download {
  readonly address: string;
  /** Where the file goes when it is whole. Until then it grows in `….part` beside it. */
  readonly target: string;
  readonly patience: Patience;
  readonly onBytes: (received: number, total: number | null) => void;
  /** The failure to report for a status that is no success. */
  readonly refused: (response: Response) => CouldNotRate;
}

const mostAttempts = 5;

/**
 * Downloads a file. After a break it goes on where it ended, now or when it is called again, as long as the server
 * still has the same version (Range and If-Range, RFC 9110). Size and, where the entity tag is one, hash are checked.
 *
 * @throws CouldNotRate when it does not arrive whole.
 */
export async function download(file: Download): Promise<void> {
  await makeOwnFolder(dirname(file.target));
  for (let attempt = 1; ; attempt++) {
    const before = await partialSize(file.target);
    try {
      if (await attempted(file)) return;
    } catch (error) {
      const isBreak = error instanceof CouldNotRate && error.unratedBecause === 'unreachable';
      const isProgress = (await partialSize(file.target)) > before;
      if (!isBreak || !isProgress || attempt === mostAttempts) throw error;
    }
    if (attempt === mostAttempts) throw malformedAnswer(`${file.address} does not arrive in one piece.`);
  }
}

/** False when the server's answer did not fit what is here, so that it starts over. */
async function attempted(file: Download): Promise<boolean> {
  const { target } = file;
  const etag = await readFile(etagOf(target), 'utf8').catch(() => '');
  const start = etag === '' ? 0 : await partialSize(target);
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (start > 0) Object.assign(headers, { range: `bytes=${start}-`, 'if-range': etag });
  return get(file.address, headers, file.patience, async (answer, arrived) => {
    const { response } = answer;
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
    if (response.status === 416 || (response.status === 206 && Number(range?.[1]) !== start)) {
      await removePartial(target);
      return false;
    }
    if (response.status !== 200 && response.status !== 206) throw file.refused(response);
    const isResumed = response.status === 206;
    const length = isResumed ? range?.[2] : response.headers.get('content-length');
    const total = answer.linkedSize ?? numberIn(length);
    const handle = await open(partOf(target), isResumed ? 'a' : 'w', 0o600);
    let received = isResumed ? start : 0;
    try {
      await writeOwnFile(etagOf(target), strong(response.headers.get('etag')));
      file.onBytes(received, total ?? null);
      for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        arrived();
        await handle.appendFile(chunk);
        received += chunk.length;
        file.onBytes(received, total ?? null);
      }
    } finally {
      await handle.close();
    }
    await check(file, answer, received, total);
    await rename(partOf(target), target);
    await removePartial(target);
    return true;
  });
}

/** @throws CouldNotRate where size or hash are not what the server said; the file is then thrown away. */
async function check(
  { address, target }: Download,
  { response, linkedEtag }: Answer,
  received: number,
  total: number | undefined,
): Promise<void> {
  const tag = /^"([0-9a-f]+)"$/.exec(linkedEtag ?? response.headers.get('etag') ?? '')?.[1];
  const isWhole = total === undefined || received === total;
  if (isWhole && (tag === undefined || (await fits(partOf(target), tag, received)))) return;
  await removePartial(target);
  throw malformedAnswer(`${address} arrived damaged: it is not what the hub's entity tag and size say.`);
}

/** The hub's tags are the SHA-256 of a large file, and git's SHA-1 of a small one; others tell nothing. */
async function fits(path: string, tag: string, size: number): Promise<boolean> {
  if (tag.length !== 64 && tag.length !== 40) return true;
  const hash = tag.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
  return (await datasetHash(path, hash)) === tag;
}

/** If-Range allows no weak tags. */
function strong(etag: string | null): string {
  return etag === null || etag.startsWith('W/') ? '' : etag;
}

const partOf = (target: string) => `${target}.part`;
const etagOf = (target: string) => `${target}.part.etag`;

async function partialSize(target: string): Promise<number> {
  return (await stat(partOf(target)).catch(() => undefined))?.size ?? 0;
}

async function removePartial(target: string): Promise<void> {
  await rm(partOf(target), { force: true });
  await rm(etagOf(target), { force: true });
}
