/** The two sides' names of a file as a diff's header gives them; undefined stands for `/dev/null`. */
export interface Names {
  readonly oldPath: string | undefined;
  readonly newPath: string | undefined;
}

/** Prefixes that git writes before the old and the new side's path, by `diff.mnemonicPrefix` and `-R` too. */
const knownPrefixes = new Set([
  'a b',
  'b a',
  'i w',
  'w i',
  'c i',
  'i c',
  'c w',
  'w c',
  'o w',
  'w o',
  '1 2',
  '2 1',
]);

/** Takes the prefixes off two raw names: git's own, or the folders of a `diff -u old/x new/x`. */
export function withoutPrefixes(oldName: string, newName: string): Names {
  const oldPath = oldName === '/dev/null' ? undefined : oldName;
  const newPath = newName === '/dev/null' ? undefined : newName;
  const [oldHead, oldTail] = splitHead(oldPath);
  const [newHead, newTail] = splitHead(newPath);
  const prefixed =
    oldPath !== undefined && newPath !== undefined
      ? knownPrefixes.has(`${oldHead} ${newHead}`) || (oldTail === newTail && oldHead !== newHead)
      : /^[abciow12]$/.test(oldHead || newHead);
  if (!prefixed) return { oldPath, newPath };
  return { oldPath: oldPath && oldTail, newPath: newPath && newTail };
}

/** The name after `--- ` or `+++ `, without a time stamp and unquoted. */
export function headerName(text: string): string {
  if (text.startsWith('"')) return unquoted(text, 0).name;
  const tab = text.indexOf('\t');
  if (tab >= 0) return text.slice(0, tab);
  // A time stamp ends in a digit, which few names do.
  return (/\d$/.test(text) ? text.replace(timeStamp, '') : text).trimEnd();
}

const timeStamp =
  / +(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?[+-]\d{4})?|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \d{4}( [+-]\d{4})?)$/;

/** The two names of a `diff --git` line; undefined where it can't be told where one ends (the names differ). */
export function gitLineNames(text: string): Names | undefined {
  if (text.startsWith('"')) {
    const first = unquoted(text, 0);
    const second = text.slice(first.end).trimStart();
    return withoutPrefixes(first.name, second.startsWith('"') ? unquoted(second, 0).name : second);
  }
  const quote = text.indexOf(' "');
  if (quote >= 0) return withoutPrefixes(text.slice(0, quote), unquoted(text, quote + 1).name);
  const middle = (text.length - 1) / 2;
  if (text[middle] !== ' ') return undefined;
  const names = withoutPrefixes(text.slice(0, middle), text.slice(middle + 1));
  return names.oldPath === names.newPath ? names : undefined;
}

/** A path after `rename from ` and the like: without prefix, perhaps quoted. */
export function barePath(text: string): string {
  return text.startsWith('"') ? unquoted(text, 0).name : text;
}

function splitHead(path: string | undefined): [head: string, tail: string] {
  const slash = path?.indexOf('/') ?? -1;
  return path === undefined || slash < 0 ? ['', path ?? ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Reads a name in C quotes that starts at `start`: git escapes control characters and bytes above 127. */
function unquoted(text: string, start: number): { readonly name: string; readonly end: number } {
  const bytes: number[] = [];
  let i = start + 1;
  while (i < text.length && text[i] !== '"') {
    if (text[i] !== '\\') {
      const character = String.fromCodePoint(text.codePointAt(i) as number);
      bytes.push(...Buffer.from(character));
      i += character.length;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(i + 1, i + 4));
    const next = text[i + 1] ?? '\\';
    bytes.push(octal ? Number.parseInt(octal[0], 8) : (escapes[next] ?? next.charCodeAt(0)));
    i += octal ? 4 : 2;
  }
  return { name: Buffer.from(bytes).toString('utf8'), end: i + 1 };
}
