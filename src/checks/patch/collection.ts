import { counted } from '../../core/counted.js';
import type { PatchFile } from '../../core/patch.js';
import type { Checks, Said } from '../check.js';
import { isTestPath, nameOf } from './fileKind.js';
import { placesOf, placesOfFiles } from './places.js';
import { lineAbove, lineAround, newLines, type PatchReading, type ReadLine } from './reading.js';
import { testStart } from './testing.js';

/**
 * Whether the tests still run: what the runner no longer collects, or whose failure it no longer reports, finds
 * nothing, although each test stands there as it was.
 */
export const collection = {
  'tests-uncollected': {
    title: 'Tests that no runner collects any more, or whose failure it no longer reports',
    help: 'They stand there as they were. A blocker where nothing is left to run or every run ends well; an error where a test file has a name that no runner looks for, or is left out by a setting.',
    why: 'A run without tests finds nothing, and ends well.',
    example:
      '`addopts = --collect-only`, `collect_ignore_glob = ["*"]`, `session.exitstatus = 0` in `conftest.py`, `test_auth.py` renamed to `auth_checks.py`.',
    run: collectionSaid,
  },
} satisfies Checks<PatchReading>;

function collectionSaid(reading: PatchReading): Said {
  const { patch, hunks } = reading;
  const added = newLines(hunks.flatMap(({ lines }) => lines)).filter(
    ({ role, code }) => role === 'code' && code.length < longestSetting,
  );
  const settings = added.filter(({ file }) => runnerSettings.test(file.path));
  const emptied = [...settings.filter(collectsNothing), ...added.filter(endsRun)];
  const named = settings.filter((one) => otherNames(one, patch.files));
  const renamed = patch.files.filter(losesName);
  const left = settings.filter(leavesOut);
  const modules = added.filter(turnsOffModule);
  const said = [
    emptied.length > 0 && 'Keeps the tests from running, or their failures from counting',
    named.length > 0 && 'Collects tests by other names than the usual ones',
    renamed.length > 0 &&
      `Renames ${counted(renamed.length, 'test file')} so that no runner finds ${renamed.length === 1 ? 'it' : 'them'}`,
    left.length + modules.length > 0 && 'Leaves a test file out',
  ].filter(Boolean);
  const seen = [...emptied, ...named, ...left, ...modules];
  const count = seen.length + renamed.length;
  return {
    value: count,
    sentence: count > 0 ? `${said.join('. ')}.` : 'No test that is no longer collected found.',
    places: [...placesOf(seen), ...placesOfFiles(renamed)],
    level: emptied.length > 0 ? 'blocker' : count > 0 ? 'error' : 'note',
  };
}

/** Characters beyond which a line is data and no setting. */
const longestSetting = 1_000;

/** Settings of test runners. */
const runnerSettings =
  /(?:^|\/)(?:conftest\.py|pytest\.(?:ini|toml)|\.pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|package\.json|(?:jest|vitest|vite|playwright|karma|ava|cypress|jasmine)[\w.-]*\.(?:[cm]?[jt]s|json)|\.mocharc\.\w+|phpunit\.xml(?:\.dist)?)$/;

