import { counted } from '../../core/counted.js';
import type { PatchFile } from '../../core/patch.js';
import { byWord, type Checks, shared } from '../check.js';
import { extensionOf } from './fileKind.js';
import { addedLines, lines, placesOfFiles } from './places.js';
import { isComment, type PatchReading, type ReadHunk, type ReadLine } from './reading.js';

/** What was left behind that nobody asked for. */
export const debris = {
  'scratch-files': {
    title: 'New files that look like leftovers of trying things out',
    help: 'Inside a package, names such as `verify_email.py` do not count. Hint.',
    why: 'Nobody asked for them.',
    example: '`reproduce.py` in the root folder, `core.py.orig`.',
    run: ({ patch, kinds }) => {
      const scratch = patch.files.filter((file) => kinds.get(file) === 'scratch');
      const { length } = scratch;
      return {
        value: length,
        sentence: length > 0 ? `Leaves ${counted(length, 'scratch file')} behind.` : 'No scratch file found.',
        places: placesOfFiles(scratch),
        // They come with right patches as often as with wrong ones; where nothing else is changed, that is told apart.
        level: length > 0 ? 'info' : 'note',
      };
    },
  },
  'debug-output': {
    title: 'Prints that the code around them does not explain',
    help: 'They are not in a command-line program or a docstring, and no other print is near. Warning.',
    why: 'They were meant for the author of the patch.',
    example: '`print("here", value)`.',
    run: addedLines(
      isDebugOutput,
      'Prints what looks like debug output.',
      'No debug output found.',
      'warning',
    ),
  },
  'debugger-statements': {
    title: 'Statements that stop in a debugger',
    help: 'Warning.',
    why: 'The program stops there for its users.',
    example: '`breakpoint()`, `debugger;`.',
    run: lines(
      ({ added, testsAdded }) =>
        [...added, ...testsAdded].filter(({ role, code }) => role === 'code' && debuggerStatement.test(code)),
      'Contains a debugger statement.',
      'No debugger statement found.',
      'warning',
    ),
  },
  'commented-out-code': {
    title: 'Code in comments',
    help: 'Sentences do not count. Hint.',
    why: 'Version control remembers old code.',
    example: '`# x = compute(y)`.',
    run: addedLines(isCommentedOut, 'Leaves code in comments.', 'No code in comments found.', 'info'),
  },
  'todo-left': {
    title: 'TODO, FIXME, XXX and HACK in comments',
    help: 'Hint.',
    why: 'The patch leaves something for later.',
    example: '`# TODO: handle empty lists`.',
    run: addedLines(
      (one) => isComment(one) && /\b(?:TODO|FIXME|XXX|HACK)\b/.test(one.code),
      'Leaves work for later (TODO, FIXME).',
      'No TODO found.',
      'info',
    ),
  },
  'conflict-markers': {
    title: 'Merge conflict markers in any file',
    help: 'Warning.',
    why: 'The file is not what anybody meant.',
    example: '`<<<<<<< HEAD`.',
    run: lines(conflicts, 'Contains merge conflict markers.', 'No merge conflict marker found.', 'warning'),
  },
} satisfies Checks<PatchReading>;

