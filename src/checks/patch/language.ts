import { byWord } from '../check.js';
import { extensionOf, nameOf } from './fileKind.js';

/** How a language marks what is no code. */
export interface Language {
  /** Marks of a comment that goes on to the end of the line. */
  readonly line: readonly string[];
  /** Opening and closing mark of a comment over several lines. */
  readonly block?: readonly [open: string, close: string];
  /** Whether strings of three quotes at the start of a statement are documentation. */
  readonly docStrings?: boolean;
}

const hash: Language = { line: ['#'] };
const slashes: Language = { line: ['//'], block: ['/*', '*/'] };
/** Nothing is known of it, so that nothing of it is a comment. */
const unknown: Language = { line: [] };

const byExtension = byWord<Language>([
  ['py pyi pyx', { line: ['#'], docStrings: true }],
  ['rb sh bash zsh ps1 pl pm r jl ex exs nim yml yaml toml tf cmake mk properties conf', hash],
  [
    'c h cc cpp cxx hh hpp m mm java js mjs cjs jsx ts mts cts tsx go rs kt kts swift scala groovy gradle dart cs proto zig scss less',
    slashes,
  ],
  ['php', { line: ['//', '# '], block: ['/*', '*/'] }],
  ['sql lua hs', { line: ['--'], block: ['/*', '*/'] }],
  ['css', { line: [], block: ['/*', '*/'] }],
  ['html htm xml md svg', { line: [], block: ['<!--', '-->'] }],
  ['vue svelte', { line: ['//'], block: ['<!--', '-->'] }],
  ['clj lisp el asm', { line: [';'] }],
  ['ini cfg', { line: ['#', ';'] }],
  ['erl tex', { line: ['%'] }],
]);

/** The language of a file, by its name. */
export function languageOf(path: string): Language {
  const name = nameOf(path);
  if (/^(?:Dockerfile|Makefile|Gemfile|Rakefile|Jenkinsfile)/.test(name))
    return name === 'Jenkinsfile' ? slashes : hash;
  return byExtension.get(extensionOf(path)) ?? unknown;
}
