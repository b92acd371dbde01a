import { type Fact, note } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { type ChangedLine, type PatchReading, placesOfFiles } from './reading.js';

/** With more files than this, an unnamed one among named ones is nothing to remark on. */
const fewFiles = 8;

/** What the patch has to do with its ticket. Without a ticket every fact is there, with the value 0. */
export function ticketMatchFacts(
  { patch, kinds, added, deleted }: PatchReading,
  ticket: Ticket | undefined,
): Fact[] {
  const text = ticket?.text ?? '';
  const sources = patch.files.filter((file) => kinds.get(file) === 'source');
  const named = ticket ? sources.filter((file) => isNamed(file, text)) : [];
  const strangers =
    named.length > 0 && sources.length <= fewFiles
      ? sources.filter((file) => !named.includes(file) && !sharesFolder(file, named))
      : [];
  const [sections, touched, written] = ticket ? symbolsByRole(sources, added, deleted) : nothing;
  const inTicket = (words: ReadonlySet<string>) => {
    let count = 0;
    for (const word of words) if (text.includes(word)) count++;
    return count;
  };
  const [sectionsNamed, touchedNamed, writtenNamed] = [
    inTicket(sections),
    inTicket(touched),
    inTicket(written),
  ];
  const proposed = ticket ? added.filter(({ code }) => code.length >= 12 && text.includes(code)) : [];
  const symbols = sectionsNamed + touchedNamed + writtenNamed;
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
    {
      id: 'ticket-untouched',
      value: Number(ticket !== undefined && named.length === 0 && symbols === 0),
      sentence:
        ticket !== undefined && named.length === 0 && symbols === 0
          ? 'Touches nothing that the ticket names, neither file nor symbol.'
          : 'Touches something that the ticket names.',
      places: [],
      level: ticket !== undefined && named.length === 0 && symbols === 0 ? 'warning' : 'note',
    },
    note(
      'fix-in-ticket',
      proposed.length / Math.max(1, added.length),
      proposed.length > 0
        ? 'Adds lines that stand in the ticket.'
        : 'Adds no line that stands in the ticket.',
    ),
    {
      id: 'unrelated-files',
      value: strangers.length,
      sentence:
        strangers.length > 0
          ? 'Also changes files that lie apart from those that the ticket names.'
          : 'Changes no file apart from what the ticket names.',
      places: placesOfFiles(strangers),
      level: strangers.length > 0 ? 'info' : 'note',
    },
  ];
}

const nothing = [new Set<string>(), new Set<string>(), new Set<string>()] as const;

/** The symbols of the sections that hunks stand in, of deleted lines, and of added lines that are new to those. */
function symbolsByRole(
  sources: readonly PatchFile[],
  added: readonly ChangedLine[],
  deleted: readonly ChangedLine[],
): readonly [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>] {
  const sections = new Set(
    sources.flatMap(({ hunks }) => hunks.flatMap(({ section }) => symbolsOf(section))),
  );
  const touched = new Set(deleted.flatMap(({ code }) => symbolsOf(code)));
  const written = added.flatMap(({ code }) => symbolsOf(code)).filter((word) => !touched.has(word));
  return [sections, touched, new Set(written)];
}

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
