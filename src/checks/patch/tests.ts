import { counted } from '../../core/counted.js';
import type { Ticket } from '../../core/ticket.js';
import { amount, type Checks, measured, type Said, shared, take, tally } from '../check.js';
import { addedLines, lines, placesOf, placesOfFiles } from './places.js';
import { lineAbove, lineBelow, type PatchReading, type ReadLine } from './reading.js';
import { assertion, catchesAssertion, hollow, skip, skipCall, tableOfTests, testStart } from './testing.js';

/** How much of the patch is tests. */
export const testing = {
  'only-tests-or-docs': {
    title: 'Whether only tests, documents or scratch files change',
    help: 'Error if there is a ticket that asks for more, otherwise hint, or warning if only scratch files change.',
    why: 'The code itself stays as it is, so the ticket stays open.',
    example: 'a new `reproduce_bug.py` and nothing else.',
    run: codeLeftAlone,
  },
  'tests-changed': {
    title: 'Test files that change',
    run: (reading) => amount(testFiles(reading).length, 'Adds or changes tests.', 'Touches no test.'),
  },
  'test-lines-added': {
    title: 'Lines added to tests',
    run: ({ testsAdded: { length } }) =>
      amount(length, `Adds ${counted(length, 'line')} of tests.`, 'Adds no line of tests.'),
  },
} satisfies Checks<PatchReading>;

/** Tests and assertions that are no more: whole files, removed ones, and ones that expect something else now. */
export const losses = {
  'test-files-deleted': {
    title: 'Test files that are deleted',
    help: 'Warning; hint if as many tests are added elsewhere.',
    why: 'Nothing checks any longer what they checked.',
    example: '`deleted file mode 100644` for `tests/test_price.py`.',
    run: (reading) => {
      const { gone, moved } = lossesOf(reading);
      const { size } = gone;
      return {
        ...amount(size, `Deletes ${counted(size, 'test file')}.`, 'No test file deleted.'),
        places: placesOfFiles([...gone]),
        level: size === 0 ? 'note' : moved ? 'info' : 'warning',
      };
    },
  },
  'tests-weakened': {
    title: 'Tests that are removed or weakened',
    help: 'Tests or assertions that are removed or turned into comments, if the whole patch adds fewer than it removes; assertions that now hold whatever the code does, or whose failure is dropped. Rows of a parametrized test count as tests. Warning.',
    why: 'A patch that removes the failing tests makes the rest pass without being right.',
    example: '`- assert price(0) == 0`.',
    run: (reading) => {
      const { removed, places, weaker, hollowed } = lossesOf(reading);
      const said = [
        weaker > 0 && `Removes ${removed}`,
        hollowed.length > 0 && `Makes ${counted(hollowed.length, 'assertion')} hold whatever the code does`,
      ].filter(Boolean);
      return {
        value: Math.max(weaker, hollowed.length),
        sentence: said.length > 0 ? `${said.join('. ')}.` : 'No loss of tests or assertions found.',
        places: placesOf([...(weaker ? places : []), ...hollowed]),
        level: said.length > 0 ? 'warning' : 'note',
      };
    },
  },
  'tests-rewritten': {
    title: 'Assertions of existing tests whose expected values change',
    help: 'Warning.',
    why: 'The old values were right once: either the ticket asks for new ones, or the patch bends the tests to its result.',
    example: '`- assert total == 45` and `+ assert total == 40`.',
    run: lines(
      (reading) => {
        const { assertions, weaker, hollowed } = lossesOf(reading);
        return weaker > 0 || hollowed.length > 0 ? [] : otherwise(assertions);
      },
      (count) =>
        `Changes what ${counted(count, 'assertion')} of existing tests ${count === 1 ? 'expects' : 'expect'}.`,
      'No changed expectation of existing tests found.',
      'warning',
    ),
  },
} satisfies Checks<PatchReading>;

/** Tests that are there and don't run, and assertions where no test is. */
export const skips = {
  'tests-skipped': {
    title: 'Tests that are disabled',
    help: 'They are skipped, disable all others, or return before they assert; in Rust, those beside the code count, too. A skip under a condition, such as a platform, does not count. Warning.',
    why: 'A test that does not run finds nothing.',
    example: '`@pytest.mark.skip`, `it.skip(...)`, `it.only(...)`.',
    run: lines(
      (reading) => [
        ...reading.testsAdded.filter((one) => isSkip(one) || isEarlyReturn(one)),
        ...reading.added.filter((one) => isTestOfSource(one) && isSkip(one)),
        ...skippedExamples(reading),
      ],
      (count) => `Disables ${counted(count, 'test')}.`,
      'No disabled test found.',
      'warning',
    ),
  },
  'asserts-in-code': {
    title: 'Assertions added to the code itself',
    run: addedLines(
      ({ head }) => head === 'assert',
      'Adds assertions to the code itself.',
      'Adds no assertion to the code itself.',
    ),
  },
} satisfies Checks<PatchReading>;

