import assert from 'node:assert/strict';
import { createEngine } from '../../../src/engine/engine.js';
import { Spending } from '../../../src/models/spending.js';
import { settings } from '../raters/chat/chat.js';

describe('The engine', () => {
  const change = (path: string) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a = 1;\n+a = 2;\n`;
  const subject = {
    door: 'output',
    source: 'test',
    text: change('static/app.min.js') + change('src/made.js') + change('src/app.js'),
  } as const;

  /** What becomes of each file by these patterns of generated ones. */
  async function readings(generatedFiles?: readonly string[]): Promise<Record<string, string>> {
    const rater = { kind: 'local', chat: settings, panel: { combination: 'mean', margin: 0.2 } } as const;
    const config = { rater, doors: {}, minimumCoverage: 0.5, ...(generatedFiles && { generatedFiles }) };
    const engine = createEngine(config, { models: [], spending: new Spending({}, undefined) });
    const verdict = await engine.rate(subject);
    return Object.fromEntries((verdict.coverage.files ?? []).map(({ path, how }) => [path, how]));
  }

  it('passes over the usual generated files unless it is given other patterns', async () => {
    const usual = await readings();
    assert.notEqual(usual['static/app.min.js'], 'reviewed');
    assert.equal(usual['src/made.js'], 'reviewed');
    assert.equal(usual['src/app.js'], 'reviewed');
    const own = await readings(['src/made.js']);
    assert.equal(own['static/app.min.js'], 'reviewed');
    assert.notEqual(own['src/made.js'], 'reviewed');
  });
});
