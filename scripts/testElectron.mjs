import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';

// The editor suite in a desktop VS Code, which it downloads from Microsoft: for networks that allow it.
const folder = mkdtempSync(join(tmpdir(), 'bouncer-workspace-'));
cpSync('examples', folder, { recursive: true });
await runTests({
  extensionDevelopmentPath: resolve('.'),
  extensionTestsPath: resolve('dist/test/editor/index.js'),
  launchArgs: [folder, '--disable-workspace-trust'],
});
