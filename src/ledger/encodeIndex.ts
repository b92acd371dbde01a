import { setImmediate } from 'node:timers/promises';
import { indexVersion, type LedgerIndex, type Rest, usageKeys } from './indexFile.js';
import { workOutcomes } from './record.js';
import { SectionWriter } from './sections.js';
import { type Rule, ruleOf } from './storedRecords.js';
import type { Entry } from './view.js';

/**
 * An index, as it is when this is called, as a file; `decodeIndex` is the inverse. Others get a turn between the
 * columns, because a long history takes half a second.
 */
export async function encodeIndex(index: LedgerIndex): Promise<Buffer> {
  const entries = index.entries.newestFirst();
  const rest = { segments: [...index.segments], early: [...index.early] };
  const writer = new SectionWriter();
  await setImmediate();
  const decisions = entries.map(({ decision }) => decision);
  const hex = (ids: readonly string[]) => Buffer.from(ids.join('').replaceAll('-', ''), 'hex');
  writer.bytes('ids', hex(decisions.map(({ id }) => id)));
  await setImmediate();
  writer.bytes('dates', Buffer.from(decisions.map(({ at }) => at).join('')));
  await setImmediate();
  writer.bytes('hashes', hex(decisions.map(({ inputHash }) => inputHash)));
  await setImmediate();
  writer.numbers('milliseconds', decisions, ({ milliseconds }) => milliseconds);
  writer.numbers('probabilities', decisions, ({ bounceProbability }) => bounceProbability ?? Number.NaN);
  await setImmediate();
  writeDistinct(writer, 'sources', decisions, ({ source }) => source);
  await setImmediate();
  writeDistinct(writer, 'becauses', decisions, ({ because }) => because);
  await setImmediate();
  const rules = new Numbering();
  writer.counts('rules', decisions, (decision) => rules.of(JSON.stringify(ruleOf(decision))));
  await setImmediate();

  const usages = having(entries, ({ decision }) => decision.usage);
  writer.counts('usages', usages, ([row]) => row);
  for (const key of usageKeys)
    writer.numbers(`usages.${key}`, usages, ([, usage]) => usage[key] ?? Number.NaN);
  await setImmediate();
  const responses = having(entries, ({ response }) => response);
  writer.counts('responses', responses, ([row]) => row);
  writer.bytes('responses.ids', hex(responses.map(([, { id }]) => id)));
  writer.bytes('responses.dates', Buffer.from(responses.map(([, { at }]) => at).join('')));
  writer.counts('responses.overrode', responses, ([, { did }]) => Number(did === 'overrode'));
  writeDistinct(writer, 'reasons', responses, ([, { reason }]) => reason);
  await setImmediate();
  const outcomes = having(entries, ({ outcome }) => outcome);
  writer.counts('outcomes', outcomes, ([row]) => row);
  writer.bytes('outcomes.dates', Buffer.from(outcomes.map(([, { at }]) => at).join('')));
  writer.counts('outcomes.kinds', outcomes, ([, { outcome }]) => workOutcomes.indexOf(outcome));
  await setImmediate();
  const all: Rest = { ...rest, rules: rules.texts().map((text) => JSON.parse(text) as Rule) };
  writer.bytes('rest', Buffer.from(JSON.stringify(all)));
  return writer.file(indexVersion);
}

/** What some of the entries have, with their rows. */
function having<T>(entries: readonly Entry[], pick: (entry: Entry) => T | null): (readonly [number, T])[] {
  const rows: (readonly [number, T])[] = [];
  for (const [row, entry] of entries.entries()) {
    const value = pick(entry);
    if (value !== null) rows.push([row, value]);
  }
  return rows;
}

/** Each text once, and for each item the number of its text. */
function writeDistinct<T>(
  writer: SectionWriter,
  name: string,
  items: readonly T[],
  textOf: (item: T) => string,
): void {
  const numbering = new Numbering();
  writer.counts(`${name}.numbers`, items, (item) => numbering.of(textOf(item)));
  writer.texts(name, numbering.texts());
}

/** Numbers texts from 0 in the order in which they first come. */
class Numbering {
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  texts(): string[] {
    return [...this.numbers.keys()];
  }
}
