import { extensionOf, kindsOf } from '../src/checks/patch/fileKind.js';
import type { Patch, PatchFile, PatchLine } from '../src/core/patch.js';

/**
 * Ways to make a patch look like more without changing what it does. The model learns from `boilerplate`, which it can't
 * tell from code that the change needs; the others are measured, `other boilerplate` with code that it never saw.
 */
export const paddings = [
  'boilerplate',
  'other boilerplate',
  'comments',
  'documentation',
  'assertions',
  'test',
  'all',
] as const;
export type Padding = (typeof paddings)[number];

interface Idiom {
  readonly comment: (text: string) => string;
  readonly documentation: (lines: readonly string[]) => readonly string[];
  readonly assertions: readonly string[];
  /** Pieces of code that do nothing for the change. */
  readonly boilerplate: readonly (readonly string[])[];
  readonly otherBoilerplate: readonly (readonly string[])[];
  readonly testPath: string;
  readonly test: readonly string[];
}

const python: Idiom = {
  comment: (text) => `# ${text}`,
  documentation: ([first = '', ...lines]) => [`"""${first}`, ...lines, '"""'],
  assertions: ['assert True', 'assert 1 == 1', 'assert isinstance(True, bool)', 'assert len([]) == 0'],
  boilerplate: [
    ['logger = logging.getLogger(__name__)', 'logger.debug("entering")'],
    ['def _describe(value):', '    if value is None:', '        return "none"', '    return str(value)', ''],
    ['DEFAULT_ENCODING = "utf-8"', 'MAX_RETRIES = 3', 'DEBUG = False'],
    ['try:', '    pass', 'except Exception:', '    raise'],
    [
      'class _Marker:',
      '    """Marks a place."""',
      '',
      '    def __repr__(self):',
      '        return "Marker()"',
      '',
    ],
  ],
  otherBoilerplate: [
    ['_cache = {}', '_lock = threading.Lock()'],
    ['def _identity(item):', '    """Return the item."""', '    return item', ''],
    ['if False:', '    warnings.warn("never")'],
    ['__all__ = ["main"]', 'VERSION_INFO = (1, 0, 0)'],
    ['for _ in range(0):', '    continue'],
  ],
  testPath: 'tests/test_regression.py',
  test: [
    'import unittest',
    '',
    'class RegressionTest(unittest.TestCase):',
    '    def test_it_works(self):',
    '        self.assertTrue(True)',
  ],
};

const rust: Idiom = {
  comment: (text) => `// ${text}`,
  documentation: (lines) => lines.map((line) => `/// ${line}`),
  assertions: ['assert!(true);', 'debug_assert!(1 == 1);', 'assert_eq!(0, 0);', 'debug_assert!(true);'],
  boilerplate: [
    ['const DEFAULT_ENCODING: &str = "utf-8";', 'const MAX_RETRIES: usize = 3;'],
    [
      '#[allow(dead_code)]',
      'fn describe<T: std::fmt::Debug>(value: T) -> String {',
      '    format!("{:?}", value)',
      '}',
    ],
    ['log::debug!("entering");'],
    ['#[derive(Debug, Clone, Default)]', 'struct Marker {', '    name: String,', '}'],
  ],
  otherBoilerplate: [
    ['#[allow(unused)]', 'fn identity<T>(item: T) -> T {', '    item', '}'],
    ['type Pair = (usize, usize);', 'static READY: bool = true;'],
    ['let _ = 0;', 'let _unused: Option<u8> = None;'],
  ],
  testPath: 'tests/regression.rs',
  test: ['#[test]', 'fn it_works() {', '    assert!(true);', '}'],
};

