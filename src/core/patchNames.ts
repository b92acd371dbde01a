import { isUtf8 } from 'node:buffer';
import { MalformedPatch } from './patch.js';

/** A name as it stands behind `--- ` or `+++ `, with its prefix. */
export interface HeaderName {
  readonly name: string;
  /**
   * Whether this side of the file is not there: `surely` by `/dev/null` and by the epoch, which `diff -N` dates it
   * with, `perhaps` by a label of Subversion, which stands behind files with lines, too.
   */
  readonly absent?: 'surely' | 'perhaps';
  /** Git takes a longer name, or one with backslashes. */
  readonly isCleaned?: true;
}

/** Prefixes that git writes before the old and the new side's path, by `diff.mnemonicPrefix` and `-R` too. */
const prefixLetters = /^[abciow12]$/;
const prefixPairs = /^(?:a [ab]|b [ab]|i w|w i|c [iw]|[iw] c|o w|w o|1 2|2 1)$/;

/**
 * The name behind `--- ` or `+++ `: unquoted, without the time stamp or label that diff or Subversion adds.
 *
 * @param isGits whether it stands in git's header, which says in words what is new
 */
export function headerName(text: string, isGits: boolean): HeaderName {
  if (/^\/dev\/null(?:\s|$)/.test(text)) return { name: '/dev/null', absent: 'surely' };
  if (text.startsWith('"')) {
    const { name, end } = unquoted(text, 0);
    return { name, ...absence(text.slice(end), isGits) };
  }
  const tab = text.indexOf('\t');
  const end = tab >= 0 ? tab : labelStart(text);
  const name = slashed(text.slice(0, end));
  const isCleaned = name !== (tab >= 0 ? text.slice(0, tab) : text);
  return { name, ...absence(text.slice(end), isGits), ...(isCleaned && { isCleaned }) };
}

/** Where the label at the end begins that a terminal wrote behind blanks for a tab; the text's length without one. */
function labelStart(text: string): number {
  const last = text[text.length - 1] as string;
  // A time stamp ends in a digit and a label of Subversion in a bracket, which few names do.
  if (last >= '0' && last <= '9') {
    const stamp = timeStamp.exec(text.slice(-60));
    if (stamp) return text.slice(0, text.length - stamp[0].length).trimEnd().length;
  } else if (last === ')') {
    const open = text.lastIndexOf('(');
    if (/^\((?:revision \d+|working copy|nonexistent)\)$/.test(text.slice(open))) {
      const end = text.slice(0, open).trimEnd().length;
      if (end < open) return end;
    }
  }
  return text.length;
}

const timeStamp =
  / (?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \d{4}(?: [+-]\d{4})?)$/;

function absence(label: string, isGits: boolean): Pick<HeaderName, 'absent'> {
  if (/\((?:nonexistent|revision 0)\)$/.test(label)) return { absent: 'perhaps' };
  const stamp = isGits ? undefined : epoch.exec(label.slice(label.lastIndexOf('\t')));
  if (!stamp) return {};
  const [, day, hours, minutes, sign, zoneHours, zoneMinutes] = stamp;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const time = Number(hours) * 60 + Number(minutes) - offset;
  return time === (day === '1969-12-31' ? 24 * 60 : 0) ? { absent: 'surely' } : {};
}

const epoch = /^\t(1969-12-31|1970-01-01) (\d\d):(\d\d):00(?:\.0+)? ([+-])(\d\d):?(\d\d)$/;

/** The two names of a `diff --git` line; undefined where it can't be told where one ends (the names differ). */
export function gitLineNames(text: string): readonly [old: string, now: string] | undefined {
  if (text.startsWith('"')) {
    const first = unquoted(text, 0);
    const second = text.slice(first.end).trimStart();
    return [first.name, second.startsWith('"') ? unquoted(second, 0).name : second];
  }
  const quote = text.indexOf(' "');
  if (quote >= 0) return [text.slice(0, quote), unquoted(text, quote + 1).name];
  const blank = text.indexOf(' ');
  const end = text.indexOf(' ', blank + 1) < 0 ? blank : sameOnBothSides(text);
  return end > 0 ? [text.slice(0, end), text.slice(end + 1)] : undefined;
}

