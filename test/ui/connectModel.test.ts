import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatServer, startChatServer } from '../host/chatServer.js';
import { Workbench } from './workbench.js';

/** Where Ollama listens. */
const port = 11_434;

describe('Connect a Model', () => {
  let bench: Workbench;
  let server: ChatServer;

  const settings = (): Record<string, unknown> =>
    JSON.parse(readFileSync(join(bench.data, 'data/Machine/settings.json'), 'utf8'));
  const dialog = () => bench.page.getByRole('dialog').filter({ hasText: '127.0.0.1' });

  before(async () => {
    server = await startChatServer(
      ({ model }) =>
        model === 'qwen3:8b'
          ? { content: JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' }) }
          : { content: 'It is clear.' },
      ['chatty:1b', 'qwen3:8b', 'nomic-embed-text'],
      port,
    );
    bench = await Workbench.open('dark');
  });

  after(async () => {
    await bench?.close();
    await server?.close();
  });

  it('names what runs on this machine, and changes nothing when it is left', async () => {
    await bench.command('Bouncer: Connect a Model…');
    await bench.asked('Connect a Model');
    const list = bench.page.locator('.quick-input-list');
    await list.getByRole('option', { name: /Ollama.*found, 2 models/ }).waitFor();
    await list.getByRole('option', { name: /LM Studio.*not running/ }).waitFor();
    await bench.screenshot('connect-providers');
    await bench.page.keyboard.press('Escape');
    assert.equal(settings()['bouncer.chat.model'], undefined);
    assert.equal(server.requests.length, 0);
  });

  it('says what is wrong, with a way on, and goes a step back', async () => {
    await bench.command('Bouncer: Connect a Model…');
    await bench.choose('Connect a Model', 'LM Studio');
    await dialog().getByText('No server answers at 127.0.0.1:1234.').waitFor();
    await dialog().getByRole('button', { name: 'Try Again' }).waitFor();
    await bench.screenshot('connect-not-running');
    await bench.page.keyboard.press('Escape');

    await bench.choose('Connect a Model', 'Ollama');
    await bench.choose('Connect a Model: Ollama', 'chatty:1b');
    const useless = bench.page.getByRole('dialog').filter({ hasText: '"chatty:1b" gave no usable answer' });
    await useless.getByRole('button', { name: 'Choose Model' }).waitFor();
    await bench.screenshot('connect-no-answer');
    await bench.page.keyboard.press('Enter');
    assert.equal(settings()['bouncer.chat.model'], undefined);
  });

  it('has a model rate once it answered', async () => {
    await bench.choose('Connect a Model: Ollama', 'qwen3:8b');
    await bench.page.getByRole('button', { name: 'Bouncer rater: chat qwen3:8b' }).waitFor();
    await bench.notification(/qwen3:8b answered in \d+\.\d s/);
    await bench.page.getByRole('button', { name: 'Review Now' }).waitFor();
    await bench.screenshot('connect-done');
    assert.equal(settings()['bouncer.chat.baseUrl'], `http://127.0.0.1:${port}/v1`);
    assert.equal(settings()['bouncer.tickets.rater'], 'chat');
    assert.equal(settings()['bouncer.patches.rater'], 'chat');
  });
});
