import {
  type FileChange,
  type Hunk,
  MalformedPatch,
  type Names,
  type Patch,
  type PatchFile,
  type Unseen,
} from './patch.js';
import { agreedPath, gitLineNames, type HeaderName, type Prefix, pathOf, prefixIn } from './patchNames.js';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What was read of one file's part of a patch. Lines are indices from 0. */
export interface Section
  extends Writable<
    Omit<PatchFile, keyof Names | 'path' | 'otherNames' | 'unannounced' | 'hunks' | 'firstLine' | 'lastLine'>
  > {
  readonly first: number;
  /** Index after the last line. */
  end: number;
  /** What stands behind `diff --git `, if that started it. */
  readonly gitLine: string | undefined;
  /** Git's header goes on as long as its lines do. */
  isOpen: boolean;
  /** There were lines of git's header behind `diff --git`. */
  isExtended: boolean;
  /** Behind `--- ` and `+++ `. */
  headerNames?: readonly [old: HeaderName, now: HeaderName];
  /** Behind `rename from`, `copy to` and the like. */
  from?: string;
  to?: string;
  /** What a line that only names the file calls its sides, and whether these names have no prefix. */
  named?: { readonly names: readonly [old: string, now: string]; readonly isBare: boolean };
  /** Index of the line from which on Subversion properties are told. */
  properties?: number;
  /** The abbreviated hashes of the old and the new content. */
  hashes?: readonly [string, string];
  readonly hunks: Hunk[];
}

export function startSection(first: number, gitLine?: string): Section {
  return {
    first,
    end: first + 1,
    gitLine,
    isOpen: gitLine !== undefined,
    isExtended: false,
    change: 'modified',
    binary: false,
    hunks: [],
    added: 0,
    deleted: 0,
  };
}

/**
 * The files of a patch. As for git, the strip level is one for the whole patch: where any file's names show a prefix,
 * or all may have one, all have one. Otherwise the names are taken as they are, and what git would make of them is kept
 * beside.
 *
 * @throws MalformedPatch where the names or the header of a file contradict each other
 */
export function toFiles(sections: readonly Section[]): Pick<Patch, 'files' | 'hasGitNames'> {
  const named = sections.map((section) => ({ section, raw: rawNames(section) }));
  const prefixes = named.flatMap(({ raw }) => raw.prefix ?? []);
  const strips = prefixes.includes('shown') || (prefixes.includes('perhaps') && !prefixes.includes('none'));
  const files = named.map(({ section, raw }) => fileOf(section, raw, strips));
  // A header that something parts from its file's own lines names no other file.
  const kept = files.filter((file, i) => {
    const next = files[i + 1];
    return !(file.unseen && sections[i]?.gitLine !== undefined && next?.path === file.path && !next.unseen);
  });
  const isCleaned = sections.some(({ headerNames }) => headerNames?.some((name) => name.isCleaned));
  return { files: kept, hasGitNames: !isCleaned && (strips || !kept.some((file) => file.otherNames)) };
}

/** The names of a section as they stand in the patch, and what they say of prefixes. */
interface RawNames {
  /** Undefined for a side that is not there. */
  readonly old: string | undefined;
  readonly now: string | undefined;
  /** Absent where the names stand behind `rename from` and the like, and the header does not tell. */
  readonly prefix?: Prefix;
  /** They stand without a prefix, whatever the patch's other names have. */
  readonly isBare: boolean;
}

function rawNames(section: Section): RawNames {
  const { named, from, to, headerNames, gitLine, change, first } = section;
  if (named) {
    const [old, now] = named.names.map((name) => (name === '/dev/null' ? undefined : name));
    return named.isBare
      ? { old, now, isBare: true }
      : { old, now, prefix: prefixIn(old, now), isBare: false };
  }
  const line = gitLine === undefined ? undefined : gitLineNames(gitLine);
  const [before, after] = headerNames ?? [];
  checkSides(section, before, after);
  const old =
    change === 'added' || isAbsent(section, before, 'old') ? undefined : (before?.name ?? line?.[0]);
  const now =
    change === 'deleted' || isAbsent(section, after, 'new') ? undefined : (after?.name ?? line?.[1]);
  for (const [i, side] of [before, after].entries()) {
    if (line && side && side.name !== line[i] && side.name !== '/dev/null')
      throw disagree(section, side.name, line[i] as string);
  }
  if (from !== undefined && to !== undefined) {
    const fits = (name: string | undefined, bare: string) =>
      name === undefined || name === bare || pathOf(name, true) === bare;
    if (!fits(old, from)) throw disagree(section, old as string, from);
    if (!fits(now, to)) throw disagree(section, now as string, to);
    if (old === undefined) return { old: from, now: to, isBare: true };
    const prefix = old !== from && now !== to ? 'shown' : 'none';
    return { old: from, now: to, prefix, isBare: true };
  }
  if (old === undefined && now === undefined) {
    throw new MalformedPatch(first + 1, 'the header names no file.');
  }
  return { old, now, prefix: line ? prefixIn(...line) : prefixIn(old, now), isBare: false };
}

