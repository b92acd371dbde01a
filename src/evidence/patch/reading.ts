import { type Fact, type FactLevel, nowhere } from '../../core/evidence.js';
import type { Patch, PatchFile, PatchLine } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';

export type FileKind = 'source' | 'test' | 'docs' | 'config' | 'scratch' | 'other';

/** A changed line of code with what the checks ask of it. */
export interface ChangedLine {
  readonly file: PatchFile;
  readonly line: PatchLine;
  /** The text without the white space around it. */
  readonly code: string;
  /** Its leading word (`if`, `return`, `print`) or comment mark (`#`, `//`), else the empty string. */
  readonly head: string;
}

/** A patch, gone through once for all checks. Generated and binary files have no lines here. */
export interface PatchReading {
  readonly patch: Patch;
  readonly kinds: ReadonlyMap<PatchFile, FileKind>;
  /** Added and deleted lines of source files, scratch files left out. */
  readonly added: readonly ChangedLine[];
  readonly deleted: readonly ChangedLine[];
  /** Those of test files. */
  readonly testsAdded: readonly ChangedLine[];
  readonly testsDeleted: readonly ChangedLine[];
}

export function readPatch(patch: Patch): PatchReading {
  const kinds = new Map<PatchFile, FileKind>();
  const added: ChangedLine[] = [];
  const deleted: ChangedLine[] = [];
  const testsAdded: ChangedLine[] = [];
  const testsDeleted: ChangedLine[] = [];
  for (const file of patch.files) {
    const kind = kindOf(file);
    kinds.set(file, kind);
    if (kind !== 'source' && kind !== 'test') continue;
    const [plus, minus] = kind === 'test' ? [testsAdded, testsDeleted] : [added, deleted];
    for (const hunk of file.hunks) {
      for (const line of hunk.lines) {
        if (line.kind === 'context') continue;
        const code = line.text.trim();
        (line.kind === 'added' ? plus : minus).push({ file, line, code, head: headOf(code) });
      }
    }
  }
  return { patch, kinds, added, deleted, testsAdded, testsDeleted };
}

const testPath =
  /(?:^|\/)(?:tests?|testing|__tests__|specs?|e2e|testdata|fixtures)\/|(?:^|\/)(?:test_[^/]*|tests|conftest)\.py$|[._-](?:test|tests|spec)\.\w+$|(?:^|\/)\w*Tests?\.(?:java|kt|cs|scala)$/;
const sourceExtensions = new Set(
  'py pyi pyx js mjs cjs jsx ts mts cts tsx vue svelte java kt scala go rs rb php cs swift c cc cpp cxx h hh hpp m sh sql css scss less htm html proto'.split(
    ' ',
  ),
);
const docsPath = /\.(?:md|rst|txt|adoc)$|(?:^|\/)(?:docs?|CHANGES|CHANGELOG|LICENSE|AUTHORS)(?:\/|$)/i;
const configPath =
  /\.(?:json|ya?ml|toml|ini|cfg|conf|xml|lock|properties|gradle)$|(?:^|\/)(?:Dockerfile|Makefile|\.[\w-]+)$/;
/** What agents leave behind when they try things out. */
const scratchPath =
  /(?:^|\/)(?:reproduce\w*|repro(?:_\w+)?|bug_?repro\w*|debug(?:_\w+)?|tmp\w*|temp(?:_\w+)?|scratch\w*|playground\w*|example_usage\w*|demo(?:_\w+)?|fix_\w+|patch_\w+|verify\w*|check_\w+|run_test\w*|try_\w+)\.(?:py|js|ts|sh|txt|go|rb|java|c|cpp|rs|md|diff|patch)$|\.(?:orig|rej|bak|swp|pyc|log|tmp|patch|diff)$|~$/i;

function kindOf({ path, change, binary }: PatchFile): FileKind {
  if (binary) return 'other';
  // A test that lies in no test folder was written to try something out.
  if (change === 'added' && (scratchPath.test(path) || /^test[^/]*\.(?:py|js|ts|sh)$/.test(path)))
    return 'scratch';
  if (isTestPath(path)) return 'test';
  const source = sourceExtensions.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
  if (source && !path.includes('doc')) return 'source';
  if (docsPath.test(path)) return 'docs';
  if (source) return 'source';
  return configPath.test(path) ? 'config' : 'other';
}

/** Whether a file is a test by its path. */
export function isTestPath(path: string): boolean {
  // A substring search first: this runs for every file of every patch.
  return /test|spec|e2e|fixtures|Test/.test(path) && testPath.test(path);
}

/** The leading lower-case word of a trimmed line, or its comment mark. */
function headOf(code: string): string {
  const first = code.charCodeAt(0);
  if (first === 0x23 /* # */) return '#';
  if (first === 0x2f /* / */)
    return code.charCodeAt(1) === 0x2f ? '//' : code.charCodeAt(1) === 0x2a ? '/*' : '';
  let end = 0;
  for (; end < code.length; end++) {
    const unit = code.charCodeAt(end);
    if ((unit < 0x61 || unit > 0x7a) && unit !== 0x5f) break;
  }
  return end === 0 || end > 12 ? '' : code.slice(0, end);
}

export function isComment({ head }: ChangedLine): boolean {
  return head === '#' || head === '//' || head === '/*';
}

/** Places that a fact names at most. */
export const mostPlaces = 10;

export function placesOf(lines: readonly ChangedLine[]): Place[] {
  return lines.slice(0, mostPlaces).map(({ file, line }) => {
    const indent = line.text.length - line.text.trimStart().length;
    return {
      document: 'patch',
      range: {
        start: { line: line.document, column: 2 + indent },
        end: { line: line.document, column: 2 + line.text.trimEnd().length },
      },
      quote: quoteOf(line.text),
      file: {
        path: file.path,
        line: line.kind === 'deleted' ? line.oldLine : line.newLine,
        side: line.kind === 'deleted' ? 'old' : 'new',
      },
    };
  });
}

/** A header line of a file's part: its first one, or that of a hunk. */
export function headerPlace(file: PatchFile, line = file.firstLine): Place {
  return {
    document: 'patch',
    range: { start: { line, column: 1 }, end: { line: line + 1, column: 1 } },
    quote: quoteOf(file.path),
  };
}

/** The header lines of files, for facts about whole files. */
export function placesOfFiles(files: readonly PatchFile[]): readonly Place[] {
  if (files.length === 0) return nowhere;
  return files.slice(0, mostPlaces).map((file) => headerPlace(file));
}

/** A fact that counts lines: silent at none. */
export function lineFact(
  id: string,
  lines: readonly ChangedLine[],
  found: string,
  missing: string,
  level: FactLevel = 'note',
): Fact {
  const none = lines.length === 0;
  return {
    id,
    value: lines.length,
    sentence: none ? missing : found,
    places: none || level === 'note' ? nowhere : placesOf(lines),
    level: none ? 'note' : level,
  };
}
