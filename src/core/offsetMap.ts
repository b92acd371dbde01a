import { lastUpTo } from './place.js';

/** Where the characters of a text stand in the JSON that holds stretches of it as escaped strings. */
export class OffsetMap {
  /** Ascending; from `texts[i]` on, the text stands unescaped from `documents[i]` on. */
  private readonly texts: number[] = [0];
  private readonly documents: number[] = [0];

  /** Adds the string whose source, between its quotes, starts at `document`, and which is the text from `text` on. */
  addString(source: string, document: number, text: number): void {
    let at = text;
    let from = 0;
    this.add(at, document);
    for (const { index, 0: sequence } of source.matchAll(/\\(?:u....|.)/g)) {
      at += index - from;
      this.add(at, document + index);
      at += 1;
      from = index + sequence.length;
      this.add(at, document + from);
    }
  }

  inDocument(offset: number): number {
    const at = lastUpTo(this.texts, offset);
    return (this.documents[at] as number) + Math.max(0, offset - (this.texts[at] as number));
  }

  private add(text: number, document: number): void {
    this.texts.push(text);
    this.documents.push(document);
  }
}
