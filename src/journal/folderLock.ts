import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the machine was started, in seconds since 1970: a process number is good for one start only. */
  readonly booted: number;
}

/**
 * Locks a folder for one process, by a file `lock.N` in it. The holder is the one with the highest number, as long as
 * its process lives; a dead one is followed by N + 1, which the file system gives to one process only. So there is no
 * moment at which two take over the same stale lock.
 *
 * @returns what unlocks it, or the one that holds it
 */
export function lockFolder(folder: string): (() => void) | Holder {
  const held = highest(folder);
  const holder = held === 0 ? undefined : holderOf(folder, held);
  if (holder && isAlive(holder)) return holder;
  const own = nameOf(folder, held + 1);
  try {
    writeFileSync(own, JSON.stringify(me()), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return holderOf(folder, held + 1);
  }
  const unlock = () => rmSync(own, { force: true });
  if (highest(folder) !== held + 1) {
    unlock();
    return holderOf(folder, highest(folder));
  }
  if (held > 0) rmSync(nameOf(folder, held), { force: true });
  return unlock;
}

/** Removes the locks that this very process left, for a thread of its that has ended without doing so. */
export function unlockOwn(folder: string): void {
  const held = highest(folder);
  if (held > 0 && holderOf(folder, held).pid === process.pid) rmSync(nameOf(folder, held), { force: true });
}

function nameOf(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

function highest(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

function me(): Holder {
  return { pid: process.pid, host: hostname(), booted: bootTime() };
}

/** Milliseconds after which a lock without a whole text is one that a loss of power tore, not one being written. */
const writingTakes = 10_000;

function holderOf(folder: string, number: number): Holder {
  const path = nameOf(folder, number);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    return Date.now() - written > writingTakes ? { ...me(), booted: 0 } : me();
  }
}

function bootTime(): number {
  return Math.round(Date.now() / 1_000 - uptime());
}

/** On another host nobody can tell, so a lock of there holds until somebody removes it. */
function isAlive({ pid, host, booted }: Holder): boolean {
  if (host !== hostname()) return true;
  // Clocks are set now and then; a machine is not started anew within a minute of its uptime's start.
  if (Math.abs(booted - bootTime()) > 60) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
