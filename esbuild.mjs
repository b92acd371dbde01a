// Builds everything that runs: the extension, its threads, the terminal, the web view scripts and the
// tests. `--watch` rebuilds on change; `--tests` adds the tests, `--script=PATH` a program of `scripts` or
// `training`; `--minify` is for packaging. Every build leaves `dist/meta.json` (esbuild's metafile), from which
// `npm run bench` prints the bundle sizes.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { context, transform } from 'esbuild';
import { noticesOf } from './scripts/notices.mjs';

const flags = new Set(process.argv.slice(2));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'playwright-core', 'mocha'],
  sourcemap: flags.has('--minify') ? false : 'linked',
  minify: flags.has('--minify'),
  metafile: true,
  // Words of other scripts as they are: escaped they take twice the room.
  charset: 'utf8',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  outdir: 'dist',
  // The module form of web-tree-sitter finds itself by import.meta, which a CommonJS bundle doesn't have.
  alias: {
    'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
    '@secretlint/profiler': './src/chunks/secretlintProfiler.ts',
  },
  define: { GRAMMARS: '"grammars"', CHUNKS: '"chunks"' },
};

/** For what is built into folders of its own below `dist`. */
const absolute = {
  GRAMMARS: JSON.stringify(resolve('dist/grammars')),
  CHUNKS: JSON.stringify(resolve('dist/chunks')),
};

const grammars = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-c/tree-sitter-c.wasm',
  ...['cpp', 'go', 'java', 'python', 'rust'].map(
    (name) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
  ),
];

/** Kilobytes that each bundle may have with what it loads at once, as built for tests and as packaged. */
const budgets = {
  // The Review view, the gate and the wizard register at activation; what their commands do is loaded later.
  extension: { plain: 240, small: 140 },
  panel: { plain: 40, small: 22 },
  benchPanel: { plain: 20, small: 12 },
  goodPanel: { plain: 20, small: 12 },
  worker: { plain: 2150, small: 1200 },
  // Commander, which knows options, help and suggestions, takes 125 kB of it, minified 40.
  cli: { plain: 2340, small: 1310 },
  'chunks/openai': { plain: 500, small: 200 },
  'chunks/secretlint': { plain: 220, small: 110 },
  'chunks/datasets': { plain: 500, small: 250 },
  'chunks/ledger': { plain: 60, small: 35 },
  // JavaScript and TypeScript as they are written today; three grammars of 3 MB together went for it.
  'chunks/babel': { plain: 640, small: 320 },
};

/**
 * Writes a split build as CommonJS, into which esbuild does not split: what `import()` names loads when it is asked for.
 * The editor's API is taken as it is: esbuild copies what it imports, which each file would do with its 400 names.
 */
const asCommonJs = {
  name: 'as CommonJS',
  setup(build) {
    const { target, minify, charset } = common;
    const sourcemap = minify ? false : 'external';
    const how = { format: 'cjs', target, minify, charset, sourcemap, supported: { 'dynamic-import': false } };
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const name = basename(path);
        const plain = text.replaceAll(
          /import ?\* ?as ([\w$]+) from ?"vscode"/g,
          'const $1 = require("vscode")',
        );
        const { code, map } = await transform(plain, { ...how, sourcefile: name });
        writeFileSync(path, minify ? code : `${code}//# sourceMappingURL=${name}.map\n`);
        if (!minify) writeFileSync(`${path}.map`, map);
      }
    });
  },
};

const testFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);

