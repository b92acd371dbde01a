import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from '../../scripts/settings/generate.js';
import type { About } from '../../src/checks/check.js';
import { patchEvidence, ticketEvidence } from '../../src/checks/evidence.js';
import { registry } from '../../src/checks/registry.js';
import type { Evidence } from '../../src/core/evidence.js';
import { parsePatch } from '../../src/core/parsePatch.js';
import { parseTicket } from '../../src/core/parseTicket.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const read = (path: string) => readFileSync(path, 'utf8');
const configuration: readonly { title: string; properties: Record<string, { scope: string }> }[] =
  manifest.contributes.configuration;
const properties = Object.assign({}, ...configuration.map((group) => group.properties)) as Record<
  string,
  { scope: string }
>;

describe('The manifest', () => {
  it('agrees with the schema of the settings, as do their table, types and defaults', () => {
    for (const [path, text] of generatedFiles(read('package.json')))
      assert.equal(read(path), text, `${path} is out of date; run: npm run settings`);
  });

  it('lists every command in the docs', () => {
    for (const { title } of manifest.contributes.commands) {
      assert.ok(read('docs/editor.md').includes(title), `docs/editor.md does not name ${title}`);
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

  it('shows settings in groups that can be read at a glance', () => {
    for (const { title, properties: some } of configuration)
      assert.ok(Object.keys(some).length <= 16, `${title} has ${Object.keys(some).length} settings`);
  });

  it('has about a dozen commands for the day where nothing is open', () => {
    const { commands, menus } = manifest.contributes;
    const needsMore = new Set(menus.commandPalette.map(({ command }: { command: string }) => command));
    const daily = (commands as { command: string; category: string; title: string }[]).filter(
      ({ command, category }) => category === 'Bouncer' && !needsMore.has(command),
    );
    assert.ok(daily.length <= 12, daily.map(({ title }) => title).join(', '));
  });

  it('points at files that exist', () => {
    assert.ok(existsSync(manifest.icon));
    for (const { id, media } of manifest.contributes.walkthroughs[0].steps)
      assert.match(read(media.svg), /<title>.+<\/title>/, id);
  });

  it('completes a step of the walkthrough once it succeeded, not when its command is run', () => {
    for (const { id, completionEvents } of manifest.contributes.walkthroughs[0].steps)
      assert.deepEqual(completionEvents, [`onContext:bouncer.did.${id}`]);
  });

  it('offers at most one button in each empty view, and only commands that are there', () => {
    const known = new Set(manifest.contributes.commands.map(({ command }: { command: string }) => command));
    for (const { contents } of manifest.contributes.viewsWelcome) {
      assert.ok((contents.match(/^\[[^\]]*\]\([^)]*\)$/gm)?.length ?? 0) <= 1, contents);
      for (const [, command = ''] of contents.matchAll(/\(command:(bouncer[.\w]+)/g))
        assert.ok(known.has(command), command);
    }
  });
});

describe('The checks', () => {
  const { ticket, ticketInCode, patch, patchInCode, rater } = registry;

  it('each state one fact, under their id and in the order of the registry', () => {
    const change = parsePatch('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n', 'x');
    const ids = (evidence: Evidence) => evidence.map(({ id }) => id);
    assert.deepEqual(ids(ticketEvidence(parseTicket('x', 'x'))), Object.keys(ticket));
    assert.deepEqual(ids(patchEvidence(change, undefined)), Object.keys(patch));
  });

  it('have a heading or a row each in docs/checks.md, and none that is gone', () => {
    const all = [ticket, ticketInCode, patch, patchInCode, rater].flatMap(Object.keys);
    const page = read('docs/checks.md');
    const named = [...page.matchAll(/^(?:### (.+)|\| `(.+?)` +\|.*)$/gm)].map(([, rule, row]) => rule ?? row);
    assert.deepEqual([...named].sort(), [...new Set(all)].sort());
  });

  it('say what they are about in phrases and whole sentences', () => {
    for (const [id, { title, help, why, example }] of [
      ticket,
      ticketInCode,
      patch,
      patchInCode,
      rater,
    ].flatMap(Object.entries<About>)) {
      assert.match(title, /^[A-Z](?!.*\.$)/, id);
      for (const text of [help, why, example]) if (text !== undefined) assert.match(text, /[.?!"]$/, id);
    }
  });
});
