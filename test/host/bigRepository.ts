import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a git repository of 20,000 small files, and whatever else is to lie in it before the commit. */
export function bigRepository(add: (root: string) => void = () => {}): string {
  const root = mkdtempSync(join(tmpdir(), 'bouncer-big-'));
  for (let m = 0; m < 200; m++) {
    mkdirSync(join(root, `src/m${m}`), { recursive: true });
    for (let f = 0; f < 100; f++) {
      const id = m * 100 + f;
      const text = `def value_${id}():\n    return ${id}\n\n\nclass Part${id}:\n    size = ${id}\n`;
      writeFileSync(join(root, `src/m${m}/f${f}.py`), text);
    }
  }
  add(root);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A', '-f');
  // Garbage is collected here, not in the background, where it goes on while a test deletes the folder.
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  git('-c', 'gc.auto=0', ...who, 'commit', '-q', '-m', 'start');
  git('gc', '-q');
  return root;
}
