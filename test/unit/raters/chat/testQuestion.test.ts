import assert from 'node:assert/strict';
import { CouldNotRate, type UnratedCause } from '../../../../src/core/rating.js';
import { OpenAiModel } from '../../../../src/models/openaiModel.js';
import { askTestQuestion } from '../../../../src/raters/chat/testQuestion.js';
import { startChatServer, type Turn } from '../../../host/chatServer.js';

const good: Turn = { content: JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' }) };

async function testedBy(...turns: readonly Turn[]): Promise<number> {
  const server = await startChatServer((_, count) => turns[Math.min(count, turns.length) - 1] as Turn);
  const model = new OpenAiModel({
    baseUrl: server.url,
    model: 'm',
    apiKey: '',
    timeoutSeconds: 5,
    retries: 0,
  });
  try {
    return await askTestQuestion(model, new AbortController().signal);
  } finally {
    await server.close();
  }
}

const fails = (turn: Turn, cause: UnratedCause) =>
  assert.rejects(
    testedBy(turn),
    (error) => error instanceof CouldNotRate && error.unratedBecause === cause,
    cause,
  );

describe('The test question', () => {
  it('is answered in milliseconds', async () => {
    const milliseconds = await testedBy(good);
    assert.ok(Number.isInteger(milliseconds) && milliseconds >= 0);
  });

  it('gives a model that answers in words a second chance', async () => {
    assert.ok((await testedBy({ content: 'It is clear.' }, good)) >= 0);
  });

  it('tells what is wrong', async () => {
    await fails({ content: 'It is clear.' }, 'bad-answer');
    await fails({ status: 401 }, 'no-key');
    await fails({ status: 404, error: { message: 'The model "m" does not exist.' } }, 'no-model');
    await fails({ status: 429 }, 'rate-limited');
    await fails({ content: '', refusal: 'No.' }, 'refused');
    await fails({ fault: 'reset' }, 'server-failed');
  });
});
