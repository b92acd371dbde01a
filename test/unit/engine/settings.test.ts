import assert from 'node:assert/strict';
import { values } from '../../../src/engine/config/generated.js';
import { type EditorSettings, settingValue } from '../../../src/engine/config/settings.js';

describe('The value of a setting', () => {
  it('is what was entered where that fits', () => {
    for (const id of Object.keys(values) as (keyof EditorSettings)[])
      assert.deepEqual(settingValue(id, values[id].default), values[id].default, id);
    assert.equal(settingValue('tickets.threshold', 0.25), 0.25);
    assert.equal(settingValue('tickets.threshold', null), null);
    assert.deepEqual(settingValue('chat.prices', { 'm*': { input: 1, output: 2 } }), {
      'm*': { input: 1, output: 2 },
    });
  });

  it('is the default where a hand wrote what does not fit', () => {
    for (const [id, given] of [
      ['tickets.threshold', 7],
      ['tickets.threshold', '0.5'],
      ['minimumCoverage', Number.NaN],
      ['minimumCoverage', null],
      ['chat.samples', 1.5],
      ['chat.samples', 26],
      ['chat.strategy', 'shout'],
      ['chat.model', 4],
      ['chat.prices', { m: { input: 1 } }],
      ['chat.prices', { m: { input: -1, output: 1 } }],
      ['chat.prices', []],
      ['generatedFiles', ['**/*.map', 4]],
      ['generatedFiles', '**'],
      ['ledger.enabled', 'no'],
      ['localOnly', undefined],
    ] as const)
      assert.deepEqual(settingValue(id, given), values[id].default, `${id}: ${given}`);
  });
});
