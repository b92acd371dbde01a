import type { Checks } from '../check.js';
import { addedLines } from './places.js';
import {
  isComment,
  lineAbove,
  lineBelow,
  type PatchReading,
  type ReadLine,
  statementBelow,
} from './reading.js';

/** Code that stands for other code that is not there, or that does nothing with what goes wrong. */
export const gaps = {
  'elided-code': {
    title: 'Gaps where code should be',
    help: 'They are comments in place of code, placeholders, or statements that only say that code is missing. The `...` of protocols and stubs does not count. Warning.',
    why: 'The patch is not finished.',
    example: '`# ... rest of the code`, `todo!()`.',
    run: addedLines(isGap, 'Leaves a gap where code should stand.', 'No gap in the code found.', 'warning'),
  },
  'swallowed-errors': {
    title: 'Handlers that silently drop any exception',
    help: 'Handlers of one named exception do not count. Warning.',
    why: 'What goes wrong there is never seen.',
    example: '`except Exception: pass`, `.catch(() => {})`.',
    run: addedLines(
      swallows,
      'Silently ignores exceptions.',
      'No silently ignored exception found.',
      'warning',
    ),
  },
} satisfies Checks<PatchReading>;

/** A comment in place of code that was there, or of code that somebody else is to write. */
const elision =
  /^\W*\.{3}\s*(?:$|(?:the )?(?:rest|existing|previous|remaining|other|same|more|omitted|unchanged)\b)|\b(?:rest|remainder) of (?:the )?(?:code|implementation|methods?|functions?|class|logic|file)\b|\b(?:existing|previous|remaining|other|original) (?:code|implementation|methods?|functions?|logic)\b.{0,30}(?:\.{3}|\b(?:here|unchanged|omitted|as before|goes|remains?|stays?)\b)|\b(?:code|implementation|logic) (?:goes )?here\b|\b(?:omitted|elided|unchanged) for brevity\b|\byour (?:code|implementation|logic)\b|\bplaceholder (?:for|implementation|logic|value)\b|\bhypothetical\b|\bsimplified (?:version|implementation|example)\b|\b(?:should|would|could|may|might|must) (?:need to )?be (?:replaced|adjusted|implemented|adapted)\b|\bactual (?:implementation|logic|code)\b.{0,40}\b(?:may|might|would|should|depends?|here)\b|\bfor demonstration\b/i;

/** A comment that guesses what the code around it does, or leaves the real thing to others. */
const guess =
  /^\W*(?:assuming|placeholder)\b|\b(?:is|as) a placeholder\b|\bsimplistic\b|\b(?:might|may) need (?:to|further|refine|adjust)|\bin (?:a )?real(?:ity|istic)?\b|\b(?:implement|add|replace|insert)\b.{0,30}\b(?:logic|actual|code|chosen|your)\b/i;

/** Statements that say that code is missing. */
const unwritten =
  /^(?:todo!|unimplemented!)\(|^TODO\(|\bthrow new (?:NotImplementedException\(|(?:UnsupportedOperationException|Error)\(["'](?:TODO|not (?:yet )?implemented))|\bNotImplementedError\(["'](?:TODO|FIXME|not (?:yet )?implemented yet)|\bfatalError\(["'](?:TODO|not (?:yet )?implemented)|^\?\?\?$/i;

/** Characters beyond which no comment is looked for behind the code of a line. */
const longestLine = 300;

function isGap(one: ReadLine): boolean {
  const { code, role } = one;
  if (isComment(one)) return elision.test(code) || guess.test(code);
  if (role !== 'code') return false;
  const behind = code.length < longestLine ? /(?:#|\/\/) (.*)$/.exec(code)?.[1] : undefined;
  if (behind !== undefined && guess.test(behind)) return true;
  return code === '...' ? isHole(one) : unwritten.test(code);
}

/** `...` among statements; as the whole body of a function or class, or within brackets, it is Python. */
function isHole(one: ReadLine): boolean {
  const [above, below] = [lineAbove(one), lineBelow(one)];
  if (!above || one.file.path.endsWith('.pyi')) return false;
  const isBody = above.indent < one.indent || above.role === 'documentation';
  const goesOn = below !== undefined && below.indent === one.indent && below.role === 'code';
  return goesOn ? !/[[(,]$/.test(above.code) : !isBody && !/[[(,]$/.test(above.code);
}

const broad = /^except(?:\s*\(?\s*(?:Exception|BaseException)\b[^:]{0,60})?\s*:\s*(.*)$/;
/** What a handler does that does nothing: it goes on, or on with a constant. */
const nothing =
  /^(?:pass|\.\.\.|continue|(?:return|[\w.]+ =)\s*(?:None|True|False|-?\d+(?:\.\d+)?|''|""|\[\]|\{\}|\(\))|return)$/;
const emptyCatch = /\bcatch\b[^{]{0,100}\{\s*\}/;
const openCatch = /\bcatch\b[^{]{0,100}\{$/;
/** `.catch(() => {})`, `.catch(noop)`, `.catch(() => null)`. */
const emptyPromiseCatch =
  /\.catch\(\s*(?:(?:async )?(?:\(?\w*\)?)\s*=>\s*(?:\{\s*\}|null|undefined|void 0|false|''|"")|(?:_\.|\$\.)?noop|function\s*\(\w*\)\s*\{\s*\})\s*\)/;
const inOneLine =
  /\bcontextlib\.suppress\((?:Base)?Exception\)|\bwith suppress\((?:Base)?Exception\)|\brescue\s*(?:nil|;)|^_ = err$|^if err != nil \{\s*\}$|\bOn Error Resume Next\b/;

/** A handler of any error that drops it without a word. */
function swallows(one: ReadLine): boolean {
  const { code, role, head } = one;
  if (role !== 'code') return false;
  if (head === 'except') {
    const rest = broad.exec(code.slice(0, 200))?.[1];
    if (rest === undefined) return false;
    if (rest !== '' && !rest.startsWith('#')) return nothing.test(rest);
    const below = statementBelow(one);
    return below !== undefined && below.indent > one.indent && nothing.test(below.code) && endsAfter(below);
  }
  if (head === 'rescue') {
    const below = statementBelow(one);
    return (
      /^rescue(?: (?:StandardError|Exception))?(?: ?=> ?\w+)?$/.test(code) &&
      /^(?:nil|end)$/.test(below?.code ?? '')
    );
  }
  if (code.includes('catch')) {
    if (emptyCatch.test(code) || emptyPromiseCatch.test(code)) return true;
    return openCatch.test(code) && /^\}[);]*$/.test(statementBelow(one)?.code ?? '');
  }
  return inOneLine.test(code);
}

/** Whether a line is the last of its block. */
function endsAfter(one: ReadLine): boolean {
  const below = statementBelow(one);
  return below === undefined || below.indent < one.indent;
}
