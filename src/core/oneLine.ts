/** A text on one line, its white space one blank each and none at its ends. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text of anybody's on one line, without the control characters that steer a terminal or turn a line around. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}

/**
 * A text of anybody's on one line, where what would end the line, steer a terminal or turn a line around is shown as an
 * escape: `a\nb`. Names keep their difference, which {@link oneLine} takes from them.
 */
export function escaped(text: string): string {
  return text.replace(steersLine, (c) => (c === '\n' ? '\\n' : `\\u{${c.codePointAt(0)?.toString(16)}}`));
}

/** Untrusted text of several lines; what would steer a terminal is shown, not obeyed. Tabs become one blank. */
export function visible(text: string): string {
  return text.replaceAll('\t', ' ').split('\n').map(escaped).join('\n');
}

const steersLine = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The start of a text, without half a surrogate pair at its end. @param most UTF-16 code units */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
