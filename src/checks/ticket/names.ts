import type { Span } from '../../core/span.js';
import type { Ticket } from '../../core/ticket.js';
import { shared } from '../check.js';
import { isBrand } from './brands.js';
import { readTicket } from './reading.js';

/** A file or symbol that a ticket names; offsets in {@link Ticket.text}, the end exclusive. */
export interface Name extends Span {
  readonly name: string;
  /** Whether only its capitals make it look like a symbol: it may as well be a product's name. */
  readonly unsure: boolean;
}

const longestName = 200;
const mostNames = 200;

const fileExtension =
  /\.(?:py|pyi|pyx|ipynb|[cm]?[jt]sx?|vue|svelte|java|kt|scala|go|rs|rb|php|cs|swift|c|cc|cpp|cxx|h|hh|hpp|m|sh|ps1|sql|html?|css|scss|less|json|ya?ml|toml|ini|cfg|conf|xml|md|rst|txt|gradle|lock|proto|tf)$/i;
const snakeCase = /^_*[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+_*$|^__\w+__$/;
const camelCase = /^_*[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+$|^_*[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+$/;
/** Most words of a ticket, which are neither unless they are marked as code. */
const plainWord = /^[A-Za-z]?[a-z]+$/;
const notSymbols = /^(?:e\.g|i\.e|etc|www\..*|https?)$/i;

/**
 * What a ticket names, each name once, in the order of the text: tokens that look like a file, and tokens that
 * look like code (called with parentheses, dotted, in snake or camel case, or marked as code).
 */
export const namesIn = shared((ticket: Ticket) => {
  const text = readTicket(ticket).said;
  // Paths or bare file names with the extension of a source, configuration or document file.
  const files = new Map<string, Name>();
  // Functions, classes, methods and settings, dotted where the ticket writes them so.
  const symbols = new Map<string, Name>();
  const code = inlineCode(text);
  let span = 0;
  for (const match of text.matchAll(/[\w$./\\@+-]+(?:\(\))?/g)) {
    if (files.size >= mostNames || symbols.size >= mostNames) break;
    const lead = Math.max(0, match[0].search(/[\w$/_.]/));
    const token = withoutTail(match[0].slice(lead));
    if (token.length < 3 || token.length > longestName) continue;
    const start = match.index + lead;
    const place = { start, end: start + token.length };
    while (span < code.length && (code[span] as Span).end < place.end) span++;
    const marked = span < code.length && (code[span] as Span).start <= place.start;
    if (!marked && plainWord.test(token)) continue;
    if (isFile(token, text.slice(Math.max(0, start - 3), start))) {
      const name = token.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
      if (!files.has(name)) files.set(name, { name, ...place, unsure: false });
    } else if (isSymbol(token, marked)) {
      const name = token.replace(/\(\)$/, '');
      const unsure = !marked && name === token && camelCase.test(name);
      const known = symbols.get(name);
      if (!known || (known.unsure && !unsure)) symbols.set(name, { name, ...place, unsure });
    }
  }
  return { files: [...files.values()], symbols: [...symbols.values()] };
});

function isFile(token: string, before: string): boolean {
  return (
    fileExtension.test(token) &&
    !token.startsWith('//') &&
    !before.endsWith('://') &&
    /[A-Za-z]/.test(token.charAt(token.lastIndexOf('/') + 1))
  );
}

/** A token without the punctuation at its end. A pattern would go through a run of dots from each of them. */
function withoutTail(token: string): string {
  let end = token.length;
  while (end > 0 && '.\\/+@-'.includes(token[end - 1] as string)) end--;
  return token.slice(0, end);
}

function isSymbol(token: string, marked: boolean): boolean {
  if (/[/\\@+-]/.test(token) || notSymbols.test(token) || (!marked && isBrand(token))) return false;
  const called = token.endsWith('()');
  const parts = token.replace(/\(\)$/, '').split('.');
  if (!parts.every((part) => /^[A-Za-z_$][\w$]*$/.test(part))) return false;
  const last = parts.at(-1) as string;
  return (
    called || parts.length > 1 || snakeCase.test(last) || camelCase.test(last) || (marked && last.length > 2)
  );
}

/** Short stretches between backticks, single or double, or Jira's double braces. */
function inlineCode(text: string): Span[] {
  return [...text.matchAll(/``([^`\n]{1,80})``|`([^`\n]{1,80})`|\{\{([^}\n]{1,80})\}\}/g)].map(
    ({ index, 0: match }) => ({ start: index + 1, end: index + match.length - 1 }),
  );
}