function checkSides(section: Section, before: HeaderName | undefined, after: HeaderName | undefined): void {
  const { change, first, hunks } = section;
  const wrong = (problem: string) => new MalformedPatch(first + 1, problem);
  if (change === 'added' && before && !before.absent)
    throw wrong('the header marks the file as new but names an old side.');
  if (change === 'deleted' && after && !after.absent)
    throw wrong('the header marks the file as deleted but names a new side.');
  const isNew = change === 'added' || before?.absent === 'surely';
  const isGone = change === 'deleted' || after?.absent === 'surely';
  if (isNew && isGone) throw wrong('the header marks the file as both new and deleted.');
  if (isNew && hunks.some((hunk) => hunk.oldLines > 0))
    throw wrong('the header marks the file as new, but its hunks have old lines.');
  if (isGone && hunks.some((hunk) => hunk.newLines > 0))
    throw wrong('the header marks the file as deleted, but its hunks leave lines in it.');
}

function isAbsent({ hunks }: Section, name: HeaderName | undefined, side: 'old' | 'new'): boolean {
  if (name?.absent !== 'perhaps') return name?.absent === 'surely';
  return hunks.every((hunk) => (side === 'old' ? hunk.oldLines : hunk.newLines) === 0);
}

function disagree({ first }: Section, one: string, other: string): MalformedPatch {
  return new MalformedPatch(
    first + 1,
    `the header names two different files ("${one.slice(0, 80)}" and "${other.slice(0, 80)}") but has no "rename" lines.`,
    'Give the patch as `git diff` writes it, or name one file on both sides.',
  );
}

function fileOf(section: Section, raw: RawNames, strips: boolean): PatchFile {
  const names = namesOf(section, raw, strips);
  const { hunks, binary, first, end, added, deleted } = section;
  const path = names.newPath ?? names.oldPath ?? '';
  if (path === '') throw new MalformedPatch(first + 1, 'the header names no file.');
  if (/[^\P{Cc}\t]|[\p{Zl}\p{Zp}]/u.test(`${path}${names.oldPath}`)) {
    throw new MalformedPatch(
      first + 1,
      'a file has a control character in its name.',
      'Rename the file; no tool shows such a name as it is.',
    );
  }
  const { oldMode, newMode, similarity, binaryData } = section;
  const hasOther = !raw.isBare && (!strips || raw.prefix === 'none');
  const other = hasOther ? namesOf(section, raw, !strips) : names;
  return {
    path,
    oldPath: names.oldPath,
    newPath: names.newPath,
    otherNames: other.oldPath === names.oldPath && other.newPath === names.newPath ? undefined : other,
    change: changeOf(section, names),
    binary,
    binaryData,
    unseen: section.unseen ?? whatIsUnseen(section),
    oldMode,
    newMode,
    unannounced: isUnannounced(section) ? true : undefined,
    similarity,
    hunks,
    added,
    deleted,
    firstLine: first + 1,
    lastLine: end,
  };
}

/** Whether git's header shows a side as not there, and no line before says that the file is new or deleted. */
function isUnannounced({ gitLine, change, headerNames }: Section): boolean {
  return (
    gitLine !== undefined &&
    change === 'modified' &&
    headerNames?.some(({ name }) => name === '/dev/null') === true
  );
}

function namesOf(section: Section, { old, now, isBare }: RawNames, strips: boolean): Names {
  const path = (name: string | undefined) =>
    name === undefined ? undefined : pathOf(name, strips && !isBare);
  const [oldPath, newPath] = [path(old), path(now)];
  // Only git's header can mean two files, and copies and renames do.
  if (oldPath === undefined || newPath === undefined || section.gitLine !== undefined)
    return { oldPath, newPath };
  const agreed = agreedPath(oldPath, newPath);
  if (agreed === undefined) throw disagree(section, oldPath, newPath);
  return { oldPath: agreed, newPath: agreed };
}

function changeOf(
  { change, hunks, binary, oldMode, newMode }: Section,
  { oldPath, newPath }: Names,
): FileChange {
  if (change !== 'modified') return change;
  if (oldPath === undefined) return 'added';
  if (newPath === undefined) return 'deleted';
  if (oldPath !== newPath) return 'renamed';
  return oldMode !== newMode && hunks.length === 0 && !binary ? 'modeChanged' : 'modified';
}

/** What a header without a body leaves open; undefined where it tells all (a pure rename, a mode, an empty file). */
function whatIsUnseen(section: Section): Unseen | undefined {
  const { hunks, binary, change, similarity, hashes, oldMode, newMode } = section;
  if (hunks.length > 0 || binary || change === 'deleted') return undefined;
  const contentChanges =
    hashes !== undefined && hashes[0] !== hashes[1] && !/^(?:0+|e69de29|473a0f4)/.test(hashes[1]);
  const tellsChange = change !== 'modified' || oldMode !== newMode;
  if (tellsChange && !contentChanges && (similarity ?? 100) === 100) return undefined;
  return { why: 'the patch has only its header', lines: undefined };
}
