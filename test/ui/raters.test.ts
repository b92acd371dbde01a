import assert from 'node:assert/strict';
import { type ChatServer, startChatServer } from '../host/chatServer.js';
import { Workbench } from './workbench.js';

const finding = (message: string, quote: string, confidence: number) => ({
  message,
  quote,
  file: '',
  line: 0,
  severity: 'warning',
  confidence,
});

describe('A patch rated by a model that looks into the code base', () => {
  let bench: Workbench;
  let server: ChatServer;

  before(async () => {
    let looks = 0;
    server = await startChatServer(({ tools }) =>
      tools && looks++ === 0
        ? { content: '', calls: [{ name: 'read_file', arguments: { path: 'shelf/fees.py' } }] }
        : {
            content: JSON.stringify({
              explanation: 'It makes one date free instead of the first days, and hides every error.',
              label: 'INCORRECT',
              confidence: 0.93,
              findings: [
                finding('Hides every error, also those of the caller.', 'except Exception:', 0.9),
                finding('May be slow.', 'late = days_late(due, returned)', 0.2),
                finding('Calls something that is not there.', 'undefined_helper()', 0.9),
              ],
            }),
          },
    );
    bench = await Workbench.open('dark', {
      'bouncer.patches.rater': 'agentic',
      'bouncer.chat.baseUrl': server.url,
      'bouncer.chat.model': 'test-model',
    });
  });

  after(async () => {
    await bench?.close();
    await server?.close();
  });

  it('says who will rate, and sends nothing by itself', async () => {
    await bench.openFile('patches/bad.patch');
    await bench
      .lens(/% risk/)
      .first()
      .waitFor();
    await bench.page.getByRole('button', { name: 'Bouncer rater: local / agentic test-model' }).waitFor();
    assert.equal(server.requests.length, 0);
  });

  it('shows reasons, checked findings, unsure ones folded away, and what it looked at', async () => {
    await bench.command('Bouncer: Review Patch');
    const panel = bench.panel();
    await panel.getByText('hides every error.').first().waitFor();
    await bench.unfold(/^Files/);
    await panel.getByText('1 unsure finding').waitFor();
    assert.equal(await panel.getByText('May be slow.').isVisible(), false);
    await bench.unfold('Reviewer and Trust');
    await panel.getByText('1 finding was dropped').waitFor();
    await panel.getByText('What It Looked At (1 look-up)').click();
    await panel.getByText(/read_file .*shelf\/fees\.py.* → lines 1–/).waitFor();
    await bench.page.getByRole('button', { name: /Bouncer rater: .* 3 calls/ }).waitFor();
    await bench.screenshot('agentic-dark');
  });

  it('lets the rater be chosen by keyboard', async () => {
    await bench.command('Bouncer: Choose Reviewer…');
    await bench.page
      .locator('.quick-input-list')
      .getByRole('option', { name: /^Local/ })
      .waitFor();
    await bench.screenshot('choose-rater');
    await bench.page.keyboard.press('Enter');
    await bench.page
      .locator('.quick-input-list')
      .getByRole('option', { name: 'Tickets and Patches' })
      .waitFor();
    await bench.page.keyboard.press('Enter');
    await bench.page.getByRole('button', { name: /Bouncer rater/ }).waitFor({ state: 'hidden' });
  });
});
