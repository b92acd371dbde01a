import type { CheckId } from '../../checks/registry.js';
import { squeezed } from '../../core/oneLine.js';
import type { PatchFile, PatchLine } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import type { Finding } from '../../core/rating.js';
import type { PatchInput, TicketInput } from '../rater.js';
import type { ClaimedFinding } from './answer.js';

/** Findings below this confidence are folded away. */
const sure = 0.6;
const mostFindings = 12;

/** What a finding may be about. */
export interface Material {
  /** Where the text stands, or nothing where it doesn't. */
  locate(quote: string, file: string): Place | undefined;
  /** Whether there is such a file, and the line if one is named. */
  hasFile(path: string, line: number): boolean;
}

/**
 * A claim needs a licence: what a finding quotes must be in the ticket or patch, and a file that it names must be
 * in the patch or the code base. What isn't there is dropped and counted (the idea of a licensing oracle).
 */
export function license(claimed: readonly ClaimedFinding[], material: Material) {
  const findings: Finding[] = [];
  let dropped = 0;
  for (const { message, quote, file, line, severity, confidence } of claimed) {
    if (message.trim() === '') continue;
    const place = quote.trim() === '' ? undefined : material.locate(quote, file);
    const quoted = [...message.matchAll(/`([^`\n]{4,})`/g)].every(
      ([, code]) => material.locate(code as string, '') !== undefined,
    );
    const unfounded =
      (quote.trim() !== '' && !place) || !quoted || (file !== '' && !material.hasFile(file, line));
    if (unfounded) dropped++;
    else {
      findings.push({
        id: 'model' satisfies CheckId,
        severity,
        message: squeezed(message),
        place,
        unsure: confidence < sure || undefined,
      });
    }
  }
  findings.sort((a, b) => Number(a.unsure ?? false) - Number(b.unsure ?? false));
  return { findings: findings.slice(0, mostFindings), dropped };
}

/** A ticket's text as material. Quotes may differ in white space. */
export function ticketMaterial({ ticket }: Pick<TicketInput, 'ticket'>): Material {
  const find = finder(ticket.text);
  return {
    locate(quote) {
      const span = find(quote);
      return (
        span && {
          document: 'ticket',
          range: ticket.rangeInDocument(span.start, span.end),
          quote: quoteOf(ticket.text.slice(span.start, span.end)),
        }
      );
    },
    hasFile: () => true,
  };
}

/** A patch's lines (and its ticket's text) as material. */
export function patchMaterial({ patch, ticket }: Pick<PatchInput, 'patch' | 'ticket'>): Material {
  const inTicket = ticket && finder(ticket.text);
  const lines = patch.files.flatMap((file) =>
    file.hunks.flatMap((hunk) => hunk.lines.map((line) => ({ file, line, squeezed: squeezed(line.text) }))),
  );
  return {
    locate(quote, path) {
      const isNamed = ({ file }: ShownLine) =>
        path === '' || file.path === path || file.path.endsWith(`/${path}`);
      // With and without the marks of a diff; what the patch adds or keeps before what it deletes.
      for (const marks of [/^/, /^[+-]/]) {
        const parts = quote.split('\n').map((line) => squeezed(line.replace(marks, '')));
        const [first, ...others] = parts.filter((part) => part !== '');
        if (first === undefined) continue;
        const starts = lines.filter(
          (line, i) =>
            line.squeezed.includes(first) && isNamed(line) && others.every((part) => follows(lines, i, part)),
        );
        const found = starts.find(({ line }) => line.kind !== 'deleted') ?? starts[0];
        if (found) return placeOf(found);
      }
      const span = inTicket?.(quote);
      return span && ticket
        ? { document: 'ticket', range: ticket.rangeInDocument(span.start, span.end), quote: quoteOf(quote) }
        : undefined;
    },
    hasFile(path, line) {
      const files = patch.files.filter(
        (file) => file.path === path || file.path.endsWith(`/${path}`) || file.oldPath === path,
      );
      if (files.length === 0) return false;
      const shown = (file: PatchFile) =>
        file.hunks.some(
          ({ oldStart, oldLines, newStart, newLines }) =>
            (line >= newStart && line <= newStart + newLines) ||
            (line >= oldStart && line <= oldStart + oldLines),
        );
      return line <= 0 || files.some(shown);
    },
  };
}

type ShownLine = { readonly file: PatchFile; readonly line: PatchLine; readonly squeezed: string };

/** Lines that a quote's later parts may lie behind its first one. */
const farthest = 40;

function follows(lines: readonly ShownLine[], from: number, part: string): boolean {
  return lines.slice(from + 1, from + farthest).some(({ squeezed }) => squeezed.includes(part));
}

function placeOf({ file, line }: ShownLine): Place {
  const deleted = line.kind === 'deleted';
  return {
    document: 'patch',
    range: {
      start: { line: line.document, column: 2 + line.text.length - line.text.trimStart().length },
      end: { line: line.document, column: 2 + line.text.trimEnd().length },
    },
    quote: quoteOf(line.text),
    file: { path: file.path, line: deleted ? line.oldLine : line.newLine, side: deleted ? 'old' : 'new' },
  };
}

/** Finds a quote in a text, whatever white space it has; longer than this it is no quote. */
const longestQuote = 2_000;

function finder(text: string): (quote: string) => { start: number; end: number } | undefined {
  return (quote) => {
    const words = quote.trim().split(/\s+/);
    if (quote.length > longestQuote || words[0] === '') return undefined;
    const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
    const match = new RegExp(pattern).exec(text);
    return match ? { start: match.index, end: match.index + match[0].length } : undefined;
  };
}
