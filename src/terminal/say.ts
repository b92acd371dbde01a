/** Untrusted text may carry terminal control sequences; they are shown, not obeyed. Tabs become one blank. */
export function visible(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, (c) =>
      c === '\n' ? c : `\\u{${c.codePointAt(0)?.toString(16)}}`,
    );
}

/** Tells a person something, on standard error. What a file, a server or a model said may be in it. */
export function say(text: string): void {
  process.stderr.write(`${visible(text)}\n`);
}

/** What goes to standard output as it is, unless that is a person's terminal. */
export function shown(text: string): string {
  return process.stdout.isTTY ? visible(text) : text;
}
