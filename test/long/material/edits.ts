import { below, chance, pick, type Random } from '../random.js';

/** A text with a few lines changed, added, moved or taken out, as a person edits it. */
export function edited(text: Buffer, random: Random): Buffer {
  const lines: string[] = text.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (let left = 1 + below(4, random); left > 0; left--) {
    const at = below(lines.length + 1, random);
    const length = 1 + below(3, random);
    pick(edits, random)(lines, at, length);
  }
  if (chance(0.1, random)) lines.push((lines.pop() ?? 'x').replace(/\r?\n$/, ''));
  return Buffer.from(lines.join(''), 'latin1');
}

type Edit = (lines: string[], at: number, length: number) => void;

const edits: readonly Edit[] = [
  (lines, at, length) => lines.splice(at, length),
  (lines, at, length) => lines.splice(at, 0, ...lines.slice(at, at + length)),
  (lines, at, length) => lines.splice(at, length, ...lines.slice(at, at + length).map(changed)),
  (lines, at) => lines.splice(at, 0, '', 'an added line\n'),
  (lines, at, length) => lines.splice(0, 0, ...lines.splice(at, length)),
  (lines, at) =>
    lines.splice(at, 0, '\n', '--- a line like a header\n', '+++ and another\n', '@@ -1 +1 @@\n'),
];

function changed(line: string): string {
  return line.replace(/\w+/, (word) => `${word}2`);
}
