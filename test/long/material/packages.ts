import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../git.js';
import { pick, type Random } from '../random.js';
import { type Checkout, diffsBetween, type Entry } from './checkout.js';
import { edited } from './edits.js';

const smallest = 100;
const largest = 40_000;

/** Files of the npm packages that are installed here, with edits made up for them. */
export async function* packages(count: number, patches: number, random: Random): AsyncGenerator<Checkout> {
  const folders = readdirSync('node_modules')
    .filter((name) => !name.startsWith('.'))
    .sort();
  for (let made = 0; made < count; ) {
    const name = pick(folders, random);
    const files = filesOf(join('node_modules', name));
    if (files.length === 0) continue;
    made++;
    const before = new Map<string, Entry>();
    for (let left = 6; left > 0; left--) {
      const path = pick(files, random);
      before.set(path, { bytes: readFileSync(join('node_modules', name, path)) });
    }
    yield* edits(`package ${name} ${made}`, before, { count: patches, random });
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|json|md|css|html|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const { length } = readFileSync(path);
      return length >= smallest && length <= largest;
    })
    .map((path) => path.slice(folder.length + 1))
    .sort();
}

async function* edits(
  name: string,
  before: ReadonlyMap<string, Entry>,
  { count, random }: { count: number; random: Random },
): AsyncGenerator<Checkout> {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-long-'));
  try {
    git(folder, 'init', '-q');
    const after = new Map(before);
    for (const [path, entry] of before) {
      if ('bytes' in entry) after.set(path, { bytes: edited(entry.bytes, random) });
    }
    yield { name, folder, patches: diffsBetween(folder, before, after, { count, random }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
