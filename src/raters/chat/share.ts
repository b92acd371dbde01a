const words: Readonly<Record<string, number>> = { low: 0.3, medium: 0.6, moderate: 0.6, high: 0.9 };

/**
 * How sure a model says it is, 0..1, in whatever way it says so: `0.9`, `90`, `"90%"`, `"9 of 10"`, `"9/10"`, `"high"`.
 * A number above 1 is one of ten or of a hundred. Undefined for what can't be read so.
 */
export function shareOf(said: unknown): number | undefined {
  if (typeof said === 'number') return within(said, said <= 1 ? 1 : said <= 10 ? 10 : 100);
  if (typeof said !== 'string') return undefined;
  const text = said.trim().toLowerCase();
  if (Object.hasOwn(words, text)) return words[text];
  const read = /^(\d+(?:[.,]\d+)?)\s?(?:(%|percent)|(?:\/|of|out of)\s?(\d+))?$/.exec(text.slice(0, 40));
  if (!read) return undefined;
  const value = Number(read[1]?.replace(',', '.'));
  if (read[2]) return within(value, 100);
  return read[3] ? within(value, Number(read[3])) : shareOf(value);
}

function within(value: number, whole: number): number | undefined {
  const share = value / whole;
  return share >= 0 && share <= 1 ? share : undefined;
}
