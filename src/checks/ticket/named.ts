import type { Ticket } from '../../core/ticket.js';
import type { Repository } from '../../repository/repository.js';
import type { Checks, Said } from '../check.js';
import { placesOf, spans } from './facts.js';
import { type Name, namesIn } from './names.js';
import type { TicketReading } from './reading.js';

/** Which parts of the code the ticket names. */
export const named = {
  'names-files': {
    title: 'Files of the code that it names',
    question: {
      text: 'Do you know in which file or part of the project it happens?',
      answered: { 'names-files': 1 },
      heading: 'Where it happens',
      wanted: 'when-asked',
    },
    run: spans(
      ({ ticket }) => namesIn(ticket).files,
      'Names files of the code.',
      'No file of the code found.',
    ),
  },
  'names-symbols': {
    title: 'Functions, classes and settings that it names',
    question: {
      text: 'Which function, class, command or setting is it about?',
      answered: { 'names-symbols': 2, 'title-names-code': 1 },
      heading: 'What it is about',
      wanted: 'when-asked',
    },
    run: spans(
      ({ ticket }) => namesIn(ticket).symbols,
      'Names functions, classes or settings.',
      'No function, class or setting found.',
    ),
  },
} satisfies Checks<TicketReading>;

/** A ticket, and the code base that it is about. */
export interface TicketInCode {
  readonly ticket: Ticket;
  readonly repository: Repository;
}

const why = 'The ticket may be about other code or an older version.';

/** Whether what the ticket names is in the code base. */
export const namedInCode = {
  'named-files-exist': {
    title: 'The share of the files that the ticket names and the open workspace has, 0 to 1',
    help: 'Hint if it has none of them.',
    why,
    example: '`src/export.py` in a project without it.',
    run: filesSaid,
  },
  'named-symbols-exist': {
    title:
      "The share of the functions, classes and settings that the ticket names and the workspace's code has, 0 to 1",
    help: 'Hint if it has none of them.',
    why,
    example: '`parse_header()` in a project whose code does not contain that name.',
    run: symbolsSaid,
  },
} satisfies Checks<TicketInCode, Promise<Said>>;

/** Names that are looked for at most. */
const mostNames = 60;

async function filesSaid({ ticket, repository }: TicketInCode): Promise<Said> {
  const files = namesIn(ticket).files.slice(0, mostNames);
  const paths = files.length > 0 ? await repository.paths() : [];
  const ends = new Set(paths.flatMap(suffixes));
  const strange = files.filter(({ name }) => !suffixes(name).some((end) => ends.has(end)));
  return existence(ticket, 'file', files, strange);
}

async function symbolsSaid({ ticket, repository }: TicketInCode): Promise<Said> {
  const symbols = namesIn(ticket).symbols.slice(0, mostNames);
  const last = ({ name }: Name) => name.slice(name.lastIndexOf('.') + 1);
  const found = await repository.locate([...new Set(symbols.map(last))]);
  // What was not reached in a very large code base may well be there.
  const isThere = (symbol: Name) => found.files.has(last(symbol));
  // A word with capitals inside that is nowhere in the code is a product's name as likely as a missing symbol.
  const sure = symbols.filter((symbol) => !symbol.unsure || isThere(symbol));
  return existence(ticket, 'symbol', sure, found.complete ? sure.filter((one) => !isThere(one)) : []);
}

/** A path and its ends: tickets name files from anywhere (`site-packages/app/views.py`, `views.py`). */
function suffixes(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(i).join('/'));
}

function existence(ticket: Ticket, noun: string, names: readonly Name[], strange: readonly Name[]): Said {
  const none = names.length > 0 && strange.length === names.length;
  let sentence = `Every ${noun} that the ticket names is in the code base.`;
  if (names.length === 0) sentence = `The ticket names no ${noun} to look for in the code base.`;
  else if (none) sentence = `No ${noun} that the ticket names is in the code base.`;
  else if (strange.length > 0) {
    sentence = `${strange.length} of ${names.length} ${noun}s that the ticket names ${strange.length === 1 ? 'is' : 'are'} not in the code base.`;
  }
  return {
    value: names.length === 0 ? 1 : 1 - strange.length / names.length,
    sentence,
    places: placesOf({ ticket }, strange),
    level: none ? 'info' : 'note',
  };
}
