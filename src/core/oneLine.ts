/** A text of anybody's on one line, without the control characters that steer a terminal or turn a line around. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}
