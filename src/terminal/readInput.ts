import { stat } from 'node:fs/promises';
import { decodeInput, encodingOf, mostBytes, tooLarge } from '../core/inputText.js';
import type { NamedText } from '../core/subject.js';
import { fileBytes } from '../rows/fileBytes.js';

/** What a file is called. */
export function sourceOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** Reads a whole input, no further than Bouncer's size limit. @throws CouldNotRate */
export async function readInput(file: string): Promise<NamedText> {
  const source = sourceOf(file);
  const size = file === '-' ? 0 : ((await stat(file).catch(() => undefined))?.size ?? 0);
  if (size > mostBytes) throw tooLarge(size, source);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of fileBytes(file)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) throw tooLarge(undefined, source);
  }
  const bytes = Buffer.concat(chunks);
  return { text: decodeInput(bytes, source), source, encoding: encodingOf(bytes) };
}
