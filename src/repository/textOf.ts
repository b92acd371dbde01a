import { type Encoding, utf16Of } from '../core/inputText.js';

/**
 * A file's text, decoded like the patch that it is compared with. UTF-16 with a byte order mark is decoded as such,
 * which git only does where its settings say so: `isUtf16`.
 */
export function textOf(
  bytes: Uint8Array,
  encoding: Encoding,
): { readonly text: string; readonly isUtf16: boolean } {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), isUtf16: true };
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), isUtf16: false };
}

/** A text's bytes, as they were before it was decoded. */
export function bytesOf(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  const codes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = highBytes.get(text[i] as string) ?? text.charCodeAt(i);
  return codes;
}

/** The bytes of Windows-1252 that are not the code of their character. */
const highBytes = new Map(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i))].map(
    (character, i) => [character, 0x80 + i],
  ),
);

/** Whether bytes are no text, as git tells it: by a NUL near the start. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8_000).includes(0);
}
