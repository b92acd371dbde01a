import { type Fact, note } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import type { PatchReading, ReadLine } from './reading.js';
import { sharesOf, tellingWords } from './telling.js';

/** With more files than this, an unnamed one among named ones is nothing to remark on. */
const fewFiles = 8;

/** What the patch has to do with its ticket. Without a ticket every fact is there, with the value 0. */
export function ticketMatchFacts(reading: PatchReading, ticket: Ticket | undefined): Fact[] {
  const { patch, kinds, added } = reading;
  const text = ticket?.text ?? '';
  const sources = patch.files.filter((file) => kinds.get(file) === 'source');
  const named = ticket ? sources.filter((file) => isNamed(file, text)) : [];
  const strangers =
    named.length > 0 && sources.length <= fewFiles
      ? sources.filter((file) => !named.includes(file) && !sharesFolder(file, named)).length
      : 0;
  const { sections, touched, written } = ticket ? symbolsByRole(reading) : nothing;
  const told = new Set(ticket ? symbolsOf(text) : []);
  const [sectionsNamed, touchedNamed, writtenNamed] = [sections, touched, written].map((words) => {
    let count = 0;
    for (const word of words) if (told.has(word)) count++;
    return count;
  }) as [number, number, number];
  const proposed = ticket ? added.filter(({ code }) => code.length >= 12 && text.includes(code)) : [];
  return [
    note(
      'ticket-given',
      Number(ticket !== undefined),
      ticket ? 'Was compared with its ticket.' : 'No ticket was given to compare it with.',
    ),
    note(
      'ticket-files-touched',
      named.length / Math.max(1, sources.length),
      named.length > 0 ? 'Changes files that the ticket names.' : 'Changes no file that the ticket names.',
    ),
    note(
      'ticket-sections-touched',
      sectionsNamed / Math.max(1, sections.size),
      sectionsNamed > 0
        ? 'Changes functions or classes that the ticket names.'
        : 'Changes no function or class that the ticket names.',
    ),
    note(
      'ticket-symbols-changed',
      touchedNamed / Math.max(1, touched.size),
      touchedNamed > 0
        ? 'Changes lines that use symbols of the ticket.'
        : 'Changes no line that uses a symbol of the ticket.',
    ),
    note(
      'ticket-symbols-written',
      writtenNamed / Math.max(1, written.size),
      writtenNamed > 0 ? 'Adds code with symbols of the ticket.' : 'Adds no code with symbols of the ticket.',
    ),
    untouchedFact(reading, ticket, sources, named.length > 0 || namesOne(ticket, sections, touched, written)),
    note(
      'fix-in-ticket',
      proposed.length / Math.max(1, added.length),
      proposed.length > 0 ? 'Adds lines that the ticket contains.' : 'Adds no line that the ticket contains.',
    ),
    note(
      'unrelated-files',
      strangers,
      strangers > 0
        ? 'Also changes files that are unrelated to those that the ticket names.'
        : 'Changes no file that is unrelated to those that the ticket names.',
    ),
  ];
}

/** So many telling words must a change have before it can be said to be about something else. */
const fewestWords = 8;
/** The share of a change's telling words that any ticket has by chance, 0..1. */
const byChance = 0.1;

/**
 * Whether the patch is about something else: neither a file, a function or a symbol that the ticket names, nor a
 * telling word of its title, nor of the paths, and next to none of the words of the changed lines.
 */
function untouchedFact(
  { hunks, kinds, added, deleted }: PatchReading,
  ticket: Ticket | undefined,
  sources: readonly PatchFile[],
  isNamedThere: boolean,
): Fact {
  const apart = {
    ...note('ticket-untouched', 1, ''),
    sentence: 'Touches nothing that the ticket talks about.',
  };
  const near = note('ticket-untouched', 0, 'Touches something that the ticket talks about.');
  if (!ticket || isNamedThere || sources.length === 0) return near;
  const told = tellingWords(ticket.text);
  const title = tellingWords(ticket.title.text);
  const changed = tellingWords([...added, ...deleted].map(({ code }) => code).join('\n'));
  const paths = tellingWords(sources.map(({ path }) => path.slice(path.indexOf('/') + 1)).join('\n'));
  const around = tellingWords(
    hunks
      .filter(({ file }) => kinds.get(file) === 'source')
      .map(({ section, lines }) => [section, ...lines.map(({ code }) => code)].join('\n'))
      .join('\n'),
  );
  const [inPaths, inTitle, inChanged] = [
    sharesOf(paths, told),
    sharesOf(title, around),
    sharesOf(changed, told),
  ];
  if (inPaths > 0 || inTitle > 0 || inChanged > byChance * changed.size) return near;
  if (changed.size >= fewestWords) return { ...apart, level: 'warning' };
  return sharesOf(around, told) === 0 ? { ...apart, level: 'info' } : near;
}

/** Whether the ticket has one of the symbols that is no plain word. */
function namesOne(ticket: Ticket | undefined, ...symbols: readonly ReadonlySet<string>[]): boolean {
  const names = new Set(symbolsOf(ticket?.text ?? '').filter((word) => /\w_|[a-z][A-Z]|\d/.test(word)));
  return symbols.some((words) => [...words].some((word) => names.has(word)));
}

interface Symbols {
  readonly sections: ReadonlySet<string>;
  readonly touched: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

const nothing: Symbols = { sections: new Set(), touched: new Set(), written: new Set() };

/**
 * The symbols of the functions and classes that hunks stand in, of deleted lines, and of added lines that are new to
 * those. A hunk's header names what comes before it; a definition among its lines is nearer.
 */
function symbolsByRole({ hunks, kinds, added, deleted }: PatchReading): Symbols {
  const sections = new Set<string>();
  for (const { file, section, lines } of hunks) {
    if (kinds.get(file) !== 'source') continue;
    for (const word of symbolsOf(section)) sections.add(word);
    for (const { line, code } of lines)
      if (line.kind === 'context' && definition.test(code))
        for (const word of symbolsOf(code)) sections.add(word);
  }
  const wordsOf = (lines: readonly ReadLine[]) => lines.flatMap(({ code }) => symbolsOf(code));
  const touched = new Set(wordsOf(deleted));
  return { sections, touched, written: new Set(wordsOf(added).filter((word) => !touched.has(word))) };
}

const definition =
  /^(?:async |export |default |public |private |protected |static |pub |abstract |final |override |suspend )*(?:def|class|function|func|fn|fun|interface|struct|impl|trait|module|type|enum)\s/;

/** By its path, its name with extension, or its dotted module name. */
function isNamed({ path }: PatchFile, text: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.length > 5 && text.includes(name)) return true;
  const parts = path.replace(/\.\w+$/, '').split('/');
  const module = parts.slice(-2).join('.');
  return parts.length > 1 && text.includes(module);
}

function sharesFolder({ path }: PatchFile, others: readonly PatchFile[]): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return others.some((other) => other.path.startsWith(folder) && folder !== '');
}

const common = new Set(
  'self this return class async function const static public private import from None True False null true false else elif except raise while with yield lambda super print range isinstance getattr hasattr value name type list dict data args kwargs test object string'.split(
    ' ',
  ),
);

function symbolsOf(code: string): string[] {
  return (code.match(/[A-Za-z_]\w{3,60}/g) ?? []).filter((word) => !common.has(word));
}
