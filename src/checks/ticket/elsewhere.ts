import { spansOf } from '../../core/span.js';
import { amount, type Checks, measured, type Said, shared } from '../check.js';
import { phrase, placesOf, spans, spansSaid } from './facts.js';
import { intentOf } from './intent.js';
import type { TicketReading } from './reading.js';
import { stackTrace } from './reproduction.js';

const images = phrase(
  /!\[[^\]\n]{0,200}\]\([^)\s]{1,2000}\)|<img\b|![^\s!|]{1,200}\.(?:png|jpe?g|gif|webp|svg|bmp)(?:\|[^!\n]{0,80})?!|^\.\. (?:image|figure)::|\bhttps?:\/\/[^\s)"'>]{1,1000}\.(?:png|jpe?g|gif|webp|svg)\b/gim,
  'Shows images, which are not read.',
  'No images found.',
  { read: 'said', count: true },
);

const references = phrase(
  /(?<![\w&])#\d{1,7}\b|(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}\b(?![.-]\d)|\b(?:duplicate of|see also|as (?:discussed|mentioned|described) in|follow[- ]?up (?:to|of)|related to|similar to)\b/gi,
  'Refers to other tickets or discussions, which are not read.',
  'No reference to another ticket found.',
  { count: true },
);

const linksIn = shared(({ said }: TicketReading) => spansOf(said, /\bhttps?:\/\/[^\s)"'>\]]{1,2000}/g));

/** What the ticket does not say itself. */
export const elsewhere = {
  links: {
    title: 'Links to other pages, which are not read',
    run: spans(linksIn, 'Links to other pages, which are not read.', 'No links found.'),
  },
  images: { title: 'Images, which are not read', run: images },
  'content-elsewhere': {
    title: "Whether the ticket's content is only elsewhere",
    help: 'In links, images, other tickets or a stack trace, none of which is read. Blocker if the ticket has hardly any words of its own, warning if it has few.',
    why: 'The agent does not see what the author sees.',
    example: '`Same as #812`.',
    question: {
      text: 'Please say here, in words, what the links, images or other tickets show.',
      answered: { 'content-elsewhere': 0 },
      heading: 'What the links and images show',
      wanted: 'when-asked',
    },
    run: contentSaid,
  },
  'other-tickets': { title: 'References to other tickets, which are not read', run: references },
  comments: {
    title: 'Comments that an exported issue counts but does not contain',
    help: 'Hint.',
    why: 'The answer to a question may be in them.',
    example: '`"comments": 14` in GitHub\'s JSON.',
    run: ({ ticket: { unreadComments: unread } }) => {
      const found = unread === 1 ? '1 comment, which is' : `${unread} comments, which are`;
      const said = amount(unread, `Has ${found} not read.`, 'No unread comment found.');
      return { ...said, level: unread > 0 ? 'info' : 'note' };
    },
  },
  'template-unfilled': {
    title: 'Parts of a template or an issue form that were left as they were',
    help: 'Blocker if nothing is filled in.',
    why: "The words of a template are not the author's.",
    example: '`<!-- Describe the bug -->` with nothing below it.',
    run: (reading) => {
      const { content, gaps, sections } = reading;
      const isAnswered = sections.some(({ answered, topic }) => answered && topic !== undefined);
      const untouched =
        gaps.length > 1 && !isAnswered && !shownIn(reading).hasOwn && content.body < fewestWords;
      const found = untouched ? 'Its template is not filled in.' : 'Leaves parts of its template unfilled.';
      const said = spansSaid(reading, gaps, found, 'No unfilled part of a template found.');
      return { ...said, level: untouched ? 'blocker' : 'note' };
    },
  },
} satisfies Checks<TicketReading>;

/** Links, images and references, stack traces, and whether it shows code or output of its own. */
const shownIn = shared((reading: TicketReading) => {
  const traces = stackTrace(reading).value;
  const others = linksIn(reading).length + images(reading).value + references(reading).value;
  return { others, traces, hasOwn: reading.blocks.length > 0 && traces === 0 };
});

/** With fewer words about the work below its title, a ticket says what it is about only elsewhere. */
const fewestWords = 4;
/** With so few, it is worth a word. */
const fewWords = 12;

function contentSaid(reading: TicketReading): Said {
  const { content } = reading;
  const { others, traces, hasOwn } = shownIn(reading);
  const maybe = others + traces > 0 && !hasOwn && !intentOf(reading).isAsked;
  const nothing = maybe && content.body < fewestWords;
  if (!nothing && !(maybe && content.all < fewWords))
    return measured(0, 'Says what it is about in its own words.');
  let sentence = 'Says little besides links, images or other tickets.';
  if (nothing) {
    sentence =
      traces > 0 && others === 0
        ? 'Shows a stack trace without a word on what was done and what should happen.'
        : 'Key details are only in links, images or other tickets.';
  }
  return {
    value: 1,
    sentence,
    places: placesOf(reading, linksIn(reading)),
    level: nothing ? 'blocker' : 'warning',
  };
}
