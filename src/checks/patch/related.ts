import type { PatchReading, ReadLine } from './reading.js';
import { tellingWords } from './telling.js';

/** Added lines that are looked at, and those that are kept for a word. */
const mostLines = 5_000;
const mostPerWord = 20;
/** Words that a line must share to have to do with a text. */
const fewest = 2;

/** Finds the added lines that share the most telling words with a text; nothing where none shares two. */
export function relatedIn({ added, testsAdded }: PatchReading): (text: string) => ReadLine[] {
  const linesOf = new Map<string, ReadLine[]>();
  for (const one of [...added, ...testsAdded].slice(0, mostLines)) {
    for (const word of tellingWords(one.code)) {
      const lines = linesOf.get(word) ?? [];
      if (lines.length < mostPerWord) lines.push(one);
      linesOf.set(word, lines);
    }
  }
  return (text) => {
    const shared = new Map<ReadLine, number>();
    for (const word of tellingWords(text)) {
      for (const one of linesOf.get(word) ?? []) shared.set(one, (shared.get(one) ?? 0) + 1);
    }
    const near = [...shared].filter(([, count]) => count >= fewest);
    return near.sort(([, one], [, other]) => other - one).map(([line]) => line);
  };
}
