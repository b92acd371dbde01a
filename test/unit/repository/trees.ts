import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { gitIn } from './clones.js';

/** A file with its lines, or a link. */
type Leaf =
  | { readonly lines: readonly string[]; readonly end: string; readonly exec: boolean }
  | { readonly link: string };
export type Tree = Readonly<Record<string, Leaf>>;
/** What happens to a path: its lines change, it becomes another thing, it goes away or elsewhere. */
interface Edit {
  readonly path: string;
  readonly kind: 'line' | 'insert' | 'delete' | 'rename' | 'copy' | 'mode' | 'replace';
  readonly to: string;
  readonly at: number;
  readonly leaf: Leaf;
}

const paths = ['a', 'b', 'd/a', 'd/e/b', 'l', 'l/a'];
const path = fc.constantFrom(...paths);
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      lines: fc.array(fc.constantFrom('one', 'two', 'three', '', 'four\r', 'é'), {
        minLength: 0,
        maxLength: 18,
      }),
      end: fc.constantFrom('\n', '\n', '\n', ''),
      exec: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ link: fc.constantFrom('a', 'd', '../out', 'b') }) },
);

export const treeArbitrary: fc.Arbitrary<Tree> = fc.dictionary(path, leaf, { minKeys: 1, maxKeys: 4 });
export const editsOf: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    path,
    kind: fc.constantFrom('line', 'line', 'insert', 'delete', 'rename', 'copy', 'mode', 'replace'),
    to: path,
    at: fc.nat(20),
    leaf,
  }),
  { maxLength: 3 },
);

/** A tree after edits. */
function edited(tree: Tree, edits: readonly Edit[]): Tree {
  const result: Record<string, Leaf> = { ...tree };
  for (const { path: from, kind, to, at, leaf: other } of edits) {
    const old = result[from];
    if (kind === 'replace') result[from] = other;
    else if (!old) continue;
    else if (kind === 'delete') delete result[from];
    else if (kind === 'copy') result[to] = old;
    else if (kind === 'rename') {
      delete result[from];
      result[to] = old;
    } else if ('lines' in old) {
      const lines = [...old.lines];
      if (kind === 'mode') result[from] = { ...old, exec: !old.exec };
      else lines.splice(at % (lines.length + 1), kind === 'line' ? 1 : 0, `new ${at}`);
      if (kind !== 'mode') result[from] = { ...old, lines };
    }
  }
  return result;
}

/** Writes a tree over whatever is in a folder; a path that another one stands in the way of is left out. */
function plant(folder: string, tree: Tree): void {
  for (const name of ['a', 'b', 'd', 'l']) rmSync(join(folder, name), { recursive: true, force: true });
  for (const [name, one] of Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = join(folder, name);
    const parent = dirname(file);
    if (parent !== folder && existsSync(parent) && !lstatSync(parent).isDirectory()) continue;
    if (lstatSync(parent, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    mkdirSync(parent, { recursive: true });
    if ('link' in one) symlinkSync(one.link, file);
    else {
      writeFileSync(file, one.lines.length > 0 ? one.lines.join('\n') + one.end : '');
      chmodSync(file, one.exec ? 0o755 : 0o644);
    }
  }
}

/** Git's own diff from a tree to what edits make of it. */
export function diffBetween(folder: string, tree: Tree, edits: readonly Edit[]): string {
  plant(folder, tree);
  gitIn(folder, 'add', '-A');
  gitIn(folder, 'commit', '-q', '--allow-empty', '-m', 'before');
  plant(folder, edited(tree, edits));
  gitIn(folder, 'add', '-A');
  return gitIn(folder, 'diff', '--cached', '--binary', '-M', '-C', '--find-copies-harder', 'HEAD');
}

/** A working tree with the tree after other edits. */
export function grow(folder: string, tree: Tree, edits: readonly Edit[]): void {
  plant(folder, edited(tree, edits));
}
