import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

// Builds, rates the examples in the terminal, then opens them in VS Code. `--no-editor` ends after the verdicts.
const examples = resolve('examples');
const ratings = [
  ['ticket', 'tickets/vague.md'],
  ['ticket', 'tickets/clear.md'],
  ['patch', 'patches/bad.patch', '--ticket', 'tickets/clear.md'],
  ['patch', 'patches/good.patch', '--ticket', 'tickets/clear.md'],
];

if (spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' }).status !== 0) {
  console.error('The build failed.');
  process.exit(1);
}
for (const args of ratings) {
  console.log(`\n$ bouncer ${args.join(' ')} --repo .`);
  const command = [resolve('dist/cli.js'), ...args, '--repo', '.'];
  const { status } = spawnSync(process.execPath, command, { cwd: examples, stdio: 'inherit' });
  // 0 is proceed and 1 abstain: both are verdicts.
  if (status !== 0 && status !== 1) process.exit(2);
}
if (!process.argv.includes('--no-editor')) await openEditor();

async function openEditor() {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-examples-'));
  cpSync(examples, folder, { recursive: true });
  const files = ['tickets/vague.md', 'patches/bad.patch'].map((path) => join(folder, path));
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.on('exit', clean);
  const code = desktopCode();
  if (code) {
    console.log('\nOpening the examples in VS Code …');
    const args = [`--extensionDevelopmentPath=${resolve('.')}`, '--new-window', '--wait', folder, ...files];
    const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill());
    await new Promise((done) => child.on('exit', done));
    return;
  }
  const { startServer, workbenchUrl } = await import('../test/host/server.mjs');
  const server = await startServer();
  const ended = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, done);
  });
  console.log(
    `\nThe examples are open in VS Code at\n\n  ${workbenchUrl(server, { folder, extension: resolve('.'), open: files })}\n`,
  );
  console.log('Open tickets/vague.md there, too. Ctrl-C ends it.');
  await ended;
  server.stop();
}

/** The desktop VS Code's command, where there is one and a screen to show it on. */
function desktopCode() {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!screen) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
