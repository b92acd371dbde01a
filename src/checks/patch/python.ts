import type { Node } from 'web-tree-sitter';

/**
 * Lines (from 1) with errors that Python refuses and its grammar takes: indentation, and statements out of place. The
 * tree must have no errors of its own. Python 2 has its own statements; those are let be.
 */
export function pythonErrors(root: Node, text: string): number[] {
  const check = new PythonCheck(text);
  check.walk(root, { inFunction: false, isAsync: true, inLoop: false });
  check.end();
  return [...check.errors].sort((a, b) => a - b);
}

/** What a statement stands in. */
interface Scope {
  readonly inFunction: boolean;
  readonly isAsync: boolean;
  readonly inLoop: boolean;
}

const openers = new Set(['(', '[', '{']);
const closers = new Set([')', ']', '}']);

class PythonCheck {
  readonly errors = new Set<number>();
  /** Depths of the blocks that are open, with tabs as wide as eight blanks and as one. */
  private readonly blocks = [{ wide: 0, narrow: 0 }];
  private brackets = 0;
  private lastRow = -1;
  private lastIndex = 0;
  /** The last token ends a line that needs a block after it. */
  private opensBlock = false;

  constructor(private readonly text: string) {}

  walk(node: Node, scope: Scope): void {
    const { type, children } = node;
    if (type === 'comment' || type === 'line_continuation') return;
    // A string is one token, whatever is in it.
    if (children.length === 0 || type === 'string') {
      this.token(node);
      return;
    }
    if (!fits(node, scope)) this.errors.add(node.startPosition.row + 1);
    const inner = scopeIn(node, scope);
    // A lambda's body is its own, the rest of a head belongs to what is around it.
    const ofHead = /^(?:function|class)_definition$|_statement$/.test(type) ? scope : inner;
    for (const child of children) if (child) this.walk(child, child.type === 'block' ? inner : ofHead);
  }

  end(): void {
    if (this.opensBlock) this.errors.add(this.lastRow + 1);
  }

  private token({ type, startPosition, endPosition, startIndex, endIndex }: Node): void {
    if (startIndex === endIndex) return;
    const { row, column } = startPosition;
    const goesOn = /^[ \t\f]*\\\r?\n/.test(this.text.slice(this.lastIndex, startIndex));
    if (row > this.lastRow && this.brackets === 0 && !goesOn) {
      this.indent(row, this.text.slice(startIndex - column, startIndex));
    }
    if (openers.has(type)) this.brackets++;
    if (closers.has(type)) this.brackets--;
    this.opensBlock = type === ':' && this.brackets === 0;
    this.lastRow = endPosition.row;
    this.lastIndex = endIndex;
  }

  /** Compares the depth of a line with the blocks that are open, as Python does. */
  private indent(row: number, blanks: string): void {
    let wide = 0;
    let narrow = 0;
    for (const blank of blanks) {
      if (blank === '\f') wide = narrow = 0;
      else {
        wide = blank === '\t' ? (Math.floor(wide / 8) + 1) * 8 : wide + 1;
        narrow++;
      }
    }
    const fail = () => this.errors.add(row + 1);
    const top = () => this.blocks.at(-1) as { wide: number; narrow: number };
    if (wide > top().wide) {
      if (!this.opensBlock || narrow <= top().narrow) fail();
      this.blocks.push({ wide, narrow });
      return;
    }
    if (this.opensBlock) fail();
    while (this.blocks.length > 1 && wide < top().wide) this.blocks.pop();
    if (wide !== top().wide || narrow !== top().narrow) fail();
  }
}

function scopeIn({ type, children }: Node, scope: Scope): Scope {
  switch (type) {
    case 'function_definition':
      return { inFunction: true, isAsync: children[0]?.type === 'async', inLoop: false };
    case 'lambda':
      return { inFunction: true, isAsync: true, inLoop: false };
    case 'class_definition':
      return { inFunction: false, isAsync: true, inLoop: false };
    case 'for_statement':
    case 'while_statement':
      return { ...scope, inLoop: true };
    default:
      return scope;
  }
}

function fits(node: Node, { inFunction, isAsync, inLoop }: Scope): boolean {
  switch (node.type) {
    case 'return_statement':
    case 'yield':
      return inFunction;
    case 'break_statement':
    case 'continue_statement':
      return inLoop;
    case 'await':
      return !inFunction || isAsync;
    case 'for_statement':
    case 'with_statement':
      return !inFunction || isAsync || node.children[0]?.type !== 'async';
    case 'try_statement':
      return node.children.some((child) => /^(?:except|finally)/.test(child?.type ?? ''));
    case 'argument_list':
      return argumentsFit(node);
    case 'parameters':
    case 'lambda_parameters':
      return parametersFit(node);
    case 'delete_statement':
      return !/^(?:call|integer|float|string|none|true|false)$/.test(node.namedChildren[0]?.type ?? '');
    default:
      return true;
  }
}

/** No positional argument after one by name, and none by name twice. */
function argumentsFit(list: Node): boolean {
  const names = new Set<string>();
  let named = false;
  let unpacked = false;
  for (const argument of list.namedChildren) {
    if (!argument || argument.type === 'comment' || argument.type === 'line_continuation') continue;
    if (argument.type === 'keyword_argument') {
      const name = argument.childForFieldName('name')?.text ?? '';
      if (names.has(name)) return false;
      names.add(name);
      named = true;
    } else if (argument.type === 'dictionary_splat') unpacked = true;
    else if (unpacked || (named && argument.type !== 'list_splat')) return false;
  }
  return true;
}

/** No parameter twice, and none without a default after one with it; after a star they come in any order. */
function parametersFit(list: Node): boolean {
  const names = new Set<string>();
  let hasDefault = false;
  let afterStar = false;
  for (const parameter of list.namedChildren) {
    if (!parameter) continue;
    const inner = parameter.type === 'typed_parameter' ? parameter.namedChildren[0] : parameter;
    if (inner?.type === 'keyword_separator' || inner?.type === 'list_splat_pattern') afterStar = true;
    const name = inner?.type === 'identifier' ? inner : parameter.childForFieldName('name');
    if (name?.type !== 'identifier') continue;
    if (names.has(name.text)) return false;
    names.add(name.text);
    if (parameter.type.endsWith('default_parameter')) hasDefault = true;
    else if (hasDefault && !afterStar) return false;
  }
  return true;
}
