import { type Fact, note } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { collectionFact } from './collection.js';
import { counted, lineFact, placesOf, placesOfFiles } from './places.js';
import { lineAbove, lineBelow, type PatchReading, type ReadHunk, type ReadLine } from './reading.js';
import { assertion, catchesAssertion, hollow, skip, skipCall, tableOfTests, testStart } from './testing.js';

/** What the patch does to the tests. */
export function testFacts(reading: PatchReading, ticket: Ticket | undefined): Fact[] {
  const { patch, kinds, testsAdded, added, deleted } = reading;
  const files = patch.files.filter((file) => kinds.get(file) === 'test');
  const lines = testsAdded.length;
  return [
    codeLeftAlone(reading, ticket),
    note('tests-changed', files.length, files.length > 0 ? 'Adds or changes tests.' : 'Touches no test.'),
    note(
      'test-lines-added',
      lines,
      lines > 0 ? `Adds ${counted(lines, 'line')} of tests.` : 'Adds no line of tests.',
    ),
    ...lossFacts(reading, files),
    collectionFact(reading),
    lineFact(
      'tests-skipped',
      [
        ...testsAdded.filter((one) => isSkip(one) || isEarlyReturn(one)),
        ...added.filter((one) => isTestOfSource(one) && isSkip(one)),
        ...skippedExamples(added, deleted),
      ],
      (count) => `Disables ${counted(count, 'test')}.`,
      'No disabled test found.',
      'warning',
    ),
    lineFact(
      'asserts-in-code',
      added.filter(({ head }) => head === 'assert'),
      'Adds assertions to the code itself.',
      'Adds no assertion to the code itself.',
    ),
  ];
}

/** Whether the title asks for no more than tests or documents. */
const asksForNoCode =
  /\b(?:docs?|documentation|docstrings?|readme|changelog|typos?|tests?|coverage|flaky|spelling)\b/i;

function codeLeftAlone({ patch, kinds }: PatchReading, ticket: Ticket | undefined): Fact {
  const helps = patch.files.some((file) => {
    const kind = kinds.get(file);
    return kind === 'source' || kind === 'config' || kind === 'other';
  });
  const scratch = patch.files.every((file) => kinds.get(file) === 'scratch');
  const wanted = ticket && !asksForNoCode.test(ticket.title.text);
  return {
    id: 'only-tests-or-docs',
    value: Number(!helps),
    sentence: helps
      ? 'Changes more than tests, documents and scratch files.'
      : 'Changes only tests, documents or scratch files: the code itself stays as it is.',
    places: helps ? [] : placesOfFiles(patch.files),
    level: helps ? 'note' : wanted || scratch ? 'warning' : 'info',
  };
}

/** Tests and assertions that are no more: whole files, removed ones, and ones that expect something else now. */
function lossFacts(reading: PatchReading, files: readonly PatchFile[]): Fact[] {
  const testsAdded = reading.testsAdded.concat(reading.added.filter(isTestOfSource));
  const testsDeleted = reading.testsDeleted.concat(reading.deleted.filter(isTestOfSource));
  const goneFiles = new Set(files.filter(({ change }) => change === 'deleted'));
  const balance = (is: (one: ReadLine) => boolean): Balance => ({
    added: testsAdded.filter(is),
    deleted: testsDeleted.filter(is),
  });
  const [tests, assertions] = [balance(isTest), balance(isAssertion)];
  const stays = ({ file }: ReadLine) => !goneFiles.has(file);
  // Tests that move to another file are no loss, nor are those that become rows of a table.
  const moved = lost(tests) <= 0 && lost(assertions) <= 0;
  const tabled = assertions.added.length > 0 && testsAdded.some(({ code }) => tableOfTests.test(code));
  const fewerTests = lost({ ...tests, deleted: tests.deleted.filter(stays) });
  const fewerAssertions = lost({ ...assertions, deleted: assertions.deleted.filter(stays) });
  const weaker = !tabled && (fewerTests > 0 || fewerAssertions > 0);
  const seen = (fewerTests > 0 ? tests : assertions).deleted.filter(stays);
  const hollowed = [...hollowAssertions(testsAdded, assertions), ...testsAdded.filter(dropsFailure)];
  const changed = weaker || hollowed.length > 0 ? [] : otherwise(assertions);
  const removed = fewerTests > 0 ? counted(fewerTests, 'test') : counted(fewerAssertions, 'assertion');
  const said = [
    weaker && `Removes ${removed}`,
    hollowed.length > 0 && `Makes ${counted(hollowed.length, 'assertion')} hold whatever the code does`,
  ].filter(Boolean);
  return [
    {
      id: 'test-files-deleted',
      value: goneFiles.size,
      sentence:
        goneFiles.size > 0 ? `Deletes ${counted(goneFiles.size, 'test file')}.` : 'No test file deleted.',
      places: placesOfFiles([...goneFiles]),
      level: goneFiles.size === 0 ? 'note' : moved ? 'info' : 'warning',
    },
    {
      id: 'tests-weakened',
      value: Math.max(weaker ? Math.max(fewerTests, fewerAssertions) : 0, hollowed.length),
      sentence: said.length > 0 ? `${said.join('. ')}.` : 'No loss of tests or assertions found.',
      places: placesOf([...(weaker ? seen : []), ...hollowed]),
      level: said.length > 0 ? 'warning' : 'note',
    },
    lineFact(
      'tests-rewritten',
      changed,
      (count) =>
        `Changes what ${counted(count, 'assertion')} of existing tests ${count === 1 ? 'expects' : 'expect'}.`,
      'No changed expectation of existing tests found.',
      'warning',
    ),
  ];
}

