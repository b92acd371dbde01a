/** A position in a document. `line` and `column` count from 1, as compilers print them; a column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a document, from `start` up to but not including `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A line of a file that a patch changes: of the old side for deleted lines, else of the new side. */
export interface FileLine {
  readonly path: string;
  readonly line: number;
  readonly side: 'old' | 'new';
}

/** Where something was seen: in the ticket's or the patch's own text, and, for a patch, in the file it is about. */
export interface Place {
  readonly document: 'ticket' | 'patch';
  readonly range: Range;
  /** The text at `range`, cut to a readable length. */
  readonly quote: string;
  readonly file?: FileLine;
}

/** "api/pricing.py:23", "tests/test_x.py:4 (deleted)", "line 3". */
export function placeWords({ file, range }: Place): string {
  if (!file) return `line ${range.start.line}`;
  return `${file.path}:${file.line}${file.side === 'old' ? ' (deleted)' : ''}`;
}

/** Turns offsets of one text into positions. Lines end at `\n`, `\r\n` or a lone `\r`, as in VS Code. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = lastUpTo(this.starts, at);
    return { line: line + 1, column: at - (this.starts[line] as number) + 1 };
  }

  range(startOffset: number, endOffset: number): Range {
    return { start: this.position(startOffset), end: this.position(endOffset) };
  }

  /** The offset at which a line (from 1) starts; the text's length for a line past its end. */
  offsetOfLine(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }
}

/** The index of the last of ascending numbers that is not above a value; 0 where all are. */
export function lastUpTo(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

const longestQuote = 160;

/** The first line of a quote, cut to at most 160 characters, so that it fits a list. */
export function quoteOf(text: string): string {
  const line = text.trim().split(/\r\n|\r|\n/, 1)[0] ?? '';
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line;
}
