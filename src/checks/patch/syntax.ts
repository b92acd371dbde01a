import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Language, Node, Parser } from 'web-tree-sitter';
import { byWord } from '../check.js';
import { unmatchedBracket } from './brackets.js';
import { isScript, scriptErrors } from './javascript.js';
import { pythonErrors } from './python.js';

/** Set by the build: where the grammars lie, seen from the bundle that this file is in. */
declare const GRAMMARS: string;

/** Characters of a file beyond which its syntax is not checked. */
const largestText = 1_000_000;

/** Grammar files by file extension. */
const grammars = byWord([
  ['.py .pyi', 'python'],
  ['.java', 'java'],
  ['.go', 'go'],
  ['.rs', 'rust'],
  ['.c', 'c'],
  ['.h .cc .cpp .cxx .hh .hpp', 'cpp'],
]);

/** Whether there is a grammar for a file. */
export function hasGrammar(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return isScript(extension) || grammars.has(extension);
}

/**
 * The lines (from 1) at which a file's text has syntax errors, at most ten; nothing where it could not be checked: a
 * language without a grammar, a text above a million characters, a construct that the grammar may not know. Except for
 * scripts and Python, an error of the grammar's only counts where brackets don't match: macros and newer syntax look
 * like errors to it.
 */
export async function syntaxErrors(path: string, text: string): Promise<readonly number[] | undefined> {
  const extension = extname(path).toLowerCase();
  if (text.length > largestText) return undefined;
  if (isScript(extension)) return scriptErrors(path, extension, text);
  const name = grammars.get(extension);
  if (name === undefined) return undefined;
  const { parser, language } = await load(name);
  parser.setLanguage(language);
  const tree = parser.parse(text);
  if (!tree) return undefined;
  try {
    const { rootNode } = tree;
    const isPython = name === 'python';
    if (!rootNode.hasError) return isPython ? pythonErrors(rootNode, text).slice(0, mostErrors) : [];
    if (isPython) return errorLines(rootNode);
    const line = unmatchedBracket(text);
    return line ? [line] : undefined;
  } finally {
    tree.delete();
  }
}

const mostErrors = 10;

function errorLines(root: Node): number[] {
  const lines = new Set<number>();
  const open: Node[] = [root];
  for (let node = open.pop(); node && lines.size < mostErrors; node = open.pop()) {
    if (node.isError || node.isMissing) lines.add(node.startPosition.row + 1);
    else
      for (const child of node.children.toReversed())
        if (child?.hasError || child?.isMissing) open.push(child);
  }
  return [...lines];
}

let runtime: ReturnType<typeof start> | undefined;
const languages = new Map<string, Promise<Language>>();

async function load(name: string): Promise<{ parser: Parser; language: Language }> {
  runtime ??= start();
  const { parser, Language } = await runtime;
  const language = languages.get(name) ?? Language.load(join(folder(), `tree-sitter-${name}.wasm`));
  languages.set(name, language);
  return { parser, language: await language };
}

async function start() {
  const { Parser, Language } = await import('web-tree-sitter');
  await Parser.init({ locateFile: (file: string) => join(folder(), file) });
  return { Language, parser: new Parser() };
}

function folder(): string {
  const path = resolve(__dirname, GRAMMARS);
  if (!existsSync(path)) throw new Error(`The grammars are missing: there is no ${path}.`);
  return path;
}
