import { spansOf } from '../../core/span.js';
import { amount, type Checks, measured, type Said } from '../check.js';
import { wordsOf } from './language/index.js';
import type { TicketReading } from './reading.js';

/** How much the ticket says, and in which form. */
export const size = {
  words: {
    title: 'Words of prose',
    run: (reading) => {
      const { words } = reading;
      return ofBody(reading, measured(words, `Has ${words} ${words === 1 ? 'word' : 'words'} of prose.`));
    },
  },
  'title-words': {
    title: 'Words of the title',
    run: (reading) => ofBody(reading, amount(wordsOf(reading.title).length, 'Has a title.', 'Has no title.')),
  },
  'list-items': {
    title: 'Items of lists',
    run: (reading) => {
      const items = spansOf(reading.prose, /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S/gm);
      return ofBody(reading, amount(items.length, 'Uses lists.', 'Uses no list.'));
    },
  },
  headings: {
    title: 'Headings',
    run: (reading) => {
      const headings = reading.sections.filter(
        ({ answered, heading }) => answered && !reading.said.slice(heading.start, heading.end).includes(':'),
      );
      return ofBody(reading, amount(headings.length, 'Is divided by headings.', 'Has no headings.'));
    },
  },
} satisfies Checks<TicketReading>;

/** A title that says it all needs no size. */
function ofBody({ content, blocks }: TicketReading, said: Said): Said {
  return content.body > 0 || blocks.length > 0 ? said : { ...said, moot: true };
}
