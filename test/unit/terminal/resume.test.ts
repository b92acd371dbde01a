import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatServer, startChatServer } from '../../host/chatServer.js';
import { withData } from '../bench/run/runs.js';

/** Runs without blocking this process, so that a server in it can answer. */
function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ status: number | null; stderr: string }>((done) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'bench', ...args], {
      env: { ...process.env, BOUNCER_API_KEY: '', OPENAI_API_KEY: '', BOUNCER_BASE_URL: '', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (status) => done({ status, stderr }));
  });
}

describe('A run’s folder from elsewhere', () => {
  let data: ReturnType<typeof withData>;
  let server: ChatServer;
  let folder: string;
  const key = { OPENAI_API_KEY: 'sk-mine' };

  beforeEach(async () => {
    server = await startChatServer(() => ({
      content: JSON.stringify({ explanation: 'Fine.', label: 'WELL_SPECIFIED', confidence: 0.9 }),
    }));
    data = withData(2);
    folder = join(data.folder, 'run');
    const chat = ['--rater', 'chat', '--model', 'm', '--base-url', server.url];
    await bench(['run', '--data', data.path, '--door', 'input', '--out', folder, ...chat]);
    writeFileSync(join(folder, 'answers.jsonl'), '');
  });
  afterEach(async () => {
    await server.close();
    data.clean();
  });

  it('gets no key by naming a server of this computer, and the person is told', async () => {
    const { status, stderr } = await bench(['resume', folder], key);
    assert.equal(status, 0);
    assert.equal(server.requests.length, 4);
    assert.ok(!server.headers.authorization?.includes('sk-mine'));
    assert.match(stderr, /key is not sent to .*Add --base-url http:\/\/127/);
  });

  it('gets one where the call or the environment names the server', async () => {
    await bench(['resume', folder, '--base-url', server.url], key);
    assert.equal(server.headers.authorization, 'Bearer sk-mine');
    writeFileSync(join(folder, 'answers.jsonl'), '');
    await bench(['resume', folder], { BOUNCER_API_KEY: 'sk-own', BOUNCER_BASE_URL: `${server.url}/` });
    assert.equal(server.headers.authorization, 'Bearer sk-own');
  });

  it('sends nothing to a server elsewhere, or to another address of a known one', async () => {
    const file = join(folder, 'run.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    for (const baseUrl of [
      'http://192.0.2.1/v1',
      'https://api.openai.com/v1/theirs',
      'http://127.0.0.1.example/v1',
    ]) {
      writeFileSync(file, JSON.stringify({ ...settings, baseUrl }));
      const { status, stderr } = await bench(['resume', folder], key);
      assert.equal(status, 2);
      assert.ok(stderr.includes(`add --base-url ${baseUrl}`), stderr);
    }
    writeFileSync(file, JSON.stringify({ ...settings, baseUrl: 'file:///etc' }));
    assert.match((await bench(['resume', folder], key)).stderr, /run\.json is not an address/);
  });

  it('goes on only at the server that it was begun at', async () => {
    const { status, stderr } = await bench(['resume', folder, '--base-url', 'http://127.0.0.1:9/v1'], key);
    assert.equal(status, 2);
    assert.match(stderr, /its server .* differs/);
  });
});
