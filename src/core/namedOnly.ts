import { submoduleWords } from './patch.js';
import type { Section } from './patchSection.js';

/** What a line says that names a file, and why it does not show how that changes: in a few words, or `binary`. */
type NamedOnly = NonNullable<Section['named']> & { readonly why: string };

/** Reads a line by which git, diff, Subversion or Mercurial names a file instead of showing its change. */
export function readNamedOnly(line: string): NamedOnly | undefined {
  if (!/^[BFOS*]/.test(line)) return undefined;
  if (line.endsWith(' differ')) return readDiffering(line);
  for (const [pattern, isBare, why] of sayings) {
    const [, old, now = old] = pattern.exec(line) ?? [];
    if (old !== undefined) return { names: [old, now as string], isBare, why };
  }
  const [, folder = '', name = ''] = /^Only in (\S+): ('[^']+'|\S+)$/.exec(line) ?? [];
  if (name === '') return undefined;
  const path = `${folder.replace(/\/$/, '')}/${name.replace(/^'(.*)'$/, '$1')}`;
  return { names: [path, path], isBare: false, why: 'the patch only says which side has it' };
}

/** Lines that name a file, or both of its sides. */
const sayings: readonly (readonly [RegExp, isBare: boolean, why: string])[] = [
  [/^File (\S+) is a .* while file (\S+) is a /, false, 'the patch only says that its type differs'],
  [/^Binary file (\S.*) has changed$/, true, 'binary'],
  [
    /^Submodule (\S.*) (?:[0-9a-f]{1,64}\.{2,3}[0-9a-f]{1,64}(?::| \(|\s*$).*|contains (?:modified|untracked) content)$/,
    true,
    submoduleWords,
  ],
  [/^\* Unmerged path (\S.*)$/, true, 'it is not merged yet, and its change is not in the patch'],
];

function readDiffering(line: string): NamedOnly | undefined {
  const match = /^(Binary files|Files|Symbolic links) /.exec(line);
  if (!match) return undefined;
  const parts = line.slice(match[0].length, -' differ'.length).split(' and ');
  if (parts.length < 2) return undefined;
  // A name may hold " and " itself; the two sides hold it equally often.
  const half = Math.ceil(parts.length / 2);
  const names = [parts.slice(0, half).join(' and '), parts.slice(half).join(' and ')] as const;
  const why = match[1] === 'Symbolic links' ? 'the patch only says that it differs' : 'binary';
  return { names, isBare: false, why };
}