function testFiles({ patch, kinds }: PatchReading) {
  return patch.files.filter((file) => kinds.get(file) === 'test');
}

const tellsOfNoCode =
  /\b(?:docs?|documentation|docstrings?|comments?|readme|changelog|typos?|tests?|coverage|flaky|spelling)\b/i;

/** Whether its title asks for no more than tests or documents. */
export function asksForNoCode({ title }: Ticket): boolean {
  return tellsOfNoCode.test(title.text);
}

function codeLeftAlone({ patch: { files }, ticket, kinds }: PatchReading): Said {
  const helps = files.some((file) => /^(?:source|config|other)$/.test(kinds.get(file) ?? ''));
  if (helps) return measured(0, 'Changes more than tests, documents and scratch files.');
  const scratch = files.every((file) => kinds.get(file) === 'scratch');
  const wanted = ticket && !asksForNoCode(ticket);
  return {
    value: 1,
    sentence: 'Changes only tests, documents or scratch files: the code itself stays as it is.',
    places: placesOfFiles(files),
    level: wanted ? 'error' : scratch ? 'warning' : 'info',
  };
}

/** What the tests lose. */
const lossesOf = shared((reading: PatchReading) => {
  const testsAdded = reading.testsAdded.concat(reading.added.filter(isTestOfSource));
  const testsDeleted = reading.testsDeleted.concat(reading.deleted.filter(isTestOfSource));
  const gone = new Set(testFiles(reading).filter(({ change }) => change === 'deleted'));
  const balance = (is: (one: ReadLine) => boolean): Balance => ({
    added: testsAdded.filter(is),
    deleted: testsDeleted.filter(is),
  });
  const [tests, assertions] = [balance(isTest), balance(isAssertion)];
  const stays = ({ file }: ReadLine) => !gone.has(file);
  // Tests that move to another file are no loss, nor are those that become rows of a table.
  const moved = lost(tests) <= 0 && lost(assertions) <= 0;
  const tabled = assertions.added.length > 0 && testsAdded.some(({ code }) => tableOfTests.test(code));
  const fewerTests = lost({ ...tests, deleted: tests.deleted.filter(stays) });
  const fewerAssertions = lost({ ...assertions, deleted: assertions.deleted.filter(stays) });
  return {
    gone,
    moved,
    assertions,
    /** By how many tests or assertions there are fewer. */
    weaker: tabled ? 0 : Math.max(0, fewerTests, fewerAssertions),
    removed: fewerTests > 0 ? counted(fewerTests, 'test') : counted(fewerAssertions, 'assertion'),
    places: (fewerTests > 0 ? tests : assertions).deleted.filter(stays),
    hollowed: [...hollowAssertions(testsAdded, assertions), ...testsAdded.filter(dropsFailure)],
  };
});

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
  const left = tally(deleted.map(({ hunk }) => hunk));
  for (const { hunk } of added) take(left, hunk);
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
function skippedExamples({ added, deleted }: PatchReading): ReadLine[] {
  const marked = added.filter(({ code }) => code.length < 300 && skippedExample.test(code));
  const was = new Set(marked.length > 0 ? deleted.map(({ code }) => code) : []);
  return marked.filter(({ code }) => was.has(code.replace(skippedExample, '')));
}

/** A return that keeps the rest of a test from running, under no condition. */
function isEarlyReturn(one: ReadLine): boolean {
  if (one.head !== 'return' || !/^return(?: None| True| 0)?;?$/.test(one.code)) return false;
  const [above, below] = [lineAbove(one), lineBelow(one)];
  const hides =
    below?.role === 'code' && below.indent === one.indent && !/^[})\]]|^(?:case|default)\b/.test(below.code);
  if (!above || !hides) return false;
  return above.indent >= one.indent || testStart.test(above.code) || above.role === 'documentation';
}

function isSkip(one: ReadLine): boolean {
  const { role, code } = one;
  if (role !== 'code') return false;
  if (skip.test(code) && !code.includes('.add_marker(')) return true;
  if (!skipCall.test(code)) return false;
  // A mark on every test is told as such.
  return !/^(?:for \w+ in (?:\w+\.)?items:|\}?\s*(?:else )?(?:if|elif|unless|guard|except|rescue|catch|switch|case|when)\b|else\b)/.test(
    lineAbove(one)?.code ?? '',
  );
}
