import type { Hunk } from '../core/patch.js';

/** The text that hunks make of another, or the first hunk that has no place in it and why. */
export type Fit =
  | { readonly after: string }
  | { readonly hunk: Hunk; readonly refusal: string }
  | { readonly hunk: Hunk; readonly unsure: string };

/** Comparisons of lines beyond which a file is given up: about a second. */
const mostWork = 100_000_000;
/** Lines on either side of a hunk's place that are searched before the whole file is. */
const nearby = 500;
/** Stands for a line that an earlier hunk wrote; no hunk may stand on it. */
const written = -1;

/**
 * Puts hunks into a text as `git apply` does: the lines must fit exactly, but may stand elsewhere than the hunk says;
 * the nearest place counts. A hunk that names the first line stands only there, one without context at its end only at
 * the end of the text, and none stands on lines that another has written.
 */
export function fitHunks(before: string, hunks: readonly Hunk[]): Fit {
  const image = new Image(before);
  for (const hunk of hunks) {
    const old = sideOf(hunk, 'added');
    const at = image.placeOf(old, hunk);
    if (at === undefined) return { hunk, unsure: 'The file has too many equal lines to compare.' };
    if (at < 0) return { hunk, refusal: image.refusalOf(hunk, old) };
    image.replace(at, old.length, sideOf(hunk, 'deleted'));
  }
  return { after: image.lines.join('') };
}

/** One side of a hunk: without the added lines the old one, without the deleted lines the new one. */
export function sideOf({ lines }: Hunk, without: 'added' | 'deleted'): string[] {
  return lines
    .filter((line) => line.kind !== without)
    .map((line) => (line.noNewlineAtEnd ? line.text : `${line.text}\n`));
}

/** A text's lines with their ends, so that a missing last newline and carriage returns count. */
class Image {
  lines: string[];
  /** Each line as a number, the same for equal lines. */
  private ids: number[];
  private readonly known = new Map<string, number>();
  private work = 0;

  constructor(text: string) {
    this.lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    this.ids = this.lines.map((line) => this.idOf(line));
  }

  /** Where a hunk's old lines stand, nearest to where it says; -1 where nowhere, nothing where it takes too long. */
  placeOf(old: readonly string[], { oldStart, newStart, lines }: Hunk): number | undefined {
    const end = this.lines.length - old.length;
    const atStart = oldStart <= 1;
    const atEnd = lines.at(-1)?.kind !== 'context';
    const first = atEnd ? end : 0;
    const last = atStart ? Math.min(0, end) : end;
    const wanted = newStart - 1;
    const near = Math.max(first, Math.min(wanted, last));
    for (const reach of [0, nearby, Number.POSITIVE_INFINITY]) {
      const at = this.find(old, near, Math.max(first, near - reach), Math.min(last, near + reach), atEnd);
      if (this.work > mostWork) return undefined;
      if (at >= 0) return at;
    }
    return -1;
  }

  replace(at: number, count: number, lines: readonly string[]): void {
    if (lines.length === count) {
      for (const [i, line] of lines.entries()) {
        this.lines[at + i] = line;
        this.ids[at + i] = written;
      }
      return;
    }
    this.work += (this.lines.length - at) / 8 + lines.length;
    const spliced = <T>(all: readonly T[], added: readonly T[]) =>
      all.slice(0, at).concat(added, all.slice(at + count));
    this.lines = spliced(this.lines, lines);
    this.ids = spliced(
      this.ids,
      lines.map(() => written),
    );
  }

  refusalOf(hunk: Hunk, old: readonly string[]): string {
    if (hunk.completed) {
      return `The header of the hunk at line ${hunk.oldStart} counts one more line than the hunk has.`;
    }
    const made = sideOf(hunk, 'deleted');
    const anywhere = (sought: readonly string[], image: Image) =>
      image.find(sought, 0, 0, image.lines.length - sought.length, false) >= 0;
    if (made.length > 0 && anywhere(made, this))
      return `The change at line ${hunk.oldStart} is already there.`;
    const bare = (line: string) => `${line.trimEnd()}\n`;
    if (old.length > 0 && anywhere(old.map(bare), new Image(this.lines.map(bare).join('')))) {
      return `The lines around line ${hunk.oldStart} differ in their line endings, trailing white space or position.`;
    }
    return `The lines around line ${hunk.oldStart} are not those that the patch expects.`;
  }

  /** The place nearest to `near` from `first` to `last`; the later of two. Knuth, Morris and Pratt: linear. */
  private find(sought: readonly string[], near: number, first: number, last: number, exactEnd: boolean) {
    if (first > last || first < 0) return -1;
    if (sought.length === 0) return near;
    // Git compares a last line without its newline with the start of a line only.
    const open = !exactEnd && !(sought.at(-1) as string).endsWith('\n');
    const pattern = (open ? sought.slice(0, -1) : sought).map((line) => this.known.get(line) ?? Number.NaN);
    if (first === last && pattern.some((id, i) => this.ids[first + i] !== id)) return -1;
    const borders = bordersOf(pattern);
    let best = -1;
    let matched = 0;
    const take = (at: number) => {
      if (open && !this.opens(at + pattern.length, sought.at(-1) as string)) return;
      if (best < 0 || Math.abs(at - near) <= Math.abs(best - near)) best = at;
    };
    if (pattern.length === 0) for (let at = first; at <= last; at++) take(at);
    else {
      for (let i = first; i < last + pattern.length; i++) {
        while (matched > 0 && pattern[matched] !== this.ids[i]) matched = borders[matched - 1] as number;
        if (pattern[matched] === this.ids[i]) matched++;
        if (matched < pattern.length) continue;
        take(i - pattern.length + 1);
        matched = borders[matched - 1] as number;
      }
    }
    this.work += last - first + 2 * sought.length;
    return best;
  }

  /** Whether a line starts with a text and has only blanks and its end besides. */
  private opens(at: number, text: string): boolean {
    const line = this.lines[at] as string;
    return this.ids[at] !== written && line.startsWith(text) && line.slice(text.length).trim() === '';
  }

  private idOf(line: string): number {
    const id = this.known.get(line) ?? this.known.size;
    this.known.set(line, id);
    return id;
  }
}

/** For each start of a pattern the length of its longest proper start that is also its end. */
function bordersOf(pattern: readonly number[]): Int32Array {
  const borders = new Int32Array(pattern.length);
  for (let i = 1, length = 0; i < pattern.length; i++) {
    while (length > 0 && pattern[length] !== pattern[i]) length = borders[length - 1] as number;
    if (pattern[length] === pattern[i]) length++;
    borders[i] = length;
  }
  return borders;
}
