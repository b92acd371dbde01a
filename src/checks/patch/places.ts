import { type FactLevel, nowhere } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import { measured, type Said } from '../check.js';
import type { PatchReading, ReadLine } from './reading.js';

/** Places that a fact names at most. */
export const mostPlaces = 10;

/** Where changed lines stand, in the patch and in their files. */
export function placesOf(lines: readonly ReadLine[]): Place[] {
  return lines.slice(0, mostPlaces).map(({ file, line, indent }) => ({
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
  }));
}

/** A header line of a file's part: its first one, or that of a hunk. It stands for the first line that is changed. */
export function headerPlace(file: PatchFile, line = file.firstLine): Place {
  const side = file.change === 'deleted' ? 'old' : 'new';
  const hunk = file.hunks.find((one) => one.document >= line);
  const changed = hunk?.lines.find(({ kind }) => kind !== 'context');
  const first = side === 'old' ? changed?.oldLine : changed?.newLine;
  return {
    document: 'patch',
    range: { start: { line, column: 1 }, end: { line: line + 1, column: 1 } },
    quote: quoteOf(file.path),
    file: { path: file.path, line: Math.max(1, first ?? 1), side },
  };
}

/** The header lines of files, for facts about whole files. */
export function placesOfFiles(files: readonly PatchFile[]): readonly Place[] {
  if (files.length === 0) return nowhere;
  return files.slice(0, mostPlaces).map((file) => headerPlace(file));
}

/** What a check for lines runs: it counts them, silent at none. A mere measure names no place. */
export function lines(
  find: (reading: PatchReading) => readonly ReadLine[],
  found: string | ((count: number) => string),
  missing: string,
  level: FactLevel = 'note',
): (reading: PatchReading) => Said {
  return (reading) => {
    const seen = find(reading);
    if (seen.length === 0) return measured(0, missing);
    const sentence = typeof found === 'string' ? found : found(seen.length);
    return { value: seen.length, sentence, places: level === 'note' ? nowhere : placesOf(seen), level };
  };
}

/** The same for added lines of source files. */
export function addedLines(
  is: (one: ReadLine) => boolean,
  found: string,
  missing: string,
  level?: FactLevel,
): (reading: PatchReading) => Said {
  return lines(({ added }) => added.filter(is), found, missing, level);
}
