import { readTicket } from '../../checks/ticket/reading.js';
import type { Ticket } from '../../core/ticket.js';
import { type Change, textOf } from './change.js';
import { type Feature, type Measure, measures } from './features.js';

/** Characters of a ticket that are read. */
const mostCharacters = 20_000;

/**
 * Which of the names that a patch changes, or stands among, its ticket gives. A name counts by how much it tells
 * ({@link tellingOf}), so that `get_queryset_for_user` is worth more than `get`.
 */
export function nameMeasures(change: Change, ticket: Ticket | undefined): Feature[] {
  const told = namesIn(ticket?.text.slice(0, mostCharacters) ?? '');
  const title = namesIn(ticket?.title.text ?? '');
  const code = namesIn(ticket ? codeOf(ticket) : '');
  const added = namesIn(textOf(change.added));
  const deleted = namesIn(textOf(change.deleted));
  const sections = change.hunks.map(({ section }) => section).join('\n');
  const near = new Set([...deleted, ...namesIn(`${textOf(change.context)}\n${sections}`)]);
  const changed = new Set([...added, ...deleted]);
  const fresh = new Set([...added].filter((name) => !near.has(name)));
  const all = new Set([...near, ...changed]);
  const scopes: Readonly<Record<string, ReadonlySet<string>>> = { added, deleted, changed, near };
  const shared = Object.entries(scopes).flatMap(([scope, names]): [string, Measure][] => {
    const inTicket = weightOf(names, told);
    return [
      [`${scope}-names-in-ticket`, [inTicket]],
      [`${scope}-name-share-in-ticket`, [inTicket / Math.max(1, weightOf(names, names))]],
      [`${scope}-names-in-ticket-code`, [weightOf(names, code)]],
      [`${scope}-names-in-title`, [weightOf(names, title)]],
    ];
  });
  const covered = (of: ReadonlySet<string>, by: ReadonlySet<string>): Measure => [
    weightOf(of, by) / Math.max(1, weightOf(of, of)),
  ];
  return measures({
    ...Object.fromEntries(shared),
    'new-names-of-ticket': [weightOf(fresh, told)],
    'new-names-beside-ticket': [weightOf(fresh, fresh) - weightOf(fresh, told)],
    'ticket-names-changed': covered(told, changed),
    'ticket-names-touched': covered(told, all),
    'title-names-changed': covered(title, changed),
    'title-names-touched': covered(title, all),
  });
}

/** What the ticket sets as code: blocks, sessions and inline code. */
function codeOf(ticket: Ticket): string {
  const { blocks, whole } = readTicket(ticket);
  const inline = ticket.text.slice(0, mostCharacters).match(/`[^`\n]{1,300}`/g) ?? [];
  return [...blocks.map(({ start, end }) => whole.slice(start, end)), ...inline]
    .join('\n')
    .slice(0, mostCharacters);
}

const everyday = new Set(
  'self this return class def for if else elif not and or in is none true false import from with as try except raise while pass lambda assert yield the that was are has have can will would should but you cls str int list dict set tuple bool float len isinstance super args kwargs name value data key get type print object test'.split(
    ' ',
  ),
);

function namesIn(text: string): Set<string> {
  const names = text.match(/[A-Za-z_]\w{2,60}/g) ?? [];
  return new Set(names.filter((name) => !everyday.has(name.toLowerCase())));
}

function weightOf(names: ReadonlySet<string>, within: ReadonlySet<string>): number {
  let sum = 0;
  for (const name of names) if (within.has(name)) sum += tellingOf(name);
  return sum;
}

/** How much a name tells of what a text is about: one of several words more than a long word, that more than a short one. */
function tellingOf(name: string): number {
  if (!/^[a-z]+$/.test(name)) return 2;
  return name.length > 7 ? 1 : 0.5;
}
