import type { Ticket } from '../../core/ticket.js';
import { tally, words } from '../check.js';
import { lineAbove, lineAround, lineBelow, type ReadHunk, type ReadLine } from './reading.js';
import { hollow } from './testing.js';

/**
 * Added lines that do nothing by themselves: log messages, statements that are empty, and private or nested
 * definitions and constants whose names stand nowhere else in the patch and not in its ticket.
 *
 * @param hunks those of all files, since one may use what another defines
 */
export function idleLines(hunks: readonly ReadHunk[], ticket: Ticket | undefined): ReadonlySet<ReadLine> {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const idle = new Set<ReadLine>();
  const defined: [name: string, body: readonly ReadLine[]][] = [];
  for (const one of lines) {
    if (one.line.kind !== 'added' || one.role !== 'code') continue;
    if (isEmptyStatement(one) || isLogging(one)) idle.add(one);
    if (neverRuns.test(one.code)) for (const below of blockOf(one)) idle.add(below);
    const name = definedBy(one);
    if (name !== undefined) defined.push([name, blockOf(one)]);
  }
  if (defined.length === 0) return idle;
  const names = new Set(defined.map(([name]) => name));
  const used = tally(namesIn(lines, names));
  const usedByItself = tally(defined.flatMap(([name, body]) => namesIn(body, new Set([name]))));
  const asked = new Set(ticket?.text.match(/\w+/g));
  for (const [name, body] of defined)
    if (!asked.has(name) && used.get(name) === usedByItself.get(name)) for (const one of body) idle.add(one);
  return idle;
}

/** Whether a line only writes to a log, or makes one. */
export function isLogging({ role, code }: ReadLine): boolean {
  return role === 'code' && logging.test(code);
}

const logging =
  /^(?:self\.|this\.)?_?(?:logger|logging|log|console|LOG|LOGGER)(?:(?:\.|::)\w+!?\(.*\)| = [^(]*\bget_?[lL]ogger\(.*\));?$/;

/** Characters beyond which a line is not looked into. */
const longestLine = 300;

/** A line that means nothing without others (a bracket, a label of a block, an attribute), or nothing at all. */
function isEmptyStatement(one: ReadLine): boolean {
  if (emptyStatement.test(one.code) || (/^(?:debug_)?assert/.test(one.code) && hollow.test(one.code)))
    return true;
  // What only raises again what it catches.
  const [handler, body] = one.code === 'raise' ? [lineAbove(one), one] : [one, lineBelow(one)];
  return body?.code === 'raise' && /^except\b.*:$/.test(handler?.code ?? '');
}

const emptyStatement =
  /^(?:pass|try:|else:|finally:|[)\]}]+[;,]?|#!?\[(?:allow|derive|inline)\b.*\]|let _\w*(?:: [\w<>]+)? = [\w:]+;)$/;

/** The head of a block that never runs. */
const neverRuns = /^(?:if|while) \(?(?:False|false|0)\)?(?::| \{)$/;

/** The name that a line defines where only the code nearby could use it. */
function definedBy(one: ReadLine): string | undefined {
  const { code } = one;
  if (code.length > longestLine) return undefined;
  for (const [pattern, isHidden] of definitions) {
    const name = pattern.exec(code)?.[1];
    if (name === undefined) continue;
    // What is made of its own old value is read below, where the patch shows no line.
    const isRenewed = code.split(new RegExp(`\\b${name}\\b`)).length > 2;
    return !isRenewed && !calledUnseen.has(name) && isHidden(name, one) ? name : undefined;
  }
  return undefined;
}

const always = () => true;
/** Within a function, or with the name of something private. */
const isHiddenPython = (name: string, one: ReadLine): boolean =>
  !name.startsWith('__') && (name.startsWith('_') || lineAround(one)?.head === 'def');

/** Names that something calls without a word of it in the code: entry points, and what traits ask for. */
const calledUnseen = words('main default from try_from from_str from_iter deserialize setup teardown');

/** How definitions and constants look, and which of them can't be meant for other files. */
const definitions: readonly (readonly [RegExp, (name: string, one: ReadLine) => boolean])[] = [
  [/^(?:async )?def (\w+)\((?!self\b|cls\b)/, isHiddenPython],
  [/^class (\w+)/, isHiddenPython],
  [/^([A-Z][A-Z0-9_]{2,}|_[A-Za-z]\w*) = [^=]/, isHiddenPython],
  [/^(?:unsafe |async |const )*fn (\w+)[(<](?!\s*&?(?:mut )?self\b)/, always],
  [/^(?:struct|enum|type|trait|interface) (\w+)/, always],
  [/^(?:async )?function (\w+)\(/, always],
  [/^func ([a-z]\w*)\(/, always],
  [/^(?:const|static|let|var) (\w+)(?:: [^=]+)? =/, always],
  [/^static (?:inline |const )*\w+ \**(\w+)\(/, always],
  [/^private (?:static |final )*[\w<>[\], ]+? (\w+)(?:\(| =)/, always],
  [/^(?:static |final )+[\w<>[\]]+ (\w+) =/, always],
];

/** A header and the added lines below that belong to it: deeper ones, and what closes it. */
function blockOf(header: ReadLine): ReadLine[] {
  const body = [header];
  const { lines } = header.hunk;
  for (let at = header.at + 1; at < lines.length; at++) {
    const one = lines[at] as ReadLine;
    if (one.line.kind !== 'added') break;
    const closes = one.indent === header.indent && /^[)\]}]/.test(one.code);
    if (one.role !== 'blank' && one.indent <= header.indent && !closes) break;
    body.push(one);
    if (closes && one.code.startsWith('}')) break;
  }
  return body;
}

/** Each place where one of some names stands in lines. */
function namesIn(lines: readonly ReadLine[], names: ReadonlySet<string>): string[] {
  return lines.flatMap(({ code }) => (code.match(/\w+/g) ?? []).filter((word) => names.has(word)));
}
