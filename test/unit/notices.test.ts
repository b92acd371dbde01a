import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

describe('The third-party notices', () => {
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');

  it('name every package in a bundle or among the grammars', () => {
    const builds = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Metafile[];
    const inputs = builds
      .flatMap(({ outputs }) => Object.entries(outputs))
      .filter(([name]) => !/^dist\/(?:test|scripts)\//.test(name))
      .flatMap(([, { inputs }]) => Object.keys(inputs));
    const names = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
    const all = new Set([...names, 'web-tree-sitter', 'tree-sitter-c', '@vscode/tree-sitter-wasm']);
    assert.ok(all.size > 15);
    for (const name of all) {
      const start = notices.search(new RegExp(`^${name.replaceAll('/', '\\/')} \\d`, 'm'));
      assert.ok(start >= 0, name);
      assert.match(notices.slice(start), /^.*\nLicense: \S/);
    }
  });

  it('are shipped', () => {
    assert.match(readFileSync('.vscodeignore', 'utf8'), /^!dist\/THIRD-PARTY-NOTICES\.txt$/m);
  });
});
