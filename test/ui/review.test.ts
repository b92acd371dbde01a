import assert from 'node:assert/strict';
import { type ChatServer, startChatServer, type Turn } from '../host/chatServer.js';
import { themes, Workbench } from './workbench.js';

for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
  describe(`The review of a patch, ${theme}`, () => {
    let bench: Workbench;

    before(async () => {
      bench = await Workbench.open(theme);
    });
    after(() => bench?.close());

    it('stands over each file, and its click opens the panel', async () => {
      await bench.openFile('patches/bad.patch');
      await bench.lens(/Don't merge yet · [\w ]+ · \d+% risk/).waitFor();
      await bench.lens(/Don't merge yet · [\w ]+ · \d+% risk/).click();
      await bench
        .panel()
        .getByRole('heading', { level: 1, name: /Don't merge yet/ })
        .waitFor();
    });

    it('says the verdict once, and over each file what was found in it', async () => {
      await bench.lens(/^2 warnings, 2 hints$/).waitFor();
      assert.equal(await bench.lens(/Don't merge yet/).count(), 1);
    });

    it('gives reasons that lead to their lines, with one thing to do next', async () => {
      const panel = bench.panel();
      const why = panel.getByRole('list', { name: 'Why' }).getByRole('listitem');
      assert.equal(await why.count(), 3);
      await why.getByRole('button', { name: 'tests/test_fees.py:12 (deleted)' }).waitFor();
      await panel.getByRole('button', { name: 'Send Findings to Agent' }).waitFor();
    });

    it('has all else in a menu that a keyboard goes through', async () => {
      const more = bench.panel().getByRole('button', { name: 'More Actions' });
      await more.focus();
      await bench.page.keyboard.press('ArrowDown');
      await bench.page.keyboard.press('ArrowDown');
      await bench.screenshot(`menu-${theme}`);
      assert.equal(await bench.panel().locator(':focus').textContent(), 'Agree');
      await bench.page.keyboard.press('Escape');
      assert.equal(await more.evaluate((button) => button === button.ownerDocument.activeElement), true);
      assert.equal(await bench.panel().getByRole('menu').isVisible(), false);
    });

    it('lists findings in Problems', async () => {
      await bench.page.keyboard.press('Control+Shift+M');
      await bench.page
        .locator('.markers-panel')
        .getByText('Prints what looks like debug output.')
        .first()
        .waitFor();
      await bench.screenshot(`patch-${theme}`);
    });

    it('jumps from a finding in the panel to its line', async () => {
      await bench.panel().getByRole('button', { name: 'shelf/fees.py:19' }).first().click();
      await bench.page.getByRole('button', { name: /^Ln 26, Col \d+/ }).waitFor();
    });

    it('shows the page on a check at its heading, from Problems', async () => {
      await bench.page.locator('.markers-panel a', { hasText: 'debug-output' }).first().click();
      await bench.preview('debug-output');
      await bench.screenshot(`check-${theme}`);
    });
  });
}

describe('The rating of a ticket', () => {
  let bench: Workbench;

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await bench.screenshot('ticket-failed');
  });

  before(async () => {
    bench = await Workbench.open('dark');
  });
  after(() => bench?.close());

  it('has no commands in the palette that make no sense yet', async () => {
    // A list shows only as many rows as it has room for.
    const isListed = async (name: string) => (await bench.listed(name)).includes(name);
    assert.ok(await isListed('Bouncer: Rate Ticket from Clipboard'));
    assert.ok(!(await isListed('Bouncer: Copy Questions to Ask')));
    assert.ok(!(await isListed('Bouncer: Show Review')));
  });

  it('can be reached by keyboard alone, with the questions to ask', async () => {
    await bench.openFile('tickets/vague.md');
    await bench.lens(/Ask first · Vague/).waitFor();
    await bench.command('Bouncer: Show Review');
    await bench.panel().getByRole('heading', { name: 'Questions to ask' }).waitFor();
    await bench.screenshot('ticket-dark');
  });

  it('keeps its commands and the status bar while the panel has the focus', async () => {
    await bench.panel().getByRole('button', { name: 'More Actions' }).focus();
    await bench.page.getByRole('button', { name: /^Bouncer: Ask first/ }).waitFor();
    const name = 'Bouncer: Copy Questions to Ask';
    assert.ok((await bench.listed(name)).includes(name));
  });

  it('gives way to the review of the active editor, unless it is pinned', async () => {
    const panel = bench.panel();
    const editor = bench.page.locator('.monaco-editor').first();
    await editor.click();
    await bench.openFile('patches/bad.patch');
    await panel.getByRole('heading', { level: 1, name: /Don't merge yet/ }).waitFor();
    await (await bench.offered('Pin This Review')).click();
    await panel.getByText('Pinned').waitFor();
    await editor.click();
    await bench.openFile('tickets/vague.md');
    await bench.lens(/Ask first · Vague/).waitFor();
    assert.equal(await panel.getByRole('heading', { level: 1, name: /Don't merge yet/ }).count(), 1);
    await (await bench.offered('Follow the Active Review')).click();
    await editor.click();
    await bench.openFile('patches/bad.patch');
    await bench.openFile('tickets/vague.md');
    await panel.getByRole('heading', { level: 1, name: /Ask first/ }).waitFor();
  });

  it('is renewed at an edit, and says what moved', async () => {
    await bench.page.locator('.monaco-editor').first().click();
    await bench.page.keyboard.press('Control+End');
    await bench.page.keyboard.type(' It should be 0.');
    await bench.panel().getByRole('heading', { name: 'What Moved' }).waitFor();
    await bench.lens(/^(?!.*Stale).*% risk/).waitFor();
  });
});

describe('The questions about a ticket', () => {
  let bench: Workbench;

  before(async () => {
    bench = await Workbench.open('dark');
  });
  after(() => bench?.close());

  it('say what an answer is worth, with buttons to ask them and to rewrite the ticket', async () => {
    await bench.openFile('tickets/vague.md');
    await bench.lens(/Ask first · Vague/).click();
    const panel = bench.panel();
    await panel
      .getByText(/would lower the risk by \d+ points?/)
      .first()
      .waitFor();
    await panel.getByRole('button', { name: 'Copy Questions' }).waitFor();
    await bench.screenshot('ticket-questions-dark');
  });

  it('become a template whose gaps Tab goes through, and the panel shows what the answers moved', async () => {
    const { page } = bench;
    const panel = bench.panel();
    await (await bench.offered('Rewrite Ticket')).click();
    await page.locator('.view-line', { hasText: 'TODO: What happens now' }).waitFor();
    await page.keyboard.type('It fails: a book that is two days late costs 50 cents.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1. Install shelf. 2. Run late_fee with two days.');
    await panel.getByRole('heading', { name: 'What Moved' }).waitFor();
    await panel.getByText('Gives steps to reproduce.').first().waitFor();
    await bench.screenshot('what-moved-dark');
  });
});

describe('The review panel beside little room and a model', () => {
  let bench: Workbench;
  let server: ChatServer;
  let turn: Turn;

  before(async () => {
    server = await startChatServer(() => turn);
    bench = await Workbench.open('dark', {
      'bouncer.patches.rater': 'chat',
      'bouncer.chat.baseUrl': server.url,
      'bouncer.chat.model': 'test-model',
    });
  });
  after(async () => {
    await bench?.close();
    await server?.close();
  });

  it('keeps what could be said at once while a model is asked, and when it is cancelled', async () => {
    turn = { fault: 'silence' };
    await bench.openFile('patches/bad.patch');
    await bench.lens(/% risk/).waitFor();
    await bench.command('Bouncer: Review Patch');
    const panel = bench.panel();
    await panel.getByText(/Asking test-model… [1-9]\d* s/).waitFor();
    await panel.getByRole('heading', { level: 1, name: /Don't merge yet/ }).waitFor();
    await bench.screenshot('asking-dark');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByText('Asking test-model').waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: 'shelf/fees.py:19' }).first().waitFor();
  });

  it('says what failed beside it, with what to do next', async () => {
    turn = { status: 401 };
    await bench.command('Bouncer: Rate Again');
    const panel = bench.panel();
    const alert = panel.getByRole('alert');
    await alert.getByRole('button', { name: 'Connect a Model…' }).waitFor();
    await alert.getByRole('button', { name: 'Try Again' }).waitFor();
    await panel.getByRole('button', { name: 'shelf/fees.py:19' }).first().waitFor();
    await bench.screenshot('model-failed-dark');
  });

  it('cuts nothing at 320 pixels and 200%', async () => {
    await bench.page.setViewportSize({ width: 700, height: 900 });
    const page = bench.panel().locator('body');
    const fits = async (style: string) => {
      const [content, room] = await page.evaluate((body, css) => {
        body.style.cssText = css;
        const { documentElement, defaultView } = body.ownerDocument;
        return [documentElement.scrollWidth, Math.max(320, defaultView?.innerWidth ?? 0)] as const;
      }, `${style}; box-sizing: border-box`);
      assert.ok(content <= room, `${content} pixels in ${room}`);
    };
    await fits('width: 320px');
    await bench.screenshot('narrow-dark');
    await fits('zoom: 2; width: 160px');
    await bench.screenshot('zoomed-dark');
  });
});
