import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it was taken, in milliseconds since 1970. */
  readonly since: number;
  /** The name of its file in the folder. */
  readonly file: string;
}

/** A lock's name: its holder, with the host in hex, and something random. */
const namePattern = /^lock\.(\d+)\.(\d+)\.([0-9a-f]+)\.[0-9a-f]{8}$/;

/**
 * Locks a folder by an empty file in it that is named after its holder, so that nothing of it can be torn. Each puts
 * its own there and then looks for others': of two at the same time one sees the other at least, and takes its own
 * back (perhaps both do). No name comes twice, so that a dead one's can be removed at any time.
 *
 * @param longest milliseconds after which a lock counts as left behind, whoever has its process's number now
 * @returns what unlocks it, or one that holds it
 */
export function lockFolder(folder: string, longest = Number.POSITIVE_INFINITY): (() => void) | Holder {
  const holder = holderIn(folder, longest);
  if (holder) return holder;
  const own = newName();
  const unlock = () => rmSync(join(folder, own), { force: true });
  writeFileSync(join(folder, own), '', { flag: 'wx', mode: 0o600 });
  const other = holderIn(folder, longest, own);
  if (!other) return unlock;
  unlock();
  return other;
}

/** Removes the locks that this very process left, for a thread of its that has ended without doing so. */
export function unlockOwn(folder: string): void {
  for (const name of readdirSync(folder)) {
    const holder = holderOf(name);
    if (holder?.pid === process.pid && holder.host === hostname())
      rmSync(join(folder, name), { force: true });
  }
}

/** Whether a process of this number runs on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One that holds a folder; removes what dead ones left. */
function holderIn(folder: string, longest: number, except?: string): Holder | undefined {
  for (const name of readdirSync(folder)) {
    const holder = name === except ? undefined : holderOf(name);
    if (holder && isHeld(holder, longest)) return holder;
    if (holder) rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

function newName(): string {
  const host = Buffer.from(hostname()).toString('hex');
  return `lock.${process.pid}.${Date.now()}.${host}.${randomBytes(4).toString('hex')}`;
}

function holderOf(name: string): Holder | undefined {
  const [, pid, since, host] = namePattern.exec(name) ?? [];
  if (host === undefined) return undefined;
  return { pid: Number(pid), since: Number(since), host: Buffer.from(host, 'hex').toString(), file: name };
}

function isHeld({ pid, host, since }: Holder, longest: number): boolean {
  if (Date.now() - since > longest) return false;
  // On another host nobody can tell, so a lock of there holds until its time is over or somebody removes it.
  if (host !== hostname()) return true;
  const booted = Date.now() - 1_000 * uptime();
  return since >= booted && isRunning(pid);
}
