import type { Hunk, Patch, PatchFile, PatchLine } from './patch.js';

/** Files of a patch as `git diff` writes them, whoever wrote the patch. What only names a file is left out. */
export function writePatch({ text }: Patch, files: readonly PatchFile[]): string {
  const lines = text.split('\n');
  const parts: string[] = [];
  for (const file of files) {
    if (file.unseen) continue;
    parts.push(...header(file, (name) => quoted(name, file, lines)));
    if (file.binary) for (const line of binaryLines(file, lines)) parts.push(line);
    else for (const hunk of file.hunks) for (const line of hunkLines(hunk)) parts.push(line);
  }
  return `${parts.join('\n')}\n`;
}

function header(file: PatchFile, written: (name: string) => string): string[] {
  const { path, oldPath, newPath, change, oldMode = '100644', newMode = '100644', hunks, binary } = file;
  const [old, now] = [written(`a/${oldPath ?? path}`), written(`b/${newPath ?? path}`)];
  const lines = [`diff --git ${old} ${now}`];
  if (change === 'added') lines.push(`new file mode ${newMode}`);
  else if (change === 'deleted') lines.push(`deleted file mode ${oldMode}`);
  else if (oldMode !== newMode) {
    lines.push(`old mode ${oldMode}`, `new mode ${newMode}`);
  }
  if (change === 'renamed' || change === 'copied') {
    const verb = change === 'renamed' ? 'rename' : 'copy';
    lines.push(`${verb} from ${written(oldPath ?? path)}`, `${verb} to ${written(newPath ?? path)}`);
  }
  // Git takes the mode of a file that keeps it from this line, and no hash of a text.
  const keepsMode = change === 'modified' && oldMode === newMode && file.oldMode !== undefined;
  if (keepsMode && !binary) lines.push(`index 0000000..1111111 ${oldMode}`);
  if (hunks.length > 0 && !binary) {
    lines.push(`--- ${oldPath === undefined ? '/dev/null' : old}`);
    lines.push(`+++ ${newPath === undefined ? '/dev/null' : now}`);
  }
  return lines;
}

/** The lines of a binary part from git's hashes on, without which git does not take it. */
function binaryLines({ firstLine, lastLine }: PatchFile, lines: readonly string[]): string[] {
  const part = lines.slice(firstLine - 1, lastLine);
  return part.slice(part.findIndex((line) => /^(?:index |GIT binary|Binary files |Files )/.test(line)));
}

const marks: Readonly<Record<PatchLine['kind'], string>> = { context: ' ', added: '+', deleted: '-' };

function hunkLines({ oldStart, oldLines, newStart, newLines, lines }: Hunk): string[] {
  const written = [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`];
  for (const { kind, text, noNewlineAtEnd } of lines) {
    written.push(marks[kind] + text);
    if (noNewlineAtEnd) written.push('\\ No newline at end of file');
  }
  return written;
}

/**
 * A name in C quotes where git would cut or take it otherwise; tab is the one control character in a path. Where the
 * patch gives its bytes as numbers they are UTF-8, whatever the encoding of the patch.
 */
function quoted(name: string, { firstLine, lastLine }: PatchFile, lines: readonly string[]): string {
  const head = lines.slice(firstLine - 1, Math.min(lastLine, firstLine + 11));
  const hasNumbers = /[^\p{ASCII}]/u.test(name) && head.some((line) => /\\[0-3][0-7]{2}/.test(line));
  if (!hasNumbers && !/^\s|\s$|[\t"\\]/.test(name)) return name;
  const plain = name.replace(/["\\]/g, '\\$&').replaceAll('\t', '\\t');
  return `"${hasNumbers ? plain.replace(/[^\p{ASCII}]+/gu, inNumbers) : plain}"`;
}

function inNumbers(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\${byte.toString(8)}`).join('');
}
