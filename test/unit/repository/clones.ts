import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder of its own, to be removed by the test. */
export function newFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'bouncer-repository-'));
}

/** Runs git in a folder, as an author of its own and without the user's settings. */
export function gitIn(folder: string, ...args: string[]): string {
  const settings = [
    'user.name=test',
    'user.email=test@example.org',
    'commit.gpgsign=false',
    'core.autocrlf=false',
  ];
  return execFileSync('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Writes files by their paths, with the folders that they need. */
export function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Makes a clone of files with one commit. */
export function cloneOf(folder: string, files: Readonly<Record<string, string | Buffer>>): string {
  mkdirSync(folder, { recursive: true });
  gitIn(folder, 'init', '-q', '-b', 'main');
  write(folder, files);
  gitIn(folder, 'add', '-A');
  gitIn(folder, 'commit', '-qm', 'base');
  return folder;
}
