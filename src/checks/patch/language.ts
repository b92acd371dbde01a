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
const python: Language = { line: ['#'], docStrings: true };
const slashes: Language = { line: ['//'], block: ['/*', '*/'] };
const php: Language = { line: ['//', '# '], block: ['/*', '*/'] };
const dashes: Language = { line: ['--'], block: ['/*', '*/'] };
const css: Language = { line: [], block: ['/*', '*/'] };
const scss: Language = { line: ['//'], block: ['/*', '*/'] };
const markup: Language = { line: [], block: ['<!--', '-->'] };
const semicolon: Language = { line: [';'] };
const ini: Language = { line: ['#', ';'] };
const percent: Language = { line: ['%'] };
/** Nothing is known of it, so that nothing of it is a comment. */
const unknown: Language = { line: [] };

const byExtension = new Map<string, Language>();
for (const [language, extensions] of [
  [python, 'py pyi pyx'],
  [hash, 'rb sh bash zsh ps1 pl pm r jl ex exs nim yml yaml toml tf cmake mk properties conf'],
  [
    slashes,
    'c h cc cpp cxx hh hpp m mm java js mjs cjs jsx ts mts cts tsx go rs kt kts swift scala groovy gradle dart cs proto zig',
  ],
  [php, 'php'],
  [dashes, 'sql lua hs'],
  [css, 'css'],
  [scss, 'scss less'],
  [markup, 'html htm xml md svg'],
  [{ line: ['//'], block: ['<!--', '-->'] }, 'vue svelte'],
  [semicolon, 'clj lisp el asm'],
  [ini, 'ini cfg'],
  [percent, 'erl tex'],
] as const) {
  for (const extension of extensions.split(' ')) byExtension.set(extension, language);
}

/** The language of a file, by its name. */
export function languageOf(path: string): Language {
  const name = nameOf(path);
  if (/^(?:Dockerfile|Makefile|Gemfile|Rakefile|Jenkinsfile)/.test(name))
    return name === 'Jenkinsfile' ? slashes : hash;
  return byExtension.get(extensionOf(path)) ?? unknown;
}
