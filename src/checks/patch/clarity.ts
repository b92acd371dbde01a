import { counted } from '../../core/counted.js';
import type { PatchFile } from '../../core/patch.js';
import { type Checks, type Said, words } from '../check.js';
import { extensionOf } from './fileKind.js';
import { lines, placesOf } from './places.js';
import { hunksByFile, type PatchReading, type ReadLine } from './reading.js';

/** How a change reads. */
export const clarity = {
  'hard-to-follow': {
    title: 'Five or more signs of a change that is hard to follow',
    help: "Such signs are lines wider than the file's other lines and its formatter's limit, comments that narrate, branches deeper than any around them. Warning.",
    why: 'What is hard to follow is hard to get right. Only Python is read: on Rust and Java it does not tell right patches from wrong ones.',
    example: '`# Check if the value is set`.',
    run: followSaid,
  },
  'many-handlers': {
    title: 'Three or more added exception handlers',
    help: 'Warning.',
    why: 'The patch guesses at what may go wrong.',
    example: '`except KeyError`, `except TypeError` and `except ValueError` around one call.',
    run: lines(
      ({ added, deleted }) => {
        const handled = added.filter(handles);
        return handled.length - deleted.filter(handles).length >= mostHandlers ? handled : [];
      },
      (count) => `Adds ${count} exception handlers.`,
      'Adds few exception handlers.',
      'warning',
    ),
  },
} satisfies Checks<PatchReading>;

/** As wide as Black, the usual formatter, lets a line be. */
const widest = 88;
/** From so many marks on a change is hard to follow. */
const mostMarks = 5;

/** From so many new handlers of exceptions on a patch tries what may go wrong instead of knowing it. */
const mostHandlers = 3;

/** Comments that say what the next line does instead of why. */
const narration =
  /^(?:#+|\/\/+)\s*(?:check (?:if|whether|for|that)|handle|first|then|now|next|try|get|create|only|skip|otherwise|ensure|make sure|do(?: not|n't)|return|set|use|add|convert|call|find|compute|determine|update|remove|apply|store|save|restore|build|extract|iterate|loop)\b/i;

const branches = words('if elif else for while except with switch match catch try');

function handles({ head, code }: ReadLine): boolean {
  return /^(?:except|catch|rescue)$/.test(head) || /^\}\s*catch\b/.test(code);
}

function isPython({ path }: PatchFile): boolean {
  return /^pyi?$/.test(extensionOf(path));
}

/**
 * Whether a change is hard to follow: lines that are wider than those around them and than most formatters let them be,
 * comments that narrate, and branches that lie deeper than any line around them.
 */
function followSaid({ added, hunks, kinds }: PatchReading): Said {
  const wide = new Map<string, ReadLine>();
  const deep: ReadLine[] = [];
  for (const [file, own] of hunksByFile(hunks)) {
    if (kinds.get(file) !== 'source' || !isPython(file)) continue;
    const all = own.flatMap((hunk) => hunk.lines);
    const old = all.filter(({ line, role }) => line.kind !== 'added' && role !== 'blank');
    const width = old.reduce((most, { line }) => Math.max(most, line.text.trimEnd().length), widest);
    const depth = old.reduce((most, { indent }) => Math.max(most, indent), 0);
    for (const one of all) {
      const { line, role, code, indent, head } = one;
      if (line.kind !== 'added') continue;
      // A line that comes again is read once, and documentation is not wrapped by formatters.
      if (role !== 'documentation' && line.text.trimEnd().length > width) wide.set(code, one);
      if (old.length > 0 && indent > depth && branches.has(head)) deep.push(one);
    }
  }
  const narrated = added.filter(
    ({ file, role, code }) => role === 'comment' && isPython(file) && narration.test(code),
  );
  // A branch that lies deep says little by itself.
  const marks = wide.size + narrated.length + (narrated.length > 0 ? Math.max(0, deep.length - 2) : 0);
  const hard = marks >= mostMarks;
  const parts = [
    wide.size > 0 && counted(wide.size, 'long line'),
    narrated.length > 0 && counted(narrated.length, 'comment that narrates', 'comments that narrate'),
    deep.length > 0 && counted(deep.length, 'deep branch', 'deep branches'),
  ].filter(Boolean);
  return {
    value: marks,
    sentence: hard ? `Is hard to follow: ${parts.join(', ')}.` : 'Is not hard to follow.',
    places: hard ? placesOf([...wide.values(), ...narrated, ...deep]) : [],
    level: hard ? 'warning' : 'note',
  };
}
