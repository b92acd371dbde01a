import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOwnFolder, writeOwnFile } from '../journal/ownFiles.js';
import type { ChatReply } from './chatModel.js';

/** Answers that are kept at most; the longest unused go first. */
const mostAnswers = 5_000;
/** How many new answers are written between two clean-ups. */
const cleanEvery = 200;

/** The key of a request: a hash over all that could change its answer. */
export function cacheKey(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Models' answers on disk, a file each, named by the hash of the request, so that an identical request is not paid
 * for twice. It holds answers, never tickets or patches. Files are written aside and renamed, so that a crash or a
 * second window leaves no half one.
 */
export class AnswerCache {
  private written = 0;

  constructor(
    private readonly directory: string,
    private readonly most = mostAnswers,
  ) {}

  async get(key: string): Promise<ChatReply | undefined> {
    const path = this.path(key);
    try {
      const reply = JSON.parse(await readFile(path, 'utf8')) as ChatReply;
      void utimes(path, new Date(), new Date()).catch(() => undefined);
      return reply;
    } catch {
      // Not there, or unreadable: the model is asked again.
      return undefined;
    }
  }

  async set(key: string, reply: ChatReply): Promise<void> {
    await makeOwnFolder(this.directory);
    const aside = `${this.path(key)}.${randomUUID()}.tmp`;
    await writeOwnFile(aside, JSON.stringify(reply));
    await rename(aside, this.path(key));
    // At the first answer, too: in the editor a cache lives for one rating.
    if (this.written++ % cleanEvery === 0) await this.clean(this.most);
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.clean(0);
  }

  private path(key: string): string {
    return join(this.directory, `${key}.json`);
  }

  private async clean(most: number): Promise<void> {
    const names = await readdir(this.directory).catch(() => []);
    const own = names.filter((name) => /^[0-9a-f]{64}\.json/.test(name));
    if (own.length <= most) return;
    const aged = await Promise.all(
      own.map(async (name) => ({
        name,
        used: (await stat(join(this.directory, name)).catch(() => undefined))?.mtimeMs ?? 0,
      })),
    );
    aged.sort((a, b) => b.used - a.used);
    await Promise.all(aged.slice(most).map(({ name }) => rm(join(this.directory, name), { force: true })));
  }
}
