import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What git writes for a file that becomes these bytes, by its attribute as binary. */
export function binaryPatch(name: string, after: Uint8Array, before?: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-binary-'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder }).toString();
    git('init', '-q');
    writeFileSync(join(folder, '.git/info/attributes'), '* -diff\n');
    if (before) {
      writeFileSync(join(folder, name), before);
      git('add', '-A');
    }
    git('commit', '-q', '--allow-empty', '-m', 'before');
    writeFileSync(join(folder, name), after);
    git('add', '-A');
    return git('diff', '--cached', '--binary');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
