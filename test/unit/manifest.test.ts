import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from '../../scripts/settings/generate.js';
import { patchEvidence } from '../../src/checks/patch/patchEvidence.js';
import { ticketEvidence } from '../../src/checks/ticket/ticketEvidence.js';
import { parsePatch } from '../../src/core/parsePatch.js';
import { parseTicket } from '../../src/core/parseTicket.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const read = (path: string) => readFileSync(path, 'utf8');
const properties: Record<string, { scope: string }> = manifest.contributes.configuration.properties;

describe('The manifest', () => {
  it('agrees with the schema of the settings, as do their table, types and defaults', () => {
    for (const [path, text] of generatedFiles(read('package.json')))
      assert.equal(read(path), text, `${path} is out of date; run: npm run settings`);
  });

  it('lists every command in the README', () => {
    for (const { title } of manifest.contributes.commands) {
      assert.ok(read('README.md').includes(title), `README.md does not name ${title}`);
    }
  });

  it('keeps what decides out of a workspace’s hands', () => {
    const free = ['ticketFiles', 'rateAutomatically', 'codeLens', 'problems'].map(
      (name) => `bouncer.${name}`,
    );
    for (const [name, { scope }] of Object.entries(properties)) {
      // Anybody may tighten what may leave the machine.
      const expected = name === 'bouncer.localOnly' ? 'resource' : free.includes(name) ? 'window' : 'machine';
      assert.equal(scope, expected, name);
    }
  });

  it('points at files that exist', () => {
    assert.ok(existsSync(manifest.icon));
    for (const step of manifest.contributes.walkthroughs[0].steps)
      assert.ok(existsSync(step.media.markdown), step.id);
  });
});

describe('docs/checks.md', () => {
  it('has a heading or a row for every check, and none for checks that are gone', () => {
    const patch = parsePatch('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n', 'x');
    const ids = [...ticketEvidence(parseTicket('x', 'x')), ...patchEvidence(patch, undefined)].map(
      ({ id }) => id,
    );
    const others = [
      'model',
      'secrets-removed',
      'applies',
      'still-parses',
      'deletes-code-base',
      'named-files-exist',
      'named-symbols-exist',
    ];
    const page = read('docs/checks.md');
    const named = [...page.matchAll(/^(?:### (.+)|\| `(.+?)` +\|.*)$/gm)].map(([, rule, row]) => rule ?? row);
    assert.deepEqual([...new Set(named)].sort(), [...new Set([...ids, ...others])].sort());
  });
});
