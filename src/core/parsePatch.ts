import { addsText } from './binaryData.js';
import { readGitHeaderLine } from './gitHeader.js';
import { decodeMails } from './mail.js';
import { readNamedOnly } from './namedOnly.js';
import { noDiff, otherFormat } from './otherFormats.js';
import { MalformedPatch, type Patch } from './patch.js';
import { checkQuotes, headerName } from './patchNames.js';
import { type Section, startSection, toFiles } from './patchSection.js';
import { PatchText } from './patchText.js';
import { CouldNotRate } from './rating.js';
import { checkEnd, readHunk } from './readHunk.js';

/**
 * Reads a unified diff as git, `git format-patch`, `diff -u`, Mercurial, Subversion, quilt and agents write it, and
 * as `git apply` takes it. Prose around the diff (a mail, a Markdown fence) is passed over; what names a file without
 * showing its change is listed.
 *
 * @throws MalformedPatch naming the line that is wrong
 * @throws CouldNotRate when the text is blank
 */
export function parsePatch(text: string, source: string): Patch {
  if (text.trim() === '') {
    throw new CouldNotRate('empty', `${source} is empty.`, 'Give a unified diff, as `git diff` writes it.');
  }
  const plain = decodeMails(withoutColors(text));
  return { source, text: plain, ...new PatchReader(new PatchText(plain)).read() };
}

