import { sharesOf } from '../../checks/patch/telling.js';
import type { Ticket } from '../../core/ticket.js';
import { type Change, textOf } from './change.js';
import { type Feature, half, type Measure, measures } from './features.js';

/** Characters of a ticket that are read. */
const mostCharacters = 20_000;

/** What a patch's words have to do with its ticket and with the lines around them. */
export function wordMeasures(change: Change, ticket: Ticket | undefined): Feature[] {
  const told = ticket?.text.slice(0, mostCharacters) ?? '';
  return measures({ ...overlap(change, told, ticket?.title.text ?? ''), ...novelty(change, told) });
}

type Measures = Readonly<Record<string, Measure>>;

/** Words shared with the ticket, compared by the parts of camel and snake case. */
function overlap(
  { files, hunks, added, deleted, context }: Change,
  ticket: string,
  heading: string,
): Measures {
  const [told, title] = [wordParts(ticket), wordParts(heading)];
  const paths = wordParts(files.map(({ path }) => path).join(' '));
  const plus = wordParts(textOf(added));
  const minus = wordParts(textOf(deleted));
  const around = wordParts(`${textOf(context)} ${hunks.map(({ section }) => section).join(' ')}`);
  const all = new Set([...paths, ...plus, ...minus, ...around]);
  return {
    'path-words-in-ticket': half(share(paths, told), 'Lies where the ticket points, by its words.'),
    'added-words-in-ticket': half(share(plus, told), 'Adds code in the words of the ticket.'),
    'deleted-words-in-ticket': half(
      share(minus, told),
      'Changes code that the ticket talks about, by its words.',
    ),
    'nearby-words-in-ticket': half(
      share(around, told),
      'Stands among code that the ticket talks about, by its words.',
    ),
    'title-words-in-paths': half(share(title, paths), "Lies in files that the ticket's title points to."),
    'title-words-in-added': [share(title, plus)],
    'title-words-in-patch': half(share(title, all), "Takes up the words of the ticket's title."),
    'ticket-words-in-patch': half(share(told, all), "Takes up many of the ticket's words."),
  };
}

/** A line that is longer than this stands for something: no bracket, no keyword. */
const shortLine = 8;

/** How much of the added code is new to the lines around it. */
function novelty({ added, deleted, context }: Change, ticket: string): Measures {
  const known = identifiers(`${textOf(deleted)}\n${textOf(context)}`);
  const used = identifiers(textOf(added));
  const fresh = new Set([...used].filter((word) => !known.has(word)));
  const told = identifiers(ticket);
  const there = new Set([...deleted, ...context].map((line) => line.text.trim()));
  const repeated = added.filter(({ text }) => text.trim().length > shortLine && there.has(text.trim()));
  const many = 'Brings in many names that are new to the lines around it.';
  const few = used.size > 0 ? 'Brings in at most eight new names.' : '';
  return {
    'new-names': [fresh.size, fresh.size > 8 ? many : few],
    'new-name-share': half(
      fresh.size / Math.max(1, used.size),
      'Most of its names are new to the lines around it.',
      used.size > 0 ? 'Most of its names stand in the lines around it.' : '',
    ),
    'new-names-in-ticket': half(share(fresh, told), 'Brings in names that the ticket gives.'),
    'names-in-ticket': half(share(used, told), 'Uses the names that the ticket gives.'),
    'repeated-lines': half(repeated.length / Math.max(1, added.length), 'Repeats lines that stand nearby.'),
  };
}

const everyday = new Set(
  'self this return class def for if else elif not and or in is none true false import from with as try except raise while pass lambda assert yield the that was are has have can will would should but you'.split(
    ' ',
  ),
);

/** The parts of camel and snake case of all words, in lower case. */
function wordParts(text: string): Set<string> {
  const parts = new Set<string>();
  for (const [match] of text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)) {
    const part = match.toLowerCase();
    if (part.length > 2 && part.length < 25 && !everyday.has(part)) parts.add(part);
  }
  return parts;
}

export function identifiers(text: string): Set<string> {
  return new Set(
    (text.match(/[A-Za-z_]\w{2,60}/g) ?? []).filter((word) => !everyday.has(word.toLowerCase())),
  );
}

function share(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  return sharesOf(of, within) / Math.max(1, of.size);
}
