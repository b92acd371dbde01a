import { type Fact, note } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { counted, lineFact, placesOf, placesOfFiles } from './places.js';
import { lineAbove, type PatchReading, type ReadLine } from './reading.js';
import { assertion, hollow, skip, skipCall, tableOfTests, testStart } from './testing.js';

/** What the patch does to the tests. */
export function testFacts(reading: PatchReading, ticket: Ticket | undefined): Fact[] {
  const { patch, kinds, testsAdded, added } = reading;
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
    lineFact(
      'tests-skipped',
      testsAdded.filter(isSkip),
      (count) => `Disables ${counted(count, 'test')}.`,
      'No test that is disabled found.',
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
function lossFacts({ testsAdded, testsDeleted }: PatchReading, files: readonly PatchFile[]): Fact[] {
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
  const changed = weaker ? [] : otherwise(assertions);
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
      value: weaker ? Math.max(fewerTests, fewerAssertions) : 0,
      sentence: !weaker
        ? 'No loss of tests or assertions found.'
        : `Removes ${fewerTests > 0 ? counted(fewerTests, 'test') : counted(fewerAssertions, 'assertion')}.`,
      places: weaker ? placesOf(seen) : [],
      level: weaker ? 'warning' : 'note',
    },
    lineFact(
      'tests-rewritten',
      changed,
      (count) =>
        `Changes what ${counted(count, 'assertion')} of existing tests ${count === 1 ? 'expects' : 'expect'}.`,
      'No change of what existing tests expect found.',
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

function isSkip(one: ReadLine): boolean {
  const { role, code } = one;
  if (role !== 'code') return false;
  if (skip.test(code)) return true;
  if (!skipCall.test(code)) return false;
  const above = lineAbove(one);
  return (
    !above ||
    !/^(?:\}?\s*(?:else )?(?:if|elif|unless|guard|except|rescue|catch|switch|case|when)\b|else\b)/.test(
      above.code,
    )
  );
}
