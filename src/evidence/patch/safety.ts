import { posix } from 'node:path';
import type { Fact } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import { isInside } from '../../repository/inside.js';
import { ordersFact, ordersToJudge } from '../orders.js';
import { automationFact } from './automation.js';
import { placesOfFiles } from './places.js';
import type { PatchReading, ReadLine } from './reading.js';

/** What a person must know before anything is applied. */
export function safetyFacts(reading: PatchReading): Fact[] {
  const { patch } = reading;
  const unsafe = patch.files.filter((file) => leadsOut(file.oldPath) || leadsOut(file.newPath));
  const links = patch.files.filter(linksOut);
  const orders = ordersIn(reading);
  return [
    {
      id: 'unsafe-path',
      value: unsafe.length + links.length,
      sentence:
        unsafe.length > 0
          ? 'Writes outside the code base: a path is absolute or leads upwards.'
          : links.length > 0
            ? 'Makes a symbolic link that leads out of the code base.'
            : 'Stays within the code base.',
      places: placesOfFiles([...unsafe, ...links]),
      level: unsafe.length + links.length > 0 ? 'blocker' : 'note',
    },
    automationFact(reading),
    ordersFact(orders.length, orders),
  ];
}

/** Out of the code base, or into git's own folder. */
function leadsOut(path: string | undefined): boolean {
  return path !== undefined && !isInside(path);
}

/** Whether a file is a symbolic link after the patch, to a place outside of the code base or in git's own folder. */
function linksOut({ newMode, newPath, hunks }: PatchFile): boolean {
  if (newMode !== '120000' || newPath === undefined) return false;
  const target = hunks
    .flatMap(({ lines }) => lines)
    .find(({ kind }) => kind === 'added')
    ?.text.replaceAll('\\', '/');
  if (target === undefined) return false;
  if (/^[/~]|^[A-Za-z]:/.test(target)) return true;
  return !isInside(posix.join(posix.dirname(newPath), target));
}

/**
 * Orders in what the patch adds: comments, strings and documents, the prose before the diff, and names of files.
 * Lines of plain code can't address anybody.
 */
function ordersIn({ patch, kinds, added, testsAdded }: PatchReading): Place[] {
  const places: Place[] = [];
  const look = (text: string, line: number, column: number) => {
    for (const { start, end } of ordersToJudge(text)) {
      const range = { start: { line, column: column + start }, end: { line, column: column + end } };
      if (places.length < mostPlaces) places.push({ document: 'patch', range, quote: quoteOf(text) });
    }
  };
  const prose = (patch.files[0]?.firstLine ?? 1) - 1;
  if (prose > 0) for (const [i, text] of patch.text.split('\n', prose).entries()) look(text, i + 1, 1);
  for (const lines of [added, testsAdded]) {
    for (const one of lines) if (speaks(one)) look(one.line.text, one.line.document, 2);
  }
  for (const file of patch.files) {
    if (file.path.length > longestName) look(file.path.replaceAll(/[-_./]/g, ' '), file.firstLine, 1);
    const kind = kinds.get(file);
    if (kind === 'source' || kind === 'test') continue;
    for (const { lines } of file.hunks) {
      for (const line of lines) if (line.kind === 'added') look(line.text, line.document, 2);
    }
  }
  return places;
}

const mostPlaces = 5;
const shortestOrder = 16;
/** A path that is longer than this may be a sentence. */
const longestName = 60;

/** Comments, and strings of several words or with a label's underscores. */
function speaks(line: ReadLine): boolean {
  const { code, role } = line;
  if (code.length < shortestOrder) return false;
  if (role !== 'code') return true;
  const quote = firstOf(code.indexOf('"'), code.indexOf("'"));
  if (quote < 0) return code.includes('<|');
  const space = code.indexOf(' ', quote);
  return (space >= 0 && code.indexOf(' ', space + 1) >= 0) || code.indexOf('_', quote) >= 0;
}

function firstOf(a: number, b: number): number {
  return a < 0 || (b >= 0 && b < a) ? b : a;
}