const java: Idiom = {
  comment: rust.comment,
  documentation: (lines) => ['/**', ...lines.map((line) => ` * ${line}`), ' */'],
  assertions: ['assert true;', 'assert 1 == 1;', 'assert !false;'],
  boilerplate: [
    ['private static final String DEFAULT_ENCODING = "utf-8";', 'private static final int MAX_RETRIES = 3;'],
    ['private static String describe(Object value) {', '    return String.valueOf(value);', '}'],
    ['LOGGER.debug("entering");'],
  ],
  otherBoilerplate: [
    ['private static <T> T identity(T item) {', '    return item;', '}'],
    ['static final boolean READY = true;'],
  ],
  testPath: 'src/test/java/RegressionTest.java',
  test: [
    'class RegressionTest {',
    '    @Test',
    '    void itWorks() {',
    '        assertTrue(true);',
    '    }',
    '}',
  ],
};

const idioms: Readonly<Record<string, Idiom>> = { py: python, pyx: python, rs: rust, java };

const remarks = [
  'This change addresses the problem that was reported.',
  'The previous behavior did not handle this case correctly.',
  'Keep the order of operations: later steps rely on it.',
  'See the ticket for the background of this decision.',
  'All callers were reviewed and remain compatible.',
];

/**
 * The patch with padding at its first source file in a language that is known here; as it is where it has none.
 *
 * @param title the ticket's title, whose words padding likes to repeat
 * @param seed which padding comes, and how often
 */
export function padded(patch: Patch, padding: Padding, title: string, seed: number): Patch {
  const kinds = kindsOf(patch);
  const file = patch.files.find(
    (one) => kinds.get(one) === 'source' && one.hunks.length > 0 && extensionOf(one.path) in idioms,
  );
  const idiom = file && idioms[extensionOf(file.path)];
  if (!idiom) return patch;
  const times = 1 + (seed % mostTimes);
  const repeated = (lines: readonly string[]) => Array.from({ length: times }, () => lines).flat();
  const picked = (pieces: readonly (readonly string[])[]) =>
    Array.from({ length: times }, (_, i) => pieces[(seed + i) % pieces.length] as readonly string[]).flat();
  const lines = {
    boilerplate: picked(idiom.boilerplate),
    'other boilerplate': picked(idiom.otherBoilerplate),
    comments: repeated([title, ...remarks].map(idiom.comment)),
    documentation: repeated(idiom.documentation([title, '', ...remarks])),
    assertions: repeated(idiom.assertions),
    test: [],
  };
  const added = padding === 'all' ? Object.values(lines).flat() : lines[padding];
  const files = patch.files.map((one) => (one === file ? withLines(file, added) : one));
  const withTest = padding === 'test' || padding === 'all';
  return { ...patch, files: withTest ? [...files, newFile(idiom.testPath, idiom.test)] : files };
}

const mostTimes = 3;

/** The file with more lines behind the last one that it adds, indented as that one is. */
function withLines(file: PatchFile, texts: readonly string[]): PatchFile {
  const hunk = file.hunks.findLast(({ lines }) => lines.some(({ kind }) => kind === 'added'));
  if (!hunk) return file;
  const at = hunk.lines.findLastIndex(({ kind }) => kind === 'added');
  const last = hunk.lines[at] as PatchLine;
  const indent = /^\s*/.exec(last.text)?.[0] ?? '';
  const more = texts.map((text): PatchLine => ({ ...last, text: text === '' ? '' : `${indent}${text}` }));
  const lines = [...hunk.lines.slice(0, at + 1), ...more, ...hunk.lines.slice(at + 1)];
  const grown = { ...hunk, lines, newLines: hunk.newLines + more.length };
  return {
    ...file,
    added: file.added + more.length,
    hunks: file.hunks.map((one) => (one === hunk ? grown : one)),
  };
}

function newFile(path: string, texts: readonly string[]): PatchFile {
  const lines = texts.map(
    (text, i): PatchLine => ({ kind: 'added', text, oldLine: 1, newLine: i + 1, document: 1 }),
  );
  const start = { oldStart: 0, oldLines: 0, newStart: 1, newLines: lines.length };
  return {
    path,
    newPath: path,
    change: 'added',
    binary: false,
    hunks: [{ ...start, section: '', document: 1, lines }],
    added: lines.length,
    deleted: 0,
    firstLine: 1,
    lastLine: 1,
  };
}
