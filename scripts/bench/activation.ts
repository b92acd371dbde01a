import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runExtensionTests } from '../../test/host/extensionTests.mjs';

/** How long a real VS Code says that the extension takes to load and activate, beside its own for Git. */
export async function activateInEditor(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
  const { output } = await runExtensionTests({
    folder,
    extension: resolve('.'),
    companions: [],
    tests: resolve('dist/scripts/bench/insideEditor.js'),
    trust: true,
    settings: {},
  });
  rmSync(folder, { recursive: true, force: true });
  const [bouncer, git] = ['bouncer.bouncer', 'vscode.git'].map((id) => {
    const [, , load, call] = (output.split('\n').find((line) => line.startsWith(`| ${id} `)) ?? '')
      .split('|')
      .slice(1);
    return `${load?.trim() ?? '?'} ms to load, ${call?.trim() ?? '?'} ms to activate`;
  });
  console.log(`\nIn VS Code Bouncer takes ${bouncer}; VS Code's Git ${git}`);
}
