import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runExtensionTests } from '../test/host/extensionTests.mjs';

// Runs every suite and ends with one line of totals. Name suites to run only those: unit editor restricted ui slice.
// The suite `long`, of which `slice` is a small part, runs only when it is named.
const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

const suites = {
  unit: () => mocha('dist/test/unit/**/*.test.js'),
  editor: () => inEditor('editor', true),
  restricted: () => inEditor('restricted', false),
  ui: () => mocha('dist/test/ui/*.test.js'),
  slice: () => mocha('dist/test/long/*.test.js'),
  long: () => mocha('dist/test/long/*.test.js', { BOUNCER_LONG: 'whole' }),
};
const onRequest = ['long'];

await run('npx', ['biome', 'check', '.', '--max-diagnostics=20'], 'lint');
await run('node', ['scripts/rooms.mjs'], 'rooms');
await run('npx', ['tsc'], 'types');
await run('npx', ['tsc', '-p', 'src/vscode/webview'], 'types of the panel');
await run(process.execPath, ['esbuild.mjs', '--tests'], 'build');
for (const [name, suite] of Object.entries(suites)) {
  const isWanted = wanted.length > 0 ? wanted.includes(name) : !onRequest.includes(name);
  if (broken || !isWanted) continue;
  console.log(`\n── ${name} tests`);
  try {
    count(await suite());
  } catch (error) {
    console.error(error);
    broken = true;
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = broken || total.failed > 0 || total.passed === 0 ? 1 : 0;

async function run(command, args, what) {
  if (broken) return;
  const { code, output } = await spawned(command, args);
  if (code === 0) return;
  console.error(`${what} failed:\n${output}`);
  broken = true;
}

function mocha(pattern, variables = {}) {
  return spawned('npx', ['mocha', '--no-color', '--timeout', '60000', '--exit', pattern], {
    variables,
    echo: true,
  });
}

/** The suite inside a real VS Code, on a copy of the examples that is a Git repository of its own. */
async function inEditor(name, trust) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bouncer-workspace-')));
  try {
    cpSync('examples', folder, { recursive: true });
    const git = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-qm', 'examples'],
    ]) {
      spawnSync('git', [...git, ...args], { cwd: folder, stdio: 'inherit' });
    }
    const result = await runExtensionTests({
      folder,
      extension: resolve('.'),
      companions: [resolve('test/host/modelProvider')],
      tests: resolve(`dist/test/${name}/index.js`),
      trust,
      // In a browser edits are saved by themselves, and would outlive the test that made them.
      settings: { 'git.openRepositoryInParentFolders': 'never', 'files.autoSave': 'off' },
    });
    console.log(result.output);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function count({ code, output }) {
  const sum = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  total.passed += sum('passing');
  total.failed += sum('failing');
  total.skipped += sum('pending');
  if (code !== 0) broken = true;
}

function spawned(command, args, { variables = {}, echo = false } = {}) {
  return new Promise((done, fail) => {
    const env = { ...process.env, ...variables };
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        if (echo) process.stdout.write(chunk);
      });
    }
    child.on('error', fail);
    child.on('exit', (code) => done({ code, output }));
  });
}