/** A terminal's colors stand before the mark of a line, so a diff with a line that starts so was printed in color. */
function withoutColors(text: string): string {
  if (!text.startsWith('\u001b[') && !text.includes('\n\u001b[')) return text;
  return text.replace(/[^\P{Cc}\t\n\r]\[[\d;]*[mK]/gu, '');
}

class PatchReader {
  private readonly sections: Section[] = [];
  private section: Section | undefined;
  /** Index of a line that announces a file without naming it for good (`Index: x`, `diff -u a b`), or -1. */
  private announced = -1;
  private at = 0;

  constructor(private readonly text: PatchText) {}

  read(): Pick<Patch, 'files' | 'hasGitNames'> {
    while (this.at < this.text.count) this.step();
    this.finish();
    if (this.sections.length === 0) throw noDiff(this.text);
    return toFiles(this.sections);
  }

  /** Reads one line of a header, one hunk or one block of binary data, or passes over a line of prose. */
  private step(): void {
    const { text, at, section } = this;
    const line = text.bare(at);
    if (section?.isOpen && readGitHeaderLine(section, line, at)) {
      this.passed(section, at + 1);
    } else if (line.startsWith('diff --')) {
      this.diffLine(line);
    } else if (line.startsWith('diff -') || line.startsWith('Index: ')) {
      this.announce(line);
    } else if (line.startsWith('--- ') && text.startsWith('+++ ', at + 1)) {
      this.names();
    } else if (section?.isOpen && (line.startsWith('--- ') || line.startsWith('+++ '))) {
      throw new MalformedPatch(
        at + 1,
        `"${line.slice(0, 60)}" names only one side; "---" and "+++" lines come in pairs.`,
      );
    } else if (/^@@+(?: |$)/.test(line)) {
      this.hunk();
    } else if (line === 'GIT binary patch') {
      this.binaryData();
    } else {
      this.other(line);
    }
  }

  private diffLine(line: string): void {
    if (line.startsWith('diff --git ')) this.start(line.slice('diff --git '.length));
    else if (line.startsWith('diff --cc ') || line.startsWith('diff --combined ')) throw combined(this.at);
    this.at++;
  }

  private announce(line: string): void {
    // CVS writes both `Index: x` and `diff -u …` for one file.
    if (this.section || this.announced < 0 || line.startsWith('Index: ')) {
      this.finish();
      this.announced = this.at;
    }
    this.at++;
  }

  /** Starts a file's section here, or where the file was announced. */
  private start(gitLine?: string): Section {
    const announced = this.announcedPath();
    const base = announced?.slice(announced.lastIndexOf('/') + 1);
    const names = this.text.line(this.at) + this.text.line(this.at + 1);
    if (base !== undefined && !names.includes(base)) this.finish();
    const first = this.announced >= 0 ? this.announced : this.at;
    this.announced = -1;
    this.finish();
    this.section = startSection(first, gitLine);
    return this.section;
  }

  private passed(section: Section, end: number): void {
    section.end = end;
    this.at = end;
  }

  /** `--- old` and `+++ new`: they complete a git header, or start a file of their own. */
  private names(): void {
    const { text, at } = this;
    const section = this.section?.isOpen ? this.section : this.start();
    const nameIn = (line: number) => {
      const name = text.bare(line).slice(4);
      checkQuotes(name, line);
      return headerName(name, section.gitLine !== undefined);
    };
    section.headerNames = [nameIn(at), nameIn(at + 1)];
    section.isOpen = false;
    this.passed(section, at + 2);
    const next = text.bare(at + 2);
    if (/^(?:[-+](?!-- |\+\+ |-* ?$)|@@@)/.test(next)) {
      if (next.startsWith('@@@')) throw combined(at + 2);
      throw new MalformedPatch(
        at + 3,
        'a hunk header ("@@ -1,3 +1,4 @@") is missing between the "+++" line and the changed lines.',
      );
    }
  }

  private hunk(): void {
    const { section, text, at } = this;
    if (text.startsWith('@@@', at)) throw combined(at);
    // As for git, a hunk stands right behind its file's header or the hunk before.
    const follows =
      section &&
      section.end === at &&
      (section.headerNames || section.isExtended || section.hunks.length > 0);
    if (!section || !follows || section.binary) {
      // A hunk header that is wrong in itself is told as such.
      readHunk(text, at);
      throw new MalformedPatch(
        at + 1,
        section?.hunks.length
          ? 'the hunk does not directly follow the one before it, so its file is unknown.'
          : 'the hunk has no file header ("---" and "+++" lines) directly above it.',
      );
    }
    const read = readHunk(text, at);
    checkEnd(text, read);
    section.isOpen = false;
    section.hunks.push(read.hunk);
    section.added += read.added;
    section.deleted += read.deleted;
    this.passed(section, read.end);
  }

  /** The blocks behind `GIT binary patch`: forward, and perhaps the way back. */
  private binaryData(): void {
    const { text, section } = this;
    if (
      section?.gitLine === undefined ||
      section.headerNames ||
      section.hunks.length > 0 ||
      section.end !== this.at
    ) {
      throw new MalformedPatch(this.at + 1, 'the binary data has no "diff --git" header directly above it.');
    }
    const whole = 'Give the patch as `git diff --binary` writes it.';
    const damaged = (index: number) => new MalformedPatch(index + 1, 'the binary data is damaged.', whole);
    let at = this.at + 1;
    for (let block = 0; block < 2; block++) {
      const match = /^(literal|delta) (\d{1,12})$/.exec(text.bare(at));
      if (!match) {
        if (block > 0) break;
        throw damaged(at);
      }
      const header = at++;
      const lines: string[] = [];
      while (at < text.count && text.bare(at) !== '') lines.push(text.bare(at++));
      const size = Number(match[2]);
      const isText = addsText(match[1] as string, size, lines);
      if (isText === undefined) throw damaged(header);
      if (block === 0) {
        if (isText) {
          throw new MalformedPatch(
            header + 1,
            'the binary data holds text, which nobody can review in this form.',
            'Give the patch as `git diff --text` writes it.',
          );
        }
        section.binaryData = { size, lines: lines.length };
      }
      at++;
    }
    section.binary = true;
    section.isOpen = false;
    this.passed(section, Math.min(at, text.count));
  }

  /** A line that names a file without showing its change, or else prose. */
  private other(line: string): void {
    const { section, at } = this;
    const named = readNamedOnly(line);
    if (named) {
      const { why, ...names } = named;
      const binary = why === 'binary';
      const isOwn = binary && section && section.hunks.length === 0 && !section.binary && section.end === at;
      const own = isOwn ? section : this.start();
      if (!isOwn) own.named = names;
      own.isOpen = false;
      if (binary) own.binary = true;
      else own.unseen = { why, lines: undefined };
      this.passed(own, at + 1);
      return;
    }
    const error = otherFormat(line, at);
    if (error) throw error;
    if (line === 'Cannot display: file marked as a binary type.') {
      const own = this.announcedSection() ?? section;
      if (own?.hunks.length === 0) {
        own.binary = true;
        own.end = at + 1;
      }
    } else if (line.startsWith('Property changes on: ')) {
      const own = this.announcedSection() ?? (section && section.hunks.length === 0 ? section : undefined);
      if (own) own.properties = at;
    }
    if (section) section.isOpen = false;
    this.at++;
  }

  private announcedPath(): string | undefined {
    const { announced, text } = this;
    if (announced < 0 || !text.startsWith('Index: ', announced)) return undefined;
    return text.bare(announced).slice('Index: '.length).trimEnd();
  }

  /** A section for the file that an `Index: ` line announced; undefined where none is waiting. */
  private announcedSection(): Section | undefined {
    const path = this.announcedPath();
    if (path === undefined) return undefined;
    const section = startSection(this.announced);
    section.named = { names: [path, path], isBare: false };
    this.announced = -1;
    this.section = section;
    return section;
  }

  private finish(): void {
    if (this.section) {
      const { section } = this;
      this.section = undefined;
      this.sections.push(section);
      if (section.properties !== undefined && section.hunks.length === 0) {
        section.end = this.at;
        section.unseen = { why: 'Subversion properties', lines: this.at - section.properties };
      }
    } else if (this.announcedSection()) {
      this.finish();
    }
    this.announced = -1;
  }
}

function combined(index: number): MalformedPatch {
  return new MalformedPatch(
    index + 1,
    "this is a combined diff, which compares a merge with both of its parents and can't be applied.",
    'While you merge, give `git diff HEAD`; for a merge commit, give `git show --first-parent COMMIT`.',
  );
}
