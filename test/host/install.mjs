import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// VS Code as it comes on npm: code-server carries the whole product, which needs a Node of its own.
const versions = {
  'code-server': '4.139.1',
  [`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`]: '24.21.0',
};
const chromiumVersion = '147.0.0';

const home = resolve('.vscode-test');

/** What it takes to run VS Code: its folder, the Node for it and a browser. Fetched on first use, then kept. */
export async function installedHost() {
  const folder = join(home, `code-server-${versions['code-server']}`);
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  const stamp = join(folder, 'complete.json');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== JSON.stringify(versions)) {
    console.log(`Fetching VS Code from npm into ${folder} (about 600 MB, once) …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    await npm(folder, ['install', '--ignore-scripts', '--force', ...packages], 'the server');
    await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--force'], "the server's own packages");
    writeFileSync(stamp, JSON.stringify(versions));
  }
  const node = join(folder, 'node_modules', Object.keys(versions)[1], 'bin/node');
  return { server: join(vscode, 'out/server-main.js'), node };
}

/** The path of a Chrome or Chromium: the one that is there, else one from npm. */
export async function installedBrowser() {
  const there = [
    process.env.CHROME_PATH,
    ...onPath(['chromium', 'chromium-browser', 'google-chrome', 'chrome']),
  ].find((path) => path && existsSync(path));
  if (there) return there;
  const folder = join(home, `chromium-${chromiumVersion}`);
  if (!existsSync(join(folder, 'node_modules/@sparticuz/chromium'))) {
    console.log(`Fetching a browser from npm into ${folder} (about 70 MB, once) …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await npm(
      folder,
      ['install', '--ignore-scripts', `@sparticuz/chromium@${chromiumVersion}`],
      'the browser',
    );
  }
  const print = "import('@sparticuz/chromium').then((m) => m.default.executablePath()).then(console.log)";
  return execFileSync(process.execPath, ['-e', print], { cwd: folder, encoding: 'utf8' }).trim();
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function npm(cwd, args, what) {
  return new Promise((done, fail) => {
    const started = Date.now();
    const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', fail);
    child.on('exit', (code) => {
      if (code !== 0) return fail(new Error(`npm could not fetch ${what}: exit code ${code}.`));
      console.log(`  ${what}: ${Math.round((Date.now() - started) / 1000)} s`);
      done();
    });
  });
}
