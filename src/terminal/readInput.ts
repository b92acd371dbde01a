import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { decodeInput, encodingOf, mostBytes, tooLarge } from '../core/inputText.js';
import { CouldNotRate } from '../core/rating.js';
import type { NamedText } from '../core/subject.js';
import { unreadable } from '../core/unreadable.js';

/** Opens a file, or standard input for `-`. @throws CouldNotRate when it can't be read. */
export async function openInput(file: string): Promise<NodeJS.ReadableStream> {
  if (file === '-') return process.stdin;
  try {
    if ((await stat(file)).isDirectory()) {
      throw new CouldNotRate('unreadable', `${file} is a folder.`, 'Name a file.');
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return createReadStream(file);
}

/** What a file is called. */
export function sourceOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** Reads a whole input, no further than Bouncer's size limit. @throws CouldNotRate */
export async function readInput(file: string): Promise<NamedText> {
  const source = sourceOf(file);
  const size = file === '-' ? 0 : ((await stat(file).catch(() => undefined))?.size ?? 0);
  if (size > mostBytes) throw tooLarge(size, source);
  const stream = await openInput(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length > mostBytes) throw tooLarge(undefined, source);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  const bytes = Buffer.concat(chunks);
  return { text: decodeInput(bytes, source), source, encoding: encodingOf(bytes) };
}
