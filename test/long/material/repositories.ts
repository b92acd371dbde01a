import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../git.js';
import { below, chance, pick, type Random } from '../random.js';
import { type Checkout, diffsBetween, type Entry, type Tree, writeTree } from './checkout.js';
import { edited } from './edits.js';

const names = [
  'a.txt',
  'b.txt',
  'src/main.c',
  'src/deep/er/list.py',
  'with blank.txt',
  'grüße.txt',
  '日本/名前.txt',
  'quo"te.txt',
  'tab\tname.txt',
  'back\\slash.txt',
  'a b/c d.txt',
  'b/b/b.txt',
  'run.sh',
  'win.bat',
  'data.bin',
  'wide.u16',
  'empty',
  '-dash.txt',
  'a/a.txt',
  'x b/x',
  'trailing ',
  '.hidden',
  'Makefile',
];

const attributes = [
  '',
  '* text=auto\n',
  '* text=auto eol=crlf\n',
  '*.txt text eol=crlf\n*.bin binary\n',
  '*.txt -text\n*.c text\n',
  '*.bat eol=crlf\n*.sh eol=lf\n',
  '*.u16 text working-tree-encoding=UTF-16\n* text=auto\n',
  '*.u16 text working-tree-encoding=UTF-16LE-BOM eol=crlf\n',
  '*.txt -diff\n*.c binary\n',
  '* whitespace=trailing-space,cr-at-eol\n',
  '*.txt ident\n',
  'src/** text=auto eol=crlf\nsrc/main.c -text\n',
  '[attr]windows text eol=crlf\n*.txt windows\n',
];

const configurations: readonly (readonly [string, string])[] = [
  ['core.autocrlf', 'false'],
  ['core.autocrlf', 'false'],
  ['core.autocrlf', 'true'],
  ['core.autocrlf', 'input'],
  ['core.eol', 'crlf'],
  ['core.fileMode', 'false'],
];

/** Characters that texts are made of, line ends included; the last ones are not UTF-8. */
const lines = [
  'one\n',
  'two\n',
  'three\n',
  '\n',
  '\n',
  '  indented\n',
  'with a blank at the end \n',
  '\ttab\n',
  'carriage\r\n',
  'gr\xc3\xbc\xc3\x9fe\n',
  '$Id$\n',
  '}\n',
  '}\n',
  '+ plus\n',
  '- minus\n',
  '-- \n',
  'latin \xe9\n',
];

/**
 * Small repositories of everything that git treats in a way of its own, with diffs between two of their states; each
 * also as a folder that is no repository.
 */
export async function* repositories(
  count: number,
  patches: number,
  random: Random,
): AsyncGenerator<Checkout> {
  for (let i = 1; i <= count; i++) yield* inRepository(i, patches, random);
}

async function* inRepository(index: number, count: number, random: Random): AsyncGenerator<Checkout> {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-long-'));
  try {
    git(folder, 'init', '-q');
    git(folder, 'config', ...pick(configurations, random));
    const before = randomTree(random);
    const after = changedTree(before, random);
    const patches = diffsBetween(folder, before, after, { count, random });
    // Files whose line ends or encoding no checkout would give them.
    if (chance(0.3, random)) writeTree(folder, before);
    if (patches.length === 0) return;
    yield { name: `repository ${index}`, folder, patches };
    rmSync(join(folder, '.git'), { recursive: true });
    yield { name: `folder ${index}`, folder, patches };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function randomTree(random: Random): Tree {
  const tree = new Map<string, Entry>();
  for (let left = 3 + below(6, random); left > 0; left--) {
    const name = pick(names, random);
    if (!collides(tree, name))
      tree.set(name, { bytes: randomText(name, random), executable: chance(0.2, random) });
  }
  if (chance(0.7, random)) tree.set('.gitattributes', { bytes: Buffer.from(pick(attributes, random)) });
  if (chance(0.3, random))
    tree.set('link', { link: pick(['a.txt', 'src', 'nowhere', '../outside', '/etc/hostname'], random) });
  if (chance(0.2, random)) tree.set('lib', { commit: randomId(random) });
  return tree;
}

/** Whether one of two paths would be a folder of the other. */
function collides(tree: Tree, path: string): boolean {
  return [...tree.keys()].some(
    (other) => `${other}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${other}/`),
  );
}

function changedTree(before: Tree, random: Random): Tree {
  const tree = new Map(before);
  for (const [path, entry] of before) {
    if (path !== '.gitattributes') changeEntry(tree, path, entry, random);
  }
  const wide = tree.get('wide.u16');
  if (wide && 'bytes' in wide) tree.set('wide.u16', { ...wide, bytes: asWide(wide.bytes) });
  return tree;
}

const byteOrderMark = Buffer.from('\ufeff', 'utf16le');

/** Bytes that git takes for UTF-16: it adds no file to a repository that lacks its mark or half a character. */
function asWide(bytes: Buffer): Buffer {
  const marked = bytes.subarray(0, 2).equals(byteOrderMark) ? bytes : Buffer.concat([byteOrderMark, bytes]);
  return marked.subarray(0, marked.length - (marked.length % 2));
}

function changeEntry(tree: Map<string, Entry>, path: string, entry: Entry, random: Random): void {
  if ('commit' in entry) tree.set(path, { commit: randomId(random) });
  else if ('link' in entry) tree.set(path, { link: pick(['b.txt', 'src/main.c', '/etc/passwd'], random) });
  else {
    const fresh = pick(names, random);
    const changed = { ...entry, bytes: edited(entry.bytes, random) };
    switch (below(9, random)) {
      case 0:
        tree.delete(path);
        break;
      case 1:
      case 2:
        if (collides(tree, fresh)) break;
        tree.delete(path);
        tree.set(fresh, chance(0.5, random) ? entry : changed);
        break;
      case 3:
        if (!collides(tree, fresh)) tree.set(fresh, chance(0.5, random) ? entry : changed);
        tree.set(path, changed);
        break;
      case 4:
        tree.set(path, { ...(chance(0.5, random) ? entry : changed), executable: !entry.executable });
        break;
      case 5:
        tree.set(path, chance(0.5, random) ? { link: 'a.txt' } : { bytes: Buffer.alloc(0) });
        break;
      default:
        tree.set(path, changed);
    }
  }
}

function randomText(name: string, random: Random): Buffer {
  if (name === 'empty') return Buffer.alloc(0);
  if (name === 'data.bin')
    return Buffer.from(Array.from({ length: 40 + below(400, random) }, () => below(256, random)));
  const text = Array.from({ length: below(40, random) }, () => pick(lines, random)).join('');
  if (name === 'wide.u16') return Buffer.from(`\ufeff${text.replaceAll(/[^\n -~]/g, '')}`, 'utf16le');
  const cut = chance(0.15, random) ? text.replace(/\r?\n$/, '') : text;
  return Buffer.from(chance(0.2, random) ? cut.replaceAll(/\r?\n/g, '\r\n') : cut, 'latin1');
}

function randomId(random: Random): string {
  return Array.from({ length: 40 }, () => below(16, random).toString(16)).join('');
}
