/** A part of a text, by offsets: `end` is behind its last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Spans in the order of the text; those that touch are one. */
export function united(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else if (span.end > span.start) result.push(span);
  }
  return result;
}

/** Where a global pattern, or a group of one that has the flag `d`, matches. */
export function spansOf(text: string, pattern: RegExp, group = 0): Span[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: match, indices }) => {
    const [start, end] = group === 0 ? [index, index + match.length] : (indices?.[group] ?? [0, 0]);
    return end > start ? [{ start, end }] : [];
  });
}
