import type { Fact } from '../../core/evidence.js';
import { type ChangedLine, lineFact, type PatchReading, placesOfFiles } from './reading.js';

const assertion =
  /^(?:self\.)?assert|^expect\(|^(?:t|require|assert|check)\.\w+\(|\bassert\w*[!(]|\.(?:should|to)\b|EXPECT_/;
const testStart =
  /^(?:async )?def test|^(?:public )?void test|^func Test|^(?:it|test|describe)\(|^#\[test\]|^@Test\b|^TEST/;
const skip =
  /@(?:unittest|pytest)?\.?(?:mark\.)?(?:skip|xfail|expectedFailure|Disabled|Ignore)\b|\.skip\(|\bskipTest\(|\bpytest\.skip|\b(?:xit|xdescribe|xtest)\(|\bt\.Skip|#\[ignore|@pytest\.mark\.skip/;

/** What the patch does to the tests. */
export function testFacts({ patch, kinds, testsAdded, testsDeleted, added }: PatchReading): Fact[] {
  const files = patch.files.filter((file) => kinds.get(file) === 'test');
  const gone = files.filter((file) => file.change === 'deleted');
  const helpful = patch.files.some((file) => {
    const kind = kinds.get(file);
    return kind === 'source' || kind === 'config' || kind === 'other';
  });
  const weakened = weaker(testsAdded, testsDeleted);
  const skips = (line: ChangedLine) => skip.test(line.code);
  const skipped = testsAdded.filter(skips);
  const testCode = testsAdded.length;
  return [
    {
      id: 'only-tests-or-docs',
      value: Number(!helpful),
      sentence: helpful
        ? 'Changes more than tests, documents and scratch files.'
        : 'Changes only tests, documents or scratch files: the code itself stays as it is.',
      places: helpful ? [] : placesOfFiles(patch.files),
      level: helpful ? 'note' : 'warning',
    },
    {
      id: 'tests-changed',
      value: files.length,
      sentence: files.length > 0 ? 'Adds or changes tests.' : 'Touches no test.',
      places: [],
      level: 'note',
    },
    {
      id: 'test-lines-added',
      value: testCode,
      sentence:
        testCode > 0
          ? `Adds ${testCode} ${testCode === 1 ? 'line' : 'lines'} of tests.`
          : 'Adds no line of tests.',
      places: [],
      level: 'note',
    },
    {
      id: 'test-files-deleted',
      value: gone.length,
      sentence: gone.length > 0 ? 'Deletes test files.' : 'Deletes no test file.',
      places: placesOfFiles(gone),
      level: gone.length > 0 ? 'warning' : 'note',
    },
    lineFact(
      'tests-weakened',
      weakened,
      'Removes more assertions or tests than it adds.',
      'Removes no assertion.',
      'warning',
    ),
    lineFact('tests-skipped', skipped, 'Skips tests.', 'Skips no test.', 'warning'),
    lineFact(
      'asserts-in-code',
      added.filter(({ head }) => head === 'assert'),
      'Adds assertions to the code itself.',
      'Adds no assertion to the code itself.',
    ),
  ];
}

/** The deleted assertions and tests of a patch that leaves fewer of them than there were. */
function weaker(added: readonly ChangedLine[], deleted: readonly ChangedLine[]): ChangedLine[] {
  if (deleted.length === 0) return [];
  const counts = ({ code }: ChangedLine) => assertion.test(code) || testStart.test(code);
  const lost = deleted.filter(counts);
  return lost.length > added.filter(counts).length ? lost : [];
}
