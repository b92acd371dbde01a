import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, spansOf, type TicketReading } from './reading.js';

const images: PhraseCheck = {
  id: 'images',
  pattern:
    /!\[[^\]\n]{0,200}\]\([^)\s]{1,2000}\)|<img\b|\bhttps?:\/\/[^\s)"'>]{1,1000}\.(?:png|jpe?g|gif|webp|svg)\b/gi,
  read: 'whole',
  count: true,
  found: 'Shows pictures, which are not read.',
  missing: 'Shows no pictures.',
};

const links = /\bhttps?:\/\/[^\s)"'>\]]{1,2000}/g;

const references: PhraseCheck = {
  id: 'other-tickets',
  pattern:
    /(?<![\w&])#\d{2,7}\b|\b(?:duplicate of|see also|as (?:discussed|mentioned|described) in|follow[- ]?up (?:to|of)|related to|similar to)\b/gi,
  read: 'prose',
  count: true,
  found: 'Refers to other tickets or talks, which are not read.',
  missing: 'Refers to no other ticket.',
};

const unfilled: PhraseCheck = {
  id: 'template-unfilled',
  pattern:
    /<!--[^>]{0,400}(?:describe|please|provide|write|fill|delete|remove|check)[^>]{0,400}-->|^[ \t]*(?:_No response_|N\/A|TODO|TBD|\.\.\.)[ \t\r]*$/gim,
  read: 'whole',
  count: true,
  found: 'Leaves parts of its template unfilled.',
  missing: 'Leaves no part of a template unfilled.',
};

/** With fewer words of its own, a ticket with links or pictures says what it wants only elsewhere. */
const fewestWords = 40;

/** What the ticket does not say itself. */
export function elsewhereFacts(reading: TicketReading): Fact[] {
  const linked = spansOf(reading.whole, links);
  const pictures = phraseFact(reading, images);
  const only =
    reading.words < fewestWords && reading.blocks.length === 0 && linked.length + pictures.value > 0;
  return [
    {
      id: 'links',
      value: linked.length,
      sentence: linked.length > 0 ? 'Links to other pages, which are not read.' : 'Links to no other page.',
      places: placesOf(reading, linked),
      level: 'note',
    },
    pictures,
    {
      id: 'content-elsewhere',
      value: Number(only),
      sentence: only
        ? 'Says little itself: what it is about stands behind links or in pictures.'
        : 'Says itself what it is about.',
      places: only ? placesOf(reading, linked) : [],
      level: only ? 'warning' : 'note',
    },
    phraseFact(reading, references),
    phraseFact(reading, unfilled),
  ];
}
