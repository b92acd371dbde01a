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
  const [start, name, verb, side] = match;
  const rest = line.slice(start.length);
  if (verb) {
    checkQuotes(rest, index);
    change(section, verb === 'copy' ? 'copied' : 'renamed', index);
    section[side === 'from' || side === 'old' ? 'from' : 'to'] = barePath(rest);
  } else if (name?.endsWith('mode')) {
    section[name.startsWith('new') ? 'newMode' : 'oldMode'] = mode(rest, index);
    if (name === 'new file mode') change(section, 'added', index);
    if (name === 'deleted file mode') change(section, 'deleted', index);
  } else if (name === 'index') readHashes(section, rest, index);
  else if (name === 'similarity index') section.similarity = Number.parseInt(rest, 10);
  section.isExtended = true;
  return true;
}

const headerLine =
  /^(?:(index|old mode|new mode|new file mode|deleted file mode|similarity index|dissimilarity index)|(copy|rename) (from|to|old|new)) /;

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