/** The blank on both sides of which the same path stands, the first folder left aside; -1 if there is none. */
function sameOnBothSides(text: string): number {
  const middle = (text.length - 1) / 2;
  if (text[middle] === ' ' && text.slice(0, middle) === text.slice(middle + 1)) return middle;
  const slash = text.indexOf('/');
  if (slash < 0) return -1;
  let second = slash;
  for (let blank = text.indexOf(' ', slash); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
    if (second < blank) second = text.indexOf('/', blank);
    if (second < 0 || blank + second > text.length + slash) return -1;
    // Paths of one length: at most one blank has them.
    if (blank + second === text.length + slash) {
      return text.slice(slash, blank) === text.slice(second) ? blank : -1;
    }
  }
  return -1;
}

/** The path behind `rename from ` and the like, perhaps quoted. */
export function barePath(text: string): string {
  return collapsed(text.startsWith('"') ? unquoted(text, 0).name : text);
}

/** How surely the names of a file's two sides show that their first folder is a prefix. */
export type Prefix = 'shown' | 'perhaps' | 'none';

/** What two names show by themselves; `undefined` stands for an absent side. A project may have a folder `a`, too. */
export function prefixIn(oldName: string | undefined, newName: string | undefined): Prefix {
  const [oldHead, oldTail] = split(oldName);
  const [newHead, newTail] = split(newName);
  if (oldName === undefined || newName === undefined)
    return prefixLetters.test(oldHead || newHead) ? 'perhaps' : 'none';
  const isPair = prefixPairs.test(`${oldHead} ${newHead}`);
  if (oldHead !== newHead && (oldTail === newTail || isPair)) return 'shown';
  return isPair ? 'perhaps' : 'none';
}

/** A path as git takes it: without its first folder if that is a prefix, and each slash once. */
export function pathOf(name: string, hasPrefix: boolean): string {
  return collapsed(hasPrefix ? name.slice(name.indexOf('/') + 1) : name);
}

/**
 * The path of the file that the names of two sides mean when nothing says that it is renamed, as git tells it: the
 * second name, or the first where the second is that with something added (`x.orig`, `x~`). Undefined where the
 * names disagree, so that no reader can tell which file is changed.
 */
export function agreedPath(oldPath: string, newPath: string): string | undefined {
  if (oldPath === newPath) return newPath;
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const [oldBase, newBase] = [base(oldPath), base(newPath)];
  if (oldBase === newBase) return newPath;
  if (backup(newBase, oldBase)) return oldPath;
  return backup(oldBase, newBase) ? newPath : undefined;
}

/** Whether one name is the other with the mark of a copy that was kept. */
function backup(longer: string, shorter: string): boolean {
  return (
    longer.startsWith(shorter) && /^(?:~|\.(?:orig|old|bak|org|new)~?)$/.test(longer.slice(shorter.length))
  );
}

function split(path: string | undefined): [head: string, tail: string] {
  const slash = path?.indexOf('/') ?? -1;
  return path === undefined || slash < 0 ? ['', path ?? ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

/** Git quotes a name that has a backslash, so that one without quotes is a path of Windows. */
function slashed(name: string): string {
  return name.includes('/') ? name : name.replaceAll('\\', '/');
}

function collapsed(path: string): string {
  return path.includes('//') ? path.replace(/\/+/g, '/') : path;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/**
 * Refuses a name that begins with a quote and is not as git writes it: each reader would take it in another way.
 *
 * @param index of its line in the patch
 */
export function checkQuotes(name: string, index: number): void {
  if (!name.startsWith('"') || quoted.test(name)) return;
  throw new MalformedPatch(
    index + 1,
    'a name has a quote that does not end, or an escape that git does not know.',
  );
}

const quoted = /^"(?:[^"\\]|\\(?:[abtnvfr"\\]|[0-3][0-7]{2}))*"(?=\s|$)/;

/** Reads a name in C quotes that starts at `start`: git escapes control characters and bytes above 127. */
function unquoted(text: string, start: number): { readonly name: string; readonly end: number } {
  const parts: Buffer[] = [];
  let i = start + 1;
  while (i < text.length && text[i] !== '"') {
    if (text[i] !== '\\') {
      const stop = /["\\]/g;
      stop.lastIndex = i;
      const end = stop.exec(text)?.index ?? text.length;
      parts.push(Buffer.from(text.slice(i, end)));
      i = end;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(i + 1, i + 4));
    const next = text[i + 1] ?? '\\';
    parts.push(Buffer.of(octal ? Number.parseInt(octal[0], 8) : (escapes[next] ?? next.charCodeAt(0))));
    i += octal ? 4 : 2;
  }
  return { name: decoded(Buffer.concat(parts)), end: i + 1 };
}

/** A name's bytes as text: UTF-8, or else Windows-1252, as the patch itself is read. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252', { ignoreBOM: true }).decode(bytes);
}
