import type { Fact } from '../../core/evidence.js';
import { type ChangedLine, isComment, lineFact, type PatchReading, placesOfFiles } from './reading.js';

const debugOutput =
  /^(?:print\s?\(|console\.(?:log|debug|trace)\(|System\.(?:out|err)\.print|fmt\.Print|e?println!\(|dbg!\(|var_dump\(|NSLog\(|puts\s+["'])/;
const debuggerStatement =
  /^(?:debugger\b|breakpoint\(\)|import i?pdb\b|i?pdb\.set_trace|from IPython import embed|binding\.pry|byebug\b|runtime\.Breakpoint)/;
const todo = /\b(?:TODO|FIXME|XXX|HACK)\b/;
const conflict = /^(?:<<<<<<< |>>>>>>> |=======$|\|\|\|\|\|\|\| )/;
const elided =
  /^(?:#|\/\/|\/\*)?\s*\.{3}|(?:rest of|existing|previous|remaining|other) (?:the )?(?:code|implementation|methods?|functions?|logic|file)|(?:code|implementation) (?:here|remains|unchanged|omitted)|your (?:code|implementation) here|NotImplementedError|unimplemented!|todo!\(/i;
const codeInComment =
  /^(?:#+|\/\/+|\/\*)\s*(?:(?:if|for|while|with|elif|switch) .{1,120}[:{]$|(?:return|raise|throw|import|from|assert|def|class|const|let|var|yield|del)\s[\w(['"{@.]{1,80}[^a-z]*(?:[;:)\]}]|$)|[\w.[\]]{1,80}\s?(?:=|\+=)\s?[^=\s].{0,120}$|[\w.]{1,80}\([^()]{0,120}\)[;:]?$|.{1,160};$|[{}]$)/;

/** What was left behind that nobody asked for. */
export function debrisFacts({ patch, kinds, added, testsAdded }: PatchReading): Fact[] {
  const scratch = patch.files.filter((file) => kinds.get(file) === 'scratch');
  const output: ChangedLine[] = [];
  const debuggers: ChangedLine[] = [];
  const todos: ChangedLine[] = [];
  const conflicts: ChangedLine[] = [];
  const gaps: ChangedLine[] = [];
  const comments: ChangedLine[] = [];
  const hasTodo = ['TODO', 'FIXME', 'XXX', 'HACK'].some((mark) => patch.text.includes(mark));
  const hasConflict = patch.text.includes('<<<<<<< ') || patch.text.includes('>>>>>>> ');
  for (const line of added) {
    const { code, head } = line;
    // The leading word tells which of the patterns can match at all.
    if (isComment(line)) {
      if (mayBeCode(code) && codeInComment.test(code)) comments.push(line);
      if (elided.test(code)) gaps.push(line);
    } else if ((head === '' && capital.test(code)) || code === '...' || telling.has(head)) {
      if (debugOutput.test(code)) output.push(line);
      if (debuggerStatement.test(code)) debuggers.push(line);
      if (elided.test(code)) gaps.push(line);
    }
    if (hasTodo && todo.test(code)) todos.push(line);
    if (hasConflict && conflict.test(code)) conflicts.push(line);
  }
  for (const line of testsAdded) {
    if (telling.has(line.head) && debuggerStatement.test(line.code)) debuggers.push(line);
    if (hasConflict && conflict.test(line.code)) conflicts.push(line);
  }
  return [
    {
      id: 'scratch-files',
      value: scratch.length,
      sentence:
        scratch.length > 0
          ? `Leaves ${scratch.length === 1 ? 'a scratch file' : `${scratch.length} scratch files`} behind.`
          : 'Leaves no scratch file behind.',
      places: placesOfFiles(scratch),
      level: scratch.length > 0 ? 'warning' : 'note',
    },
    lineFact(
      'debug-output',
      output,
      'Prints what looks like debug output.',
      'Prints no debug output.',
      'warning',
    ),
    lineFact('debugger-statements', debuggers, 'Stops in a debugger.', 'Stops in no debugger.', 'warning'),
    lineFact(
      'commented-out-code',
      comments,
      'Leaves code in comments.',
      'Leaves no code in comments.',
      'info',
    ),
    lineFact('todo-left', todos, 'Leaves work for later (TODO, FIXME).', 'Leaves no TODO.', 'info'),
    lineFact(
      'conflict-markers',
      conflicts,
      'Contains the marks of a merge conflict.',
      'Contains no merge conflict.',
      'warning',
    ),
    lineFact(
      'elided-code',
      gaps,
      'Leaves a gap where code should stand.',
      'Leaves no gap in the code.',
      'warning',
    ),
  ];
}

/** Code ends otherwise than a sentence does, or assigns something. */
function mayBeCode(comment: string): boolean {
  return (
    ':{};)]'.includes(comment.charAt(comment.length - 1)) ||
    comment.includes('=') ||
    /^\W*(?:return|raise|del|yield|import|from)\b/.test(comment)
  );
}

/** Calls that start with a capital letter have no leading lower-case word. */
const capital = /^(?:System|NSLog)/;

const telling = new Set(
  'print console fmt println eprintln dbg var_dump puts debugger breakpoint import pdb ipdb from binding byebug runtime raise throw unimplemented todo'.split(
    ' ',
  ),
);
