/** A patch's text by lines, which are cut out only when needed. Lines count from 0 and end at `\n`. */
export class PatchText {
  readonly count: number;
  /** Where each line starts, and where one after the last would. */
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.starts.push(end + 1);
    // What follows the last line end is a line only if there is something.
    if (this.starts[this.starts.length - 1] === text.length) this.count = this.starts.length - 1;
    else {
      this.count = this.starts.length;
      this.starts.push(text.length + 1);
    }
  }

  /** A line with the carriage return that may end it; empty behind the last. */
  line(index: number): string {
    return index < this.count
      ? this.text.slice(this.starts[index], (this.starts[index + 1] as number) - 1)
      : '';
  }

  /** A line without the carriage return that may end it. */
  bare(index: number): string {
    const line = this.line(index);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** The code of a line's first character (a line feed for an empty line); NaN behind the last line. */
  first(index: number): number {
    return index < this.count ? this.text.charCodeAt(this.starts[index] as number) : Number.NaN;
  }

  startsWith(prefix: string, index: number): boolean {
    return index < this.count && this.text.startsWith(prefix, this.starts[index]);
  }
}
