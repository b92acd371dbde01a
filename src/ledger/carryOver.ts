import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { summed, unsummed } from '../journal/checksum.js';
import type { Beside } from './beside.js';
import { appendLines, endOfLines, linesOf, monthFile, pathsIn, segmentFiles } from './files.js';
import { recordOf } from './line.js';
import { type DecisionRecord, fitted, hashOf } from './record.js';

/** The index by which files of earlier versions opened fast, and what a crash left of it. */
const indexPattern = /^index\.bin(?:\.[\w-]+\.tmp)?$/;

/** What earlier versions have in a decision's line, too. */
interface OldFields {
  /** What each check measured, by its id. */
  readonly facts?: Readonly<Record<string, number>>;
  readonly text?: string;
}

/**
 * Brings the files of earlier versions into today's form. Lines that are no record stay as they are: a later version may
 * know them. The folder must be locked.
 */
export async function carryOver(directory: string, beside: Beside): Promise<void> {
  for (const path of await segmentFiles(directory)) {
    const begun = basename(path).replace(/^(\d{4})(\d\d).*/, '$1-$2');
    const file = await open(path, 'r');
    const carry = async () => {
      const lines: [string, string][] = [];
      const content = await file.readFile();
      const torn = content.subarray(endOfLines(content));
      for (const line of [...linesOf(content), ...(torn.length > 0 ? [torn] : [])]) {
        const record = recordOf(line);
        const isDecision = record?.kind === 'decision';
        const carried = isDecision ? await inNewForm(record, unsummed(line) as OldFields, beside) : line;
        lines.push([monthFile(directory, record?.at ?? begun), `${carried}\n`]);
      }
      await appendLines(lines);
    };
    try {
      await carry();
      await rm(path);
      // A window of an earlier version may have written on until now; it begins another file next.
      await carry();
    } finally {
      await file.close();
    }
  }
  for (const path of await pathsIn(directory, indexPattern)) await rm(path, { force: true });
}

async function inNewForm(
  decision: DecisionRecord,
  { facts = {}, text }: OldFields,
  beside: Beside,
): Promise<string> {
  const verdict = JSON.stringify({ evidence: Object.entries(facts).map(([id, value]) => ({ id, value })) });
  const record = fitted({ ...decision, verdict: hashOf(verdict) });
  await beside.put({ record, verdict, text: typeof text === 'string' ? text : undefined });
  return summed(record);
}
