import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { installedHost } from './install.mjs';

/**
 * Starts a VS Code server on a free local port, with settings and data of its own.
 *
 * @param options.trust false leaves workspaces untrusted until somebody trusts them
 * @param options.settings machine settings
 * @param options.companions folders of extensions to install
 * @returns its address, and how to end it
 */
export async function startServer({ trust = true, settings = {}, companions = [] } = {}) {
  const { server, node } = await installedHost();
  const data = mkdtempSync(join(tmpdir(), 'bouncer-vscode-'));
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  writeFileSync(join(data, 'data/Machine/settings.json'), JSON.stringify(settings));
  for (const path of companions) cpSync(path, join(data, 'extensions', basename(path)), { recursive: true });
  const port = await freePort();
  const child = spawn(
    node,
    [
      server,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--enable-smoke-test-driver',
      ...(trust ? ['--disable-workspace-trust'] : []),
      '--server-data-dir',
      data,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  let output = '';
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  const stop = () => {
    process.off('exit', stop);
    // The whole group: the server starts extension hosts, terminals and file watchers.
    if (!ended) {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It ended by itself in this very moment.
      }
    }
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', stop);
  try {
    await new Promise((ready, fail) => {
      const read = (chunk) => {
        output += chunk;
        if (output.includes('Extension host agent listening')) ready();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', fail);
      child.on('exit', (code) => fail(new Error(`VS Code ended with exit code ${code}:\n${output}`)));
    });
  } catch (error) {
    stop();
    throw error;
  }
  return { port, url: `http://localhost:${port}`, data, stop };
}

/** The address at which the workbench opens a folder with the extension that is being developed. */
export function workbenchUrl({ port, url }, { folder, extension, tests, open = [] }) {
  const remote = (path) => `vscode-remote://localhost:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['skipWelcome', 'true'],
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...open.map((path) => ['openFile', remote(path)]),
  ];
  return `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
