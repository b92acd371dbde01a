// Holds the rooms of `src` to the table of docs/architecture.md: what each may import, and no cycle of rooms.
// Prints each import that the table doesn't name, and each name that nothing needs; takes the project's folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = process.argv[2] ?? '.';

const table = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const rooms = new Map(
  [...table.matchAll(/^\| `(\w+)` +\|.*\|(.*)\|$/gm)].map(([, room, names]) => [
    room,
    new Set([...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)),
  ]),
);
const problems = [];

const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((one) => one.isDirectory());
for (const { name } of folders) if (!rooms.has(name)) problems.push(`src/${name} has no row.`);

for (const [room, may] of rooms) {
  const unused = new Set(may);
  const files = readdirSync(join(root, 'src', room), { recursive: true }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  for (const file of files) {
    const path = join(root, 'src', room, file);
    for (const [, imported] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()'(\.[^']*)'/g)) {
      const [other, inside] = relative(join(root, 'src'), join(path, '..', imported)).split(sep);
      if (other === room) continue;
      unused.delete(other);
      const isOurs = other === '..' ? inside !== 'package.json' : inside !== undefined;
      if (isOurs && !may.has(other)) problems.push(`src/${room}/${file} imports ${imported}.`);
    }
  }
  for (const name of unused) problems.push(`src/${room} imports nothing of ${name}.`);
  if (reaches(room, room)) problems.push(`src/${room} imports itself through other rooms.`);
}

function reaches(from, to, passed = new Set()) {
  return [...(rooms.get(from) ?? [])].some(
    (next) => next === to || (!passed.has(next) && reaches(next, to, passed.add(next))),
  );
}

for (const problem of problems) console.error(`${problem} docs/architecture.md says what a room may import.`);
process.exitCode = problems.length > 0 ? 1 : 0;
