import { byWord } from '../check.js';
import { extensionOf } from './fileKind.js';

const names = byWord([
  ['py pyi pyx', 'Python'],
  ['rs', 'Rust'],
  ['java', 'Java'],
  ['js mjs cjs jsx', 'JavaScript'],
  ['ts mts cts tsx', 'TypeScript'],
  ['go', 'Go'],
  ['c h', 'C'],
  ['cc cpp cxx hh hpp', 'C++'],
  ['cs', 'C#'],
  ['fs', 'F#'],
  ['rb', 'Ruby'],
  ['php', 'PHP'],
  ['kt kts', 'Kotlin'],
  ['scala', 'Scala'],
  ['groovy', 'Groovy'],
  ['swift', 'Swift'],
  ['m mm', 'Objective-C'],
  ['dart', 'Dart'],
  ['lua', 'Lua'],
  ['ex exs', 'Elixir'],
  ['erl', 'Erlang'],
  ['hs', 'Haskell'],
  ['ml', 'OCaml'],
  ['clj', 'Clojure'],
  ['r', 'R'],
  ['jl', 'Julia'],
  ['zig', 'Zig'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
  ['sql', 'SQL'],
  ['sh bash', 'Shell'],
  ['ps1', 'PowerShell'],
  ['css scss less', 'CSS'],
  ['htm html', 'HTML'],
  ['proto', 'Protocol Buffers'],
]);

/** The name of the language that a file of code is in, by the file's name; undefined where it is no code. */
export function codeLanguageOf(path: string): string | undefined {
  return names.get(extensionOf(path));
}
