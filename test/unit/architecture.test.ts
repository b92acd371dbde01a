import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

/** What each room may import, by the table of docs/architecture.md. */
function allowed(): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `(\w+)` +\|.*\|(.*)\|$/gm);
  return new Map(
    [...rows].map(([, room = '', rooms = '']) => [
      room,
      new Set([...rooms.matchAll(/`(\w+)`/g)].map((m) => m[1] ?? '')),
    ]),
  );
}

/** The source files of a room, from the project's folder. */
function filesIn(room: string): string[] {
  return readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join('src', room, file));
}

/** The files of the project that a file imports, also as types. */
function importsOf(file: string): string[] {
  const matches = readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']*)'/g);
  return [...matches].map(([, path = '']) => normalize(join(file, '..', path)));
}

describe('The architecture', () => {
  const rooms = allowed();

  it('has a row for each room', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual([...rooms.keys()].sort(), folders.map(({ name }) => name).sort());
  });

  it('is what the source imports', () => {
    const wrong: string[] = [];
    for (const [room, may] of rooms) {
      const seen = new Set<string>();
      for (const file of filesIn(room)) {
        for (const imported of importsOf(file)) {
          const [top, other = ''] = imported.split(/[\\/]/);
          if (top !== 'src' || other === room) continue;
          seen.add(other);
          if (!may.has(other)) wrong.push(`${file} imports ${imported}`);
        }
      }
      for (const one of may) if (!seen.has(one)) wrong.push(`${room} imports nothing of ${one}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('lets no room import one that imports it', () => {
    const reaches = (from: string, to: string, passed = new Set<string>()): boolean =>
      [...(rooms.get(from) ?? [])].some(
        (next) => next === to || (!passed.has(next) && reaches(next, to, passed.add(next))),
      );
    assert.deepEqual(
      [...rooms.keys()].filter((room) => reaches(room, room)),
      [],
    );
  });
});
