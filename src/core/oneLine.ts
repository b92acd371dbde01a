/** A text on one line, its white space one blank each and none at its ends. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text of anybody's on one line, without the control characters that steer a terminal or turn a line around. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}