const builds = [
  {
    ...common,
    entryPoints: { extension: 'src/extension.ts' },
    format: 'esm',
    splitting: true,
    chunkNames: 'extension-[name]-[hash]',
    sourcemap: flags.has('--minify') ? false : 'inline',
    write: false,
    plugins: [asCommonJs],
  },
  {
    ...common,
    entryPoints: {
      cli: 'src/cli.ts',
      worker: 'src/worker.ts',
    },
  },
  {
    ...common,
    entryPoints: ['openai', 'secretlint', 'datasets', 'ledger', 'babel'].map(
      (name) => `src/chunks/${name}.ts`,
    ),
    outdir: 'dist/chunks',
  },
  {
    ...common,
    entryPoints: {
      panel: 'src/vscode/features/review/view.ts',
      benchPanel: 'src/vscode/features/bench/view.ts',
      goodPanel: 'src/vscode/features/ledger/view.ts',
    },
    platform: 'browser',
    target: 'es2023',
    format: 'iife',
  },
];
const scripts = [...flags].flatMap((flag) => flag.match(/^--script=(.+)/)?.[1] ?? []);
if (scripts.length > 0) {
  builds.push({
    ...common,
    entryPoints: scripts.map((path) => `${path}.ts`),
    outbase: '.',
    define: absolute,
  });
}
if (flags.has('--tests')) {
  for (const suite of ['unit', 'long']) {
    builds.push({
      ...common,
      entryPoints: testFiles(`test/${suite}`),
      outdir: `dist/test/${suite}`,
      outbase: `test/${suite}`,
      define: absolute,
    });
  }
  for (const suite of ['editor', 'restricted', 'ui']) {
    builds.push({ ...common, entryPoints: testFiles(`test/${suite}`), outdir: `dist/test/${suite}` });
  }
  builds.push({
    ...common,
    entryPoints: { 'editor/index': 'test/editor/index.ts', 'restricted/index': 'test/editor/index.ts' },
    outdir: 'dist/test',
  });
}

/** A bundle and what it loads at once. */
function loadedWith(path, outputs, loaded = new Set()) {
  loaded.add(path);
  for (const { path: other, kind } of outputs[path].imports) {
    if (kind === 'import-statement' && !loaded.has(other) && other in outputs)
      loadedWith(other, outputs, loaded);
  }
  return [...loaded];
}

/** Prints the bundles' sizes; one that outgrows its budget, or an activation that loads a library, fails the build. */
function checkSizes(outputs) {
  const minified = flags.has('--minify');
  for (const [name, { plain, small }] of Object.entries(budgets)) {
    const loaded = loadedWith(`dist/${name}.js`, outputs);
    const bytes = loaded.reduce((sum, path) => sum + statSync(path).size, 0);
    const inputs = loaded.flatMap((path) => Object.keys(outputs[path].inputs));
    const budget = (minified ? small : plain) * 1000;
    console.log(`dist/${name}.js: ${Math.round(bytes / 1000)} kB (budget ${budget / 1000} kB)`);
    if (bytes > budget) {
      console.error(`dist/${name}.js is over its budget: see what grew in dist/meta.json, or raise it here.`);
      process.exitCode = 1;
    }
    const library = inputs.find((path) =>
      /node_modules\/(?:@babel|openai|zod|@secretlint|web-tree-sitter|csv-parse|hyparquet|@streamparser)\//.test(
        path,
      ),
    );
    if (name === 'extension' && library) {
      console.error(`Activation loads ${library}; load it when it is first needed (src/chunks).`);
      process.exitCode = 1;
    }
  }
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/grammars', { recursive: true });
for (const path of grammars) copyFileSync(`node_modules/${path}`, `dist/grammars/${basename(path)}`);
const contexts = await Promise.all(builds.map((options) => context(options)));
if (flags.has('--watch')) {
  await Promise.all(contexts.map((build) => build.watch()));
} else {
  const results = await Promise.all(contexts.map((build) => build.rebuild()));
  await Promise.all(contexts.map((build) => build.dispose()));
  chmodSync('dist/cli.js', 0o755);
  writeFileSync('dist/meta.json', JSON.stringify(results.map((result) => result.metafile)));
  const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
  const bundles = Object.keys(outputs).filter((path) => !/^dist\/(?:test|scripts|training)\//.test(path));
  const bundled = bundles.flatMap((path) => Object.keys(outputs[path].inputs));
  const shipped = grammars.map((path) => `node_modules/${path}`);
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf([...bundled, ...shipped]));
  checkSizes(outputs);
}
