import type { PatchFile } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { amount, type Checks, measured, type Said, shared, words } from '../check.js';
import { nameOf } from './fileKind.js';
import type { PatchReading, ReadLine } from './reading.js';
import { sharesOf, tellingWords } from './telling.js';

/** What the patch has to do with its ticket. Without a ticket every fact is there, with the value 0. */
export const ticketMatch = {
  'ticket-given': {
    title: 'Whether there was a ticket to compare with',
    run: ({ ticket }) =>
      amount(
        Number(ticket !== undefined),
        'Was compared with its ticket.',
        'No ticket was given to compare it with.',
      ),
  },
  'ticket-files-touched': {
    title: 'The share of changed source files that the ticket names, 0 to 1',
    run: (reading) => {
      const { named, sources } = matchOf(reading);
      return amount(
        named.length / Math.max(1, sources.length),
        'Changes files that the ticket names.',
        'Changes no file that the ticket names.',
      );
    },
  },
  'ticket-sections-touched': {
    title: 'The share of changed functions and classes that it names, 0 to 1',
    run: toldShare(
      'sections',
      'Changes functions or classes that the ticket names.',
      'Changes no function or class that the ticket names.',
    ),
  },
  'ticket-symbols-changed': {
    title: 'The share of symbols in deleted lines that it names, 0 to 1',
    run: toldShare(
      'touched',
      'Changes lines that use symbols of the ticket.',
      'Changes no line that uses a symbol of the ticket.',
    ),
  },
  'ticket-symbols-written': {
    title: 'The share of symbols new in added lines that it names, 0 to 1',
    run: toldShare(
      'written',
      'Adds code with symbols of the ticket.',
      'Adds no code with symbols of the ticket.',
    ),
  },
  'ticket-untouched': {
    title: 'Whether the patch is about something else',
    help: 'It touches no file, symbol or characteristic word of the title, and hardly any word of the changed lines is in the ticket. Warning; hint if the change is too small to tell.',
    why: 'It may answer another ticket.',
    example: 'a ticket about date parsing and a patch to the color scheme.',
    run: untouchedSaid,
  },
  'fix-in-ticket': {
    title: 'The share of added lines that the ticket contains, 0 to 1',
    run: ({ ticket, added }) =>
      amount(
        added.filter(({ code }) => ticket && code.length >= 12 && ticket.text.includes(code)).length /
          Math.max(1, added.length),
        'Adds lines that the ticket contains.',
        'Adds no line that the ticket contains.',
      ),
  },
  'unrelated-files': {
    title: 'Changed files that are unrelated to those that the ticket names',
    run: (reading) => {
      const { named, sources } = matchOf(reading);
      const isTold = named.length > 0 && sources.length <= fewFiles;
      const strangers = isTold
        ? sources.filter((file) => !named.includes(file) && !sharesFolder(file, named))
        : [];
      return amount(
        strangers.length,
        'Also changes files that are unrelated to those that the ticket names.',
        'Changes no file that is unrelated to those that the ticket names.',
      );
    },
  },
} satisfies Checks<PatchReading>;

/** With more files than this, an unnamed one among named ones is nothing to remark on. */
const fewFiles = 8;

/** The changed source files, those that the ticket names, its symbols and those of the patch. */
const matchOf = shared((reading: PatchReading) => {
  const { patch, kinds, ticket } = reading;
  const sources = patch.files.filter((file) => kinds.get(file) === 'source');
  return {
    sources,
    named: ticket ? sources.filter((file) => isNamed(file, ticket.text)) : [],
    told: new Set(ticket ? symbolsOf(ticket.text) : []),
    symbols: ticket ? symbolsByRole(reading) : nothing,
  };
});

/** The share of the patch's symbols of one role that the ticket names. */
function toldShare(role: keyof Symbols, found: string, missing: string): (reading: PatchReading) => Said {
  return (reading) => {
    const { symbols, told } = matchOf(reading);
    const own = symbols[role];
    return amount(sharesOf(own, told) / Math.max(1, own.size), found, missing);
  };
}

/** So many telling words must a change have before it can be said to be about something else. */
const fewestWords = 8;
/** The share of a change's telling words that any ticket has by chance, 0..1. */
const byChance = 0.1;

/**
 * Whether the patch is about something else: neither a file, a function or a symbol that the ticket names, nor a
 * telling word of its title, nor of the paths, and next to none of the words of the changed lines.
 */
function untouchedSaid(reading: PatchReading): Said {
  const { ticket, hunks, kinds, added, deleted } = reading;
  const { sources, named, symbols } = matchOf(reading);
  const near = measured(0, 'Touches something that the ticket talks about.');
  if (!ticket || named.length > 0 || namesOne(ticket, symbols) || sources.length === 0) return near;
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
  if (sharesOf(paths, told) > 0 || sharesOf(title, around) > 0) return near;
  if (sharesOf(changed, told) > byChance * changed.size) return near;
  const apart = measured(1, 'Touches nothing that the ticket talks about.');
  if (changed.size >= fewestWords) return { ...apart, level: 'warning' };
  return sharesOf(around, told) === 0 ? { ...apart, level: 'info' } : near;
}

/** Whether the ticket has one of the symbols that is no plain word. */
function namesOne({ text }: Ticket, symbols: Symbols): boolean {
  const names = new Set(symbolsOf(text).filter((word) => /\w_|[a-z][A-Z]|\d/.test(word)));
  return Object.values(symbols).some((all) => sharesOf(all, names) > 0);
}

type Symbols = Readonly<Record<'sections' | 'touched' | 'written', ReadonlySet<string>>>;

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
  const name = nameOf(path);
  if (name.length > 5 && text.includes(name)) return true;
  const parts = path.replace(/\.\w+$/, '').split('/');
  return parts.length > 1 && text.includes(parts.slice(-2).join('.'));
}

function sharesFolder({ path }: PatchFile, others: readonly PatchFile[]): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return others.some((other) => other.path.startsWith(folder) && folder !== '');
}

const common = words(
  'self this return class async function const static public private import from None True False null true false else elif except raise while with yield lambda super print range isinstance getattr hasattr value name type list dict data args kwargs test object string',
);

function symbolsOf(code: string): string[] {
  return (code.match(/[A-Za-z_]\w{3,60}/g) ?? []).filter((word) => !common.has(word));
}
