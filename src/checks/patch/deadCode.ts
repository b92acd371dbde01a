import { counted } from '../../core/counted.js';
import { type Checks, type Said, words } from '../check.js';
import { extensionOf, nameOf } from './fileKind.js';
import { placesOf } from './places.js';
import { hunksByFile, type PatchReading, type ReadHunk, type ReadLine } from './reading.js';

/** Code without effect: old code that stands behind the new one, the same twice, names that nobody uses. */
export const deadCode = {
  'dead-code': {
    title: 'Code without effect',
    help: "It is a decorator, condition or assignment that stands there twice, a function that is defined twice, a name that is assigned to itself, an import that nothing uses. Warning. Lines that are never reached, because they stand behind a `return` or `raise`, are a hint: right patches leave them as often as wrong ones. Python; lines that are never reached in C's family, too.",
    why: 'The patch was not read again by whoever made it, and may do less than it seems to.',
    example: 'the old `return total` behind the new one.',
    run: deadCodeSaid,
  },
} satisfies Checks<PatchReading>;

function deadCodeSaid({ hunks, kinds }: PatchReading): Said {
  const unreachable: ReadLine[] = [];
  const repeated: ReadLine[] = [];
  const idle: ReadLine[] = [];
  const sources = hunks.filter(({ file }) => kinds.get(file) === 'source');
  for (const hunk of sources) {
    const lines = hunk.lines.filter(
      ({ line, role }) => line.kind !== 'deleted' && role !== 'blank' && role !== 'comment',
    );
    for (const [at, one] of lines.entries()) {
      const next = lines[at + 1];
      if (isAdded(one) && assignsItself(one)) idle.push(one);
      if (!next || !(isAdded(one) || isAdded(next)) || one.indent !== next.indent) continue;
      if (leaves(one) && follows(next)) unreachable.push(next);
      else if (one.code === next.code && saysItOnce(one)) repeated.push(next);
    }
    for (const one of definedTwice(lines)) repeated.push(one);
  }
  const imported = unusedImports(sources);
  const parts = [
    unreachable.length > 0 &&
      counted(unreachable.length, 'line that is never reached', 'lines that are never reached'),
    repeated.length > 0 &&
      counted(repeated.length, 'line that stands there twice', 'lines that stand there twice'),
    idle.length > 0 &&
      counted(idle.length, 'assignment of a name to itself', 'assignments of names to themselves'),
    imported.length > 0 && counted(imported.length, 'import that is not used', 'imports that are not used'),
  ].filter(Boolean);
  const seen = [...unreachable, ...repeated, ...idle, ...imported];
  return {
    value: seen.length,
    sentence:
      seen.length > 0 ? `Leaves code without effect: ${parts.join(', ')}.` : 'No code without effect found.',
    places: placesOf([...repeated, ...idle, ...imported, ...unreachable]),
    // Right patches, too, leave the old code behind a return.
    level: seen.length > unreachable.length ? 'warning' : seen.length > 0 ? 'info' : 'note',
  };
}

function isAdded({ line }: ReadLine): boolean {
  return line.kind === 'added';
}

/** Characters beyond which a line is not looked into. */
const longestLine = 300;

/** Languages whose statements end with a semicolon. */
const withSemicolon = words('js mjs cjs jsx ts mts cts tsx java c h cc cpp cxx hh hpp cs php rs');

function isPython({ path }: { readonly path: string }): boolean {
  return path.endsWith('.py');
}