interface Balance {
  readonly added: readonly ReadLine[];
  readonly deleted: readonly ReadLine[];
}

function lost({ added, deleted }: Balance): number {
  return deleted.length - added.length;
}

function isTest({ role, code }: ReadLine): boolean {
  return role === 'code' && testStart.test(code);
}

function isAssertion({ role, code }: ReadLine): boolean {
  return role === 'code' && assertion.test(code) && !hollow.test(code);
}

/** Assertions of tests that stay whose expected values are others now: not merely awaited, moved or renamed. */
function otherwise({ added, deleted }: Balance): ReadLine[] {
  const now = new Set(added.flatMap(({ code }) => literals(code)));
  const files = new Set(added.map(({ file }) => file));
  return deleted.filter(
    ({ code, file }) => files.has(file) && literals(code).some((literal) => !now.has(literal)),
  );
}

/** What an assertion compares with: strings, numbers and constants. */
function literals(code: string): string[] {
  return code.match(/"[^"]*"|'[^']*'|\b\d+(?:\.\d+)?\b|\b(?:true|false|null|none|nil|undefined)\b/gi) ?? [];
}

/** Assertions that hold whatever the code does, in hunks that lose real ones. */
function hollowAssertions(testsAdded: readonly ReadLine[], { added, deleted }: Balance): ReadLine[] {
  const hollows = testsAdded.filter(({ role, code }) => role === 'code' && hollow.test(code));
  if (hollows.length === 0) return [];
  const left = new Map<ReadHunk, number>();
  for (const { hunk } of deleted) left.set(hunk, (left.get(hunk) ?? 0) + 1);
  for (const { hunk } of added) left.set(hunk, (left.get(hunk) ?? 0) - 1);
  return hollows.filter(({ hunk }) => (left.get(hunk) ?? 0) > 0);
}

/** A handler in a test that drops what an assertion finds. */
function dropsFailure(one: ReadLine): boolean {
  if (one.role !== 'code' || !catchesAssertion.test(one.code)) return false;
  const inside = /[:{]\s*(.*)$/.exec(one.code)?.[1] || lineBelow(one)?.code;
  return inside !== undefined && /^(?:pass|\.\.\.|return(?: None)?;?|continue;?|\})$/.test(inside);
}

/** Rust keeps unit tests beside the code, under attributes that nothing else has. */
function isTestOfSource({ file, code }: ReadLine): boolean {
  return file.path.endsWith('.rs') && code.startsWith('#[');
}

const skippedExample = /\s*#\s*doctest:\s*\+SKIP\s*$/;

/** Examples in documentation that ran as tests before. */
function skippedExamples(added: readonly ReadLine[], deleted: readonly ReadLine[]): ReadLine[] {
  const marked = added.filter(({ code }) => code.length < 300 && skippedExample.test(code));
  if (marked.length === 0) return [];
  const was = new Set(deleted.map(({ code }) => code));
  return marked.filter(({ code }) => was.has(code.replace(skippedExample, '')));
}

/** A return that keeps the rest of a test from running, under no condition. */
function isEarlyReturn(one: ReadLine): boolean {
  if (one.head !== 'return' || !/^return(?: None| True| 0)?;?$/.test(one.code)) return false;
  const [above, below] = [lineAbove(one), lineBelow(one)];
  if (
    !above ||
    below?.role !== 'code' ||
    below.indent !== one.indent ||
    /^[})\]]|^(?:case|default)\b/.test(below.code)
  )
    return false;
  return above.indent >= one.indent || testStart.test(above.code) || above.role === 'documentation';
}

function isSkip(one: ReadLine): boolean {
  const { role, code } = one;
  if (role !== 'code') return false;
  if (skip.test(code) && !code.includes('.add_marker(')) return true;
  if (!skipCall.test(code)) return false;
  const above = lineAbove(one);
  // A mark on every test is told as such.
  if (above && /^for \w+ in (?:\w+\.)?items:/.test(above.code)) return false;
  return (
    !above ||
    !/^(?:\}?\s*(?:else )?(?:if|elif|unless|guard|except|rescue|catch|switch|case|when)\b|else\b)/.test(
      above.code,
    )
  );
}
