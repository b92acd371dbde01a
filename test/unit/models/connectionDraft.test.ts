import assert from 'node:assert/strict';
import {
  type Draft,
  draftFor,
  keyUnasked,
  mended,
  mendsFor,
  missingFrom,
} from '../../../src/models/connectionDraft.js';
import { type ProviderId, providers } from '../../../src/models/providers.js';

const whole: Draft = {
  provider: 'openai',
  address: 'https://api.openai.com/v1',
  apiVersion: '',
  key: 'k',
  model: 'm',
};

describe('A draft of a connection', () => {
  /** What a person is asked for at a provider, in order. */
  function askedAt(id: ProviderId | 'editor'): string[] {
    const asked: string[] = [];
    let draft = draftFor(id);
    for (let part = missingFrom(draft); part; part = missingFrom(draft)) {
      asked.push(part);
      draft = { ...draft, [part]: part === 'answered' ? 1 : 'x' };
    }
    return asked;
  }

  it('asks for what the provider does not settle', () => {
    assert.equal(missingFrom({}), 'provider');
    assert.deepEqual(askedAt('openai'), ['key', 'model', 'answered']);
    assert.deepEqual(askedAt('azure'), ['address', 'apiVersion', 'key', 'model', 'answered']);
    assert.deepEqual(askedAt('other'), ['address', 'key', 'model', 'answered']);
    assert.deepEqual(askedAt('editor'), ['model', 'answered']);
  });

  it('takes a key that is kept for the host, and none where none is wanted', () => {
    assert.equal(keyUnasked(draftFor('openai'), ''), undefined);
    assert.equal(keyUnasked(draftFor('openai'), 'kept'), 'kept');
    assert.equal(keyUnasked(draftFor('ollama'), ''), '');
    assert.equal(keyUnasked(draftFor('other'), ''), undefined);
  });

  it('asks for a key again that the server did not take', () => {
    const draft = mended(whole, 'key');
    assert.equal(missingFrom(draft), 'key');
    assert.equal(keyUnasked(draft, 'k'), undefined);
    assert.equal(keyUnasked(mended({ ...draftFor('ollama'), key: '' }, 'key'), ''), undefined);
  });

  it('takes no key along to another address', () => {
    const draft = mended(whole, 'address');
    assert.equal(missingFrom(draft), 'address');
    assert.equal(draft.key, undefined);
    assert.equal(draft.model, undefined);
  });

  it('is tested again after each mend', () => {
    assert.equal(missingFrom(mended(whole, 'again')), 'answered');
    assert.equal(missingFrom(mended(whole, 'model')), 'model');
    assert.equal(missingFrom(mended(whole, 'provider')), 'provider');
  });

  it('has the mend that most likely helps first, and the log last', () => {
    assert.deepEqual(mendsFor('no-key', whole), ['key', 'log']);
    assert.deepEqual(mendsFor('no-model', whole), ['model', 'address', 'log']);
    assert.deepEqual(mendsFor('unreachable', whole), ['address', 'again', 'log']);
    assert.deepEqual(mendsFor('unreachable', draftFor('ollama')), ['again', 'address', 'log']);
    assert.deepEqual(mendsFor('rate-limited', whole), ['again', 'model', 'log']);
    assert.deepEqual(mendsFor('bad-answer', whole), ['model', 'again', 'log']);
    assert.deepEqual(mendsFor('no-model', draftFor('editor')), ['again', 'provider', 'log']);
    assert.deepEqual(mendsFor('server-failed', { ...whole, model: undefined }), ['again', 'log']);
  });

  it('knows providers whose addresses can be asked', () => {
    for (const { baseUrl, example } of Object.values<{ baseUrl?: string; example?: string }>(providers))
      assert.ok(URL.canParse(baseUrl ?? example ?? ''));
  });
});
