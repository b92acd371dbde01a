import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, spansOf } from './facts.js';
import { intentOf } from './intent.js';
import type { TicketReading } from './reading.js';
import { stackTrace } from './reproduction.js';

const images: PhraseCheck = {
  id: 'images',
  pattern:
    /!\[[^\]\n]{0,200}\]\([^)\s]{1,2000}\)|<img\b|![^\s!|]{1,200}\.(?:png|jpe?g|gif|webp|svg|bmp)(?:\|[^!\n]{0,80})?!|^\.\. (?:image|figure)::|\bhttps?:\/\/[^\s)"'>]{1,1000}\.(?:png|jpe?g|gif|webp|svg)\b/gim,
  read: 'said',
  count: true,
  found: 'Shows images, which are not read.',
  missing: 'No images found.',
};

const links = /\bhttps?:\/\/[^\s)"'>\]]{1,2000}/g;

const references: PhraseCheck = {
  id: 'other-tickets',
  pattern:
    /(?<![\w&])#\d{1,7}\b|(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}\b(?![.-]\d)|\b(?:duplicate of|see also|as (?:discussed|mentioned|described) in|follow[- ]?up (?:to|of)|related to|similar to)\b/gi,
  read: 'prose',
  count: true,
  found: 'Refers to other tickets or discussions, which are not read.',
  missing: 'No reference to another ticket found.',
};

/** With fewer words about the work below its title, a ticket says what it is about only elsewhere. */
const fewestWords = 4;
/** With so few, it is worth a word. */
const fewWords = 12;

/** What the ticket does not say itself. */
export function elsewhereFacts(reading: TicketReading): Fact[] {
  const linked = spansOf(reading.said, links);
  const pictures = phraseFact(reading, images);
  const tickets = phraseFact(reading, references);
  const traces = phraseFact(reading, stackTrace);
  const { content, blocks, gaps, sections, ticket } = reading;
  const { isAsked } = intentOf(reading);
  const shown = linked.length + pictures.value + tickets.value + traces.value;
  const hasOwn = blocks.length > 0 && traces.value === 0;
  const nothing = shown > 0 && !hasOwn && !isAsked && content.body < fewestWords;
  const little = shown > 0 && !hasOwn && !isAsked && content.all < fewWords;
  const unread = ticket.unreadComments;
  const answers = sections.filter(({ answered, topic }) => answered && topic !== undefined);
  const untouched = gaps.length > 1 && answers.length === 0 && !hasOwn && content.body < fewestWords;
  const elsewhere = traces.value > 0 && linked.length + pictures.value + tickets.value === 0;
  return [
    {
      id: 'links',
      value: linked.length,
      sentence: linked.length > 0 ? 'Links to other pages, which are not read.' : 'No links found.',
      places: placesOf(reading, linked),
      level: 'note',
    },
    pictures,
    {
      id: 'content-elsewhere',
      value: Number(nothing || little),
      sentence: contentSentence(nothing, little, elsewhere),
      places: nothing || little ? placesOf(reading, linked) : [],
      level: nothing ? 'blocker' : little ? 'warning' : 'note',
    },
    tickets,
    {
      id: 'comments',
      value: unread,
      sentence:
        unread > 0
          ? `Has ${unread} ${unread === 1 ? 'comment' : 'comments'}, which ${unread === 1 ? 'is' : 'are'} not read.`
          : 'No unread comment found.',
      places: [],
      level: unread > 0 ? 'info' : 'note',
    },
    {
      id: 'template-unfilled',
      value: gaps.length,
      sentence: untouched
        ? 'Its template is not filled in.'
        : gaps.length > 0
          ? 'Leaves parts of its template unfilled.'
          : 'No unfilled part of a template found.',
      places: placesOf(reading, gaps),
      level: untouched ? 'blocker' : 'note',
    },
  ];
}

function contentSentence(nothing: boolean, little: boolean, isTrace: boolean): string {
  if (nothing) {
    return isTrace
      ? 'Shows a stack trace without a word on what was done and what should happen.'
      : 'Key details are only in links, images or other tickets.';
  }
  return little
    ? 'Says little besides links, images or other tickets.'
    : 'Says what it is about in its own words.';
}
