import { englishLanguage } from '../../checks/ticket/language/index.js';
import { readTicket } from '../../checks/ticket/reading.js';
import type { Evidence } from '../../core/evidence.js';
import type { Ticket } from '../../core/ticket.js';
import { type Features, factFeatures } from './features.js';
import { mostCharacters, ticketMeasures } from './ticketMeasures.js';

/** What the ticket model reads: the facts, measures of the writing, and the words and pairs of words of title and body. */
export function ticketFeatures(ticket: Ticket, evidence: Evidence): Features {
  const { text, language } = readTicket(ticket);
  return {
    numbers: [...factFeatures(evidence), ...ticketMeasures(ticket)],
    // The vocabulary is English.
    grams: language === englishLanguage ? [...wordGrams(text.slice(0, mostCharacters))] : [],
  };
}

/** Words and pairs of neighbouring words in lower case; every number is the same word. */
function wordGrams(text: string): Set<string> {
  const grams = new Set<string>();
  let previous = '';
  for (const [match] of text.toLowerCase().matchAll(/[\p{L}_]+|\d+|[?!]|```/gu)) {
    const word = /^\d/.test(match) ? '0' : match;
    if (word.length > 24) continue;
    grams.add(word);
    if (previous) grams.add(`${previous} ${word}`);
    previous = word;
  }
  return grams;
}