const printOf = byWord([
  ['py pyi', /^(?:print\s?\(|pprint\()/],
  ['js mjs cjs jsx ts mts cts tsx vue svelte', /^console\.(?:log|debug|trace|dir)\(/],
  ['java kt kts scala groovy', /^(?:System\.(?:out|err)\.print|e?println\()/],
  ['go', /^fmt\.Print/],
  ['rs', /^(?:e?println!|dbg!)\(/],
  ['php', /^(?:var_dump|print_r|dd)\(/],
  ['m mm swift', /^(?:NSLog\(|print\(|debugPrint\()/],
  ['rb', /^(?:puts|pp?)\s+["'\w]/],
  ['cs', /^(?:Console|Debug)\.Write/],
  ['ex exs', /^IO\.(?:puts|inspect)/],
]);

/** Where a program speaks to its user: its commands, scripts and entry points. */
const speakingPath =
  /(?:^|\/)(?:bin|cmd|cli|commands?|scripts?|tools?|examples?|benchmarks?|management)\/|(?:^|\/)(?:_*main_*|_*cli\w*|\w*_cli|console|commands?|setup|manage|build|program|app|gulpfile|noxfile)\.\w+$/i;
/** A function that is there to say something, or a program's own start. */
const speakingFunction =
  /\b(?:main|usage|help|cli|run_command|handle|(?:print|show|display|report|dump|log|write|emit|echo)\w*)\s*\(|__main__/i;

/** A print that the code around it does not explain. */
function isDebugOutput({ file, code, hunk, role }: ReadLine): boolean {
  if (role !== 'code' || !printOf.get(extensionOf(file.path))?.test(code)) return false;
  if (code.startsWith('dbg!')) return true;
  return !/\bfile\s?=|usage:/i.test(code) && !speaks(hunk);
}

/** The code of a hunk is there to say something, or prints already. */
const speaks = shared((hunk: ReadHunk): boolean => {
  const call = printOf.get(extensionOf(hunk.file.path));
  return (
    speakingPath.test(hunk.file.path) ||
    speakingFunction.test(hunk.section) ||
    hunk.lines.some(
      ({ line, role, code }) =>
        role === 'code' &&
        ((line.kind !== 'added' && call?.test(code)) || (header.test(code) && speakingFunction.test(code))),
    )
  );
});

const header = /^(?:async |export |public |private |static |pub )*(?:def|fn|func|function|fun|void|if)\b/;

const debuggerStatement =
  /^(?:debugger\b|breakpoint\(\)|import i?pdb\b|i?pdb\.set_trace|from IPython import embed|binding\.(?:pry|irb)|byebug\b|runtime\.Breakpoint|Debugger\.(?:Break|Launch)|IEx\.pry|xdebug_break\()/;

const statement =
  /^(?:(?:if|for|while|with|elif|switch|foreach)\b.{1,120}[:{]$|(?:return|raise|throw|assert|del|yield|await)\s[\w(['"{@.-]{1,80}[^a-z]*(?:[;:)\]}]|$)|(?:def|class|func|fn|function)\s\w+.{0,120}[:{(]$|(?:import|from)\s[\w.]+(?:;|$| import\b)|(?:const|let|var)\s\w+\s?=|[\w.[\]]{1,80}\s?(?:=|\+=|:=)\s?[^=\s].{0,120}$|[\w.]{1,80}\([^()]{0,120}\)[;:]?$|[^ ].{0,160};$|[{}]$)/;

/** Whether a comment's text is a statement. Several plain words in a row are a sentence, whatever stands around them. */
function isCommentedOut(one: ReadLine): boolean {
  if (!isComment(one)) return false;
  const text = one.code
    .replace(/^(?:#+|\/\/+!?|\/\*+|\*+|--|;+|%+|<!--)\s?/, '')
    .replace(/(?<!\s)\s*(?:\*\/|-->)$/, '')
    .trim();
  return (
    statement.test(text) && !/[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text.replace(/(["'`]).{0,200}?\1/g, ''))
  );
}

/** Conflict marks in any text; a row of equals signs by itself underlines a heading. */
function conflicts({ hunks, kinds }: PatchReading): ReadLine[] {
  const marks: ReadLine[] = [];
  const dividers: ReadLine[] = [];
  const sides = new Map<PatchFile, Set<string>>();
  for (const { lines } of hunks) {
    for (const one of lines) {
      const { line, file } = one;
      const mark =
        line.kind === 'added' ? /^(<{7}|>{7}|\|{7}|={7})(?: |$)/.exec(line.text)?.[1]?.[0] : undefined;
      if (mark === undefined) continue;
      if (mark === '=') dividers.push(one);
      else {
        marks.push(one);
        sides.set(file, (sides.get(file) ?? new Set()).add(mark));
      }
    }
  }
  // Seven signs for a quotation within a quotation stand in texts, but not between other marks.
  const isConflict = ({ file }: ReadLine) => {
    const seen = sides.get(file);
    return seen !== undefined && (kinds.get(file) !== 'docs' || seen.size > 1);
  };
  return [...marks, ...dividers].filter(isConflict).sort((a, b) => a.line.document - b.line.document);
}
