import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentName, withoutModel } from '../../../src/core/agentName.js';

describe("An agent's name", () => {
  it('is one short line without characters that steer, whatever was written', () => {
    assert.equal(agentName('  Copilot\n\u202efor\u001b[31m X  '), 'Copilot for [31m X');
    assert.equal(agentName(' \n'), undefined);
    assert.equal(agentName(null), undefined);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (said) => {
        const name = agentName(said) ?? 'none';
        assert.ok(name.length <= 80 && !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name));
        assert.equal(agentName(name), name);
      }),
    );
  });

  it('is counted without its model', () => {
    assert.equal(withoutModel('Aider (gpt-4o)'), 'Aider');
    assert.equal(withoutModel('Codex'), 'Codex');
    assert.equal(withoutModel('(x)'), '(x)');
  });
});