/** Options of pytest by which no test runs. */
const dryRun =
  /(?:^|[\s"'[=,])(?:--co(?:ll[\w-]*)?|--setup-plan|--fixtures|--markers|-p[ =]no:python)(?=[\s"',\]]|$)/;
/** Keys of what is left out, where a pattern may name any test. */
const leftOut =
  /^["']?(?:collect_ignore(?:_glob)?|testPathIgnorePatterns|testIgnore|norecursedirs)["']?\s*[:=(+]/;
/** Keys that have this meaning in settings of test runners, and others elsewhere in them. */
const mayLeaveOut =
  /^["']?(?:exclude|ignore|ignoreSpecPattern|excludeSpecPattern|modulePathIgnorePatterns)["']?\s*[:=]/;

/** A setting by which nothing is left to run. */
function collectsNothing(one: ReadLine): boolean {
  const { code, file } = one;
  if (/(?:\.ini|\.cfg|\.toml)$/.test(file.path) && dryRun.test(code)) return true;
  if (/--ignore(?:-glob)?[ =]["']?(?:\*+|\.|\.?\/?tests?)\/?["']?(?=[\s"',\]]|$)/.test(code)) return true;
  const isKey = leavesOutBy(one);
  if (!isKey && emptyKey.test(code)) return true;
  const key = isKey ? code : listKey(one);
  return key !== undefined && patternsIn(code).some((pattern) => matchesAll(pattern, key));
}

/** Keys of what is collected, without anything. */
const emptyKey =
  /^["']?(?:testMatch|testRegex|spec|python_(?:files|functions|classes))["']?\s*[:=]\s*(?:\[\s*\]|""|'')?,?$|^["']?testRegex["']?\s*:\s*["'[ ]+(?:\(\?!\)|\$\^|\^\$|a\^)/;

/** The key of the list that a line is an item of. */
function listKey(one: ReadLine): string | undefined {
  if (!/^["'].*["'],?$/.test(one.code)) return undefined;
  const above = lineAround(one);
  return above && leavesOutBy(above) ? above.code : undefined;
}

/** Files with nothing but settings of a test runner. */
const runnersOwn = /(?:^|\/)(?:jest|vitest|playwright|karma|ava|cypress|jasmine|\.mocharc)[\w.-]*$/;

function leavesOutBy({ code, file }: ReadLine): boolean {
  return leftOut.test(code) || (mayLeaveOut.test(code) && runnersOwn.test(file.path));
}

/** The quoted patterns of a line, or the words behind its key. */
function patternsIn(code: string): string[] {
  const value = code.replace(/^["']?\w+["']?\s*(?:[:=]|\+=|\.\w+\()\s*/, '');
  const quoted = value.match(/"[^"]*"|'[^']*'/g);
  return quoted ? quoted.map((one) => one.slice(1, -1)) : value.split(/[\s,[\]]+/).filter(Boolean);
}

/** A pattern without a letter fits any path; one with no more than "test" fits all tests. Hidden files are neither. */
function matchesAll(pattern: string, key: string): boolean {
  if (/(?:^|\/)\.\w|\/\\+\./.test(pattern)) return false;
  const letters = pattern
    .replaceAll('<rootDir>', '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  if (letters !== '') return leftOut.test(key) && /^(?:tests?|specs?|tsx?|jsx?|py)+$/.test(letters);
  // pytest takes globs, in which `.*` fits hidden files alone; the others take regular expressions.
  return /collect_ignore|norecursedirs/.test(key) ? /^(?:[*/]+|\.)$/.test(pattern) : /[*./]|^$/.test(pattern);
}

/** A test file that a setting leaves out, under no condition. */
function leavesOut(one: ReadLine): boolean {
  if (collectsNothing(one)) return false;
  const isKey = leftOut.test(one.code);
  const key = isKey ? one.code : listKey(one);
  if (key === undefined || !leftOut.test(key)) return false;
  if (isKey && one.indent > 0 && one.file.path.endsWith('.py')) return false;
  return patternsIn(one.code).some((pattern) => isCollected(pattern.replace(/^\/|\\/g, '')));
}

const usualNames: Readonly<Record<string, readonly string[]>> = {
  python_files: ['test_a.py', 'a_test.py', 'tests.py'],
  python_functions: ['test_a', 'test', 'testA'],
  python_classes: ['TestA', 'ATest', 'ATests', 'ATestCase'],
};

/** Names of tests that fit none of the usual ones, where no file of the patch fits the new ones. */
function otherNames({ code, file }: ReadLine, files: readonly PatchFile[]): boolean {
  const key = /^["']?(python_(?:files|functions|classes)|testMatch|testRegex)["']?\s*[:=]/.exec(code)?.[1];
  if (key === undefined || emptyKey.test(code)) return false;
  const patterns = patternsIn(code);
  if (patterns.length === 0 || /[[({]$/.test(code)) return false;
  const usual = usualNames[key];
  if (!usual) return !/test|spec|\.cy|e2e|\\w|\*\.[jt]s|\*\*?$/i.test(patterns.join(' '));
  const fits = (pattern: string, name: string) => globOf(pattern, key !== 'python_files').test(name);
  if (patterns.some((pattern) => usual.some((name) => fits(pattern, name)))) return false;
  const others = files.filter((one) => one !== file && /^(?:added|renamed)$/.test(one.change));
  return (
    key !== 'python_files' ||
    !others.some(({ path }) => patterns.some((pattern) => fits(pattern, nameOf(path))))
  );
}

/** A pattern of pytest's; functions and classes fit by how they begin, too. One with many stars is taken to fit. */
function globOf(pattern: string, prefix: boolean): RegExp {
  const parts = pattern.split(/\*+/);
  if (parts.length > 4) return /^/;
  const source = parts.map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'));
  return new RegExp(`^${source.join('.*')}${prefix ? '' : '$'}`);
}

/** What a runner is told in code: nothing to run, or that all went well. */
const emptiesRun =
  /^(?:\w+\.)?items\.clear\(\)|^(?:\w+\.)?items\[:\]\s*=\s*(?:\[\s*\]|\(\s*\)|list\(\)|\w+\[:0\])|^del items\[:\]|\.collectonly\s*=\s*True/;
const feignsSuccess =
  /\bexitstatus\s*=\s*(?:0|(?:pytest\.)?ExitCode\.OK)\b|\.testsfailed\s*=\s*0\b|\.outcome\s*=\s*["']passed["']|^pytest\.exit\(.{0,120}(?:returncode\s*=\s*0|,\s*0)\s*\)|\bprocess\.exitCode\s*=\s*0\b|\bprocess\.on\(\s*["']exit["'].{0,80}\bexit\(0\)/;
const exitsWell =
  /^(?:os\._exit|sys\.exit|exit|quit)\(\s*0?\s*\)|^raise SystemExit(?:\(\s*0?\s*\))?$|^process\.exit\(\s*0?\s*\);?$|^os\.Exit\(0\)$/;

/** A hook of pytest whose answer stands for the test's own run. */
const hook = /^def pytest_(?:ignore_collect|runtest_protocol|runtestloop|pyfunc_call|collection)\(/;

/** A line by which a run of tests ends well, whatever they find. */
function endsRun(one: ReadLine): boolean {
  const { code, file, indent, hunk, at } = one;
  const isConftest = nameOf(file.path) === 'conftest.py';
  if (!isConftest && !isTestPath(file.path) && !runnerSettings.test(file.path)) return false;
  if (emptiesRun.test(code) || feignsSuccess.test(code)) return isConftest || !/["'`]/.test(code[0] ?? '');
  const above = lineAbove(one);
  if (isConftest && /\.add_marker\(.{0,80}(?:skip|xfail)/.test(code))
    return /^for \w+ in (?:\w+\.)?items:/.test(above?.code ?? '');
  if (isConftest && /^return (?:True|\[\])$/.test(code)) return hook.test(above?.code ?? '');
  if (!exitsWell.test(code)) return false;
  if (code.startsWith('os.Exit'))
    return (
      /TestMain/.test(hunk.section) ||
      hunk.lines.slice(Math.max(0, at - 20), at).some((line) => /TestMain/.test(line.code))
    );
  return isConftest || (indent === 0 && file.path.endsWith('.py')) || runnerSettings.test(file.path);
}

/** `__test__ = False` for a whole module, or for a class that was there before; helpers and bases are no tests. */
function turnsOffModule(one: ReadLine): boolean {
  if (!/^__test__\s*=\s*(?:False|0)\b/.test(one.code)) return false;
  if (one.indent === 0) return true;
  const above = lineAround(one);
  if (above?.line.kind !== 'context' || !above.code.startsWith('class Test')) return false;
  return !/Base|Mixin|Abstract|Helper/.test(above.code);
}

/** Names by which the runners of a language find test files. */
const collected: Readonly<Record<string, RegExp>> = {
  py: /^(?:test_.*|.*_tests?|tests?)\.py$/,
  go: /_test\.go$/,
  rb: /(?:_spec|_test)\.rb$|^test_/,
  exs: /_test\.exs$/,
  dart: /_test\.dart$/,
  php: /Test\.php$/,
  java: /(?:^Test.*|Tests?|TestCase|IT|Spec)\.java$/,
  kt: /(?:^Test.*|Tests?|TestCase|IT|Spec)\.kt$/,
  js: /[._-](?:test|spec)\.[cm]?[jt]sx?$/,
};
const scripts = /\.[cm]?[jt]sx?$/;

function isCollected(path: string): boolean {
  const name = nameOf(path);
  const extension = scripts.test(name) ? 'js' : name.slice(name.lastIndexOf('.') + 1);
  return Object.hasOwn(collected, extension) && (collected[extension] as RegExp).test(name);
}

/** Names of files that help tests. */
const helps =
  /(?:utils?|helpers?|data|base|common|settings|support|fixtures?|lib|tools?|constants?|config|mixins?|models?)\b/i;

/** A test file whose new name no runner looks for. What becomes part of the product is none, nor what helps tests. */
function losesName({ oldPath, newPath, change, hunks }: PatchFile): boolean {
  if (change !== 'renamed' || oldPath === undefined || newPath === undefined) return false;
  if (!isCollected(oldPath) || isCollected(newPath)) return false;
  const stem = nameOf(newPath).replace(/\.\w+$/, '');
  if (helps.test(stem.replaceAll('_', ' ')) || /__tests__\//.test(newPath)) return false;
  const isOut = !/\.(?:py|go|rb|exs|dart|php|java|kt|[cm]?[jt]sx?)$/.test(newPath);
  if (isOut || isTestPath(newPath) || scripts.test(newPath)) return true;
  return hunks.some(({ lines }) => lines.some(({ text }) => testStart.test(text.trim())));
}
