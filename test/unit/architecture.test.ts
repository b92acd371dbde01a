import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What the check of the rooms says of a project, a problem a line. */
function problemsIn(folder: string): string[] {
  const { stderr } = spawnSync(process.execPath, ['scripts/rooms.mjs', folder], { encoding: 'utf8' });
  return stderr.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/ docs.*/, '')]));
}

/** What it says of a project with these rows and files. */
function problemsOf(rows: readonly string[], files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-rooms-'));
  const page = rows.map((row) => `| ${row} |\n`).join('');
  for (const [path, text] of Object.entries({ ...files, 'docs/architecture.md': page })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    return problemsIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('The architecture', () => {
  it('is what the source imports', () => {
    assert.deepEqual(problemsIn('.'), []);
  });

  it('lets no room import one that its row does not name, also as a type', () => {
    const rows = ['`a` | one | `b`', '`b` | two | '];
    const files = {
      'src/a/x.ts': "import type { B } from '../b/y.js';\n",
      'src/b/y.ts': "import { x } from '../a/x.js';\n",
    };
    assert.deepEqual(problemsOf(rows, files), ['src/b/y.ts imports ../a/x.js.']);
  });

  it('has no row that says too much, no room without a row, and no cycle', () => {
    const rows = ['`a` | one | `b`', '`b` | two | `a`'];
    const files = { 'src/a/x.ts': "import { b } from '../b/y.js';\n", 'src/b/y.ts': '', 'src/c/z.ts': '' };
    assert.deepEqual(problemsOf(rows, files), [
      'src/c has no row.',
      'src/a imports itself through other rooms.',
      'src/b imports nothing of a.',
      'src/b imports itself through other rooms.',
    ]);
  });
});