/** A whole statement behind which nothing runs. */
function leaves({ code, role, head, file }: ReadLine): boolean {
  if (role !== 'code' || code.length > longestLine || !/^(?:return|raise|throw|continue|break)$/.test(head))
    return false;
  if (!isBalanced(code) || /"""|'''/.test(code)) return false;
  if (isPython(file)) return !/[,\\]$/.test(code);
  return withSemicolon.has(extensionOf(file.path)) && code.endsWith(';');
}

/** A statement of the same block: no other branch, label, directive or declaration that counts from anywhere. */
function follows({ code, role }: ReadLine): boolean {
  return role === 'code' && !elsewhere.test(code);
}

const elsewhere =
  /^(?:elif|else|except|finally|case|default|catch|yield|def|class|function|async function|fn|type|interface)\b|^[)\]}.#@"'&|?:+*/<-]|^\w+:$/;

function isBalanced(code: string): boolean {
  return code.match(/[([{]/g)?.length === code.match(/[)\]}]/g)?.length;
}

/** A line that means nothing new the second time: a decorator, an import, a condition, a plain assignment. */
function saysItOnce({ code, role, file }: ReadLine): boolean {
  if (role !== 'code' || code.length < 8 || code.length > longestLine || !isPython(file)) return false;
  return /^@\w|^(?:from|import) |^(?:if|for|while|def|class|with)\b.*:$|^[\w.]+ = [^()]*[^(),[{\\]$/.test(
    code,
  );
}

function assignsItself({ code, role, file }: ReadLine): boolean {
  if (role !== 'code' || code.length > longestLine) return false;
  const semicolon = /^([\w.]+) = \1(;?)$/.exec(code)?.[2];
  return semicolon === ';' || (semicolon === '' && isPython(file));
}

/** Functions of Python that one block defines twice, without a decorator that tells them apart. */
function definedTwice(lines: readonly ReadLine[]): ReadLine[] {
  const blocks: { readonly indent: number; readonly names: Map<string, ReadLine> }[] = [];
  const twice: ReadLine[] = [];
  for (const [at, one] of lines.entries()) {
    if (one.role !== 'code' || !isPython(one.file)) continue;
    // A line that is not as deep ends a block.
    while ((blocks.at(-1)?.indent ?? -1) > one.indent) blocks.pop();
    const name = /^(?:async )?def (\w+)\(/.exec(one.code)?.[1];
    const above = lines[at - 1]?.code ?? '';
    if (name === undefined || name === '_' || above.startsWith('@') || above === ')') continue;
    if (blocks.at(-1)?.indent !== one.indent) blocks.push({ indent: one.indent, names: new Map() });
    const names = blocks.at(-1)?.names;
    const before = names?.get(name);
    if (before && (isAdded(one) || isAdded(before))) twice.push(one);
    names?.set(name, one);
  }
  return twice;
}

/** Imports of Python whose names stand in no other line that is shown, in files to which more is added. */
function unusedImports(hunks: readonly ReadHunk[]): ReadLine[] {
  const unused: ReadLine[] = [];
  for (const [file, own] of hunksByFile(hunks)) {
    const isShared = /^(?:__init__|_?compat\w*)\.py$/.test(nameOf(file.path));
    if (!isPython(file) || file.change === 'added' || isShared) continue;
    const lines = own.flatMap((hunk) => hunk.lines);
    const imports = lines.filter((one) => isAdded(one) && isPlainImport(one));
    const others = lines.filter(({ code }) => !/^(?:from|import)\b/.test(code));
    if (imports.length === 0 || !others.some((one) => isAdded(one) && one.role === 'code')) continue;
    const using = [...others, ...lines.filter(({ line }) => line.kind === 'deleted')];
    const used = new Set(using.flatMap(({ code }) => code.match(/\w+/g) ?? []));
    for (const one of imports) if (!namesOf(one.code).some((name) => used.has(name))) unused.push(one);
  }
  return unused;
}

function isPlainImport({ code, role, hunk, at }: ReadLine): boolean {
  if (role !== 'code' || code.length > longestLine || !/^(?:from [\w.]+ )?import [\w., ]+$/.test(code))
    return false;
  return !/^(?:try:|except\b.*:|if TYPE_CHECKING:)$/.test(hunk.lines[at - 1]?.code ?? '');
}

/** The names that an import makes known. */
function namesOf(code: string): string[] {
  return code
    .replace(/^.*?\bimport /, '')
    .split(',')
    .map((part) => (part.trim().split(' as ').at(-1) ?? '').trim().split('.')[0] ?? '')
    .filter(Boolean);
}
