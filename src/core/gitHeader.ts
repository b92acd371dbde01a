import { MalformedPatch } from './patch.js';
import { barePath, checkQuotes } from './patchNames.js';
import type { Section } from './patchSection.js';

/**
 * Reads one line of git's header behind `diff --git`, but for `---` and `+++`.
 *
 * @returns whether it is one
 * @throws MalformedPatch where it contradicts the lines before it or has no mode where one is due
 */
export function readGitHeaderLine(section: Section, line: string, index: number): boolean {
  const match = headerLine.exec(line);
  if (!match) return false;
  const rest = line.slice(match[0].length);
  switch (match[0]) {
    case 'index ':
      readHashes(section, rest, index);
      break;
    case 'old mode ':
      section.oldMode = mode(rest, index);
      break;
    case 'new mode ':
      section.newMode = mode(rest, index);
      break;
    case 'new file mode ':
      section.newMode = mode(rest, index);
      change(section, 'added', index);
      break;
    case 'deleted file mode ':
      section.oldMode = mode(rest, index);
      change(section, 'deleted', index);
      break;
    case 'similarity index ':
      section.similarity = Number.parseInt(rest, 10);
      break;
    case 'dissimilarity index ':
      break;
    default:
      checkQuotes(rest, index);
      change(section, match[1] === 'copy' ? 'copied' : 'renamed', index);
      if (match[2] === 'from' || match[2] === 'old') section.from = barePath(rest);
      else section.to = barePath(rest);
  }
  section.isExtended = true;
  return true;
}

const headerLine =
  /^(?:index |old mode |new mode |new file mode |deleted file mode |similarity index |dissimilarity index |(copy|rename) (from|to|old|new) )/;

function readHashes(section: Section, rest: string, index: number): void {
  const match = /^([0-9a-f]+)\.\.([0-9a-f]+)(?: (.+))?$/i.exec(rest);
  if (!match) return;
  section.hashes = [match[1] as string, match[2] as string];
  if (match[3] === undefined) return;
  // The mode of both sides, where it stays the same.
  const both = mode(match[3], index);
  section.oldMode ??= both;
  section.newMode ??= both;
}

/** A mode of a file, a link, a folder or a submodule. */
function mode(rest: string, index: number): string {
  const match = /^(?:100[0-7]{3}|[01]?40000|1[26]0000)(?=\s|$)/.exec(rest);
  if (!match)
    throw new MalformedPatch(index + 1, `"${rest.slice(0, 40)}" is not a file mode such as "100644".`);
  return match[0];
}

function change(section: Section, kind: Section['change'], index: number): void {
  if (section.change !== 'modified' && section.change !== kind) {
    throw new MalformedPatch(
      index + 1,
      `the header marks the file as both ${words[section.change]} and ${words[kind]}.`,
    );
  }
  section.change = kind;
}

const words: Readonly<Record<Section['change'], string>> = {
  added: 'new',
  deleted: 'deleted',
  renamed: 'renamed',
  copied: 'copied',
  modified: 'changed',
  modeChanged: 'changed',
};
