import type { Evidence, Fact } from '../../core/evidence.js';
import type { Ticket } from '../../core/ticket.js';
import type { Repository } from '../../repository/repository.js';
import { placesOf } from './facts.js';
import { type Name, namesIn } from './names.js';

/** Names that are looked for at most. */
const mostNames = 60;

/** Whether what a ticket names is in the code base. */
export async function ticketRepositoryEvidence(ticket: Ticket, repository: Repository): Promise<Evidence> {
  const names = namesIn(ticket);
  const files = names.files.slice(0, mostNames);
  const symbols = names.symbols.slice(0, mostNames);
  const paths = files.length > 0 ? await repository.paths() : [];
  const ends = new Set(paths.flatMap(suffixes));
  const strangeFiles = files.filter(({ name }) => !suffixes(name).some((end) => ends.has(end)));
  const last = ({ name }: Name) => name.slice(name.lastIndexOf('.') + 1);
  const found = await repository.locate([...new Set(symbols.map(last))]);
  // What was not reached in a very large code base may well be there.
  const isThere = (symbol: Name) => found.files.has(last(symbol));
  // A word with capitals inside that is nowhere in the code is a product's name as likely as a missing symbol.
  const sure = symbols.filter((symbol) => !symbol.unsure || isThere(symbol));
  const strangeSymbols = found.complete ? sure.filter((symbol) => !isThere(symbol)) : [];
  return [
    existence(ticket, 'named-files-exist', 'file', files, strangeFiles),
    existence(ticket, 'named-symbols-exist', 'symbol', sure, strangeSymbols),
  ];
}

/** A path and its ends: tickets name files from anywhere (`site-packages/app/views.py`, `views.py`). */
function suffixes(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(i).join('/'));
}

function existence(
  ticket: Ticket,
  id: string,
  noun: string,
  names: readonly Name[],
  strange: readonly Name[],
): Fact {
  const none = names.length > 0 && strange.length === names.length;
  let sentence = `Every ${noun} that the ticket names is in the code base.`;
  if (names.length === 0) sentence = `The ticket names no ${noun} to look for in the code base.`;
  else if (none) sentence = `No ${noun} that the ticket names is in the code base.`;
  else if (strange.length > 0) {
    sentence = `${strange.length} of ${names.length} ${noun}s that the ticket names ${strange.length === 1 ? 'is' : 'are'} not in the code base.`;
  }
  return {
    id,
    value: names.length === 0 ? 1 : 1 - strange.length / names.length,
    sentence,
    places: placesOf({ ticket }, strange),
    level: none ? 'info' : 'note',
  };
}
