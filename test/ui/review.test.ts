import assert from 'node:assert/strict';
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

  before(async () => {
    bench = await Workbench.open('dark');
  });
  after(() => bench?.close());

  it('has no commands in the palette that make no sense yet', async () => {
    const names = await bench.listed('Bouncer: ');
    assert.ok(names.includes('Bouncer: Rate Ticket from Clipboard'));
    assert.ok(!names.includes('Bouncer: Copy Questions to Ask'));
    assert.ok(!names.includes('Bouncer: Show Review'));
  });

  it('can be reached by keyboard alone, with the questions to ask', async () => {
    await bench.openFile('tickets/vague.md');
    await bench.lens(/Ask first · Vague/).waitFor();
    await bench.command('Bouncer: Show Review');
    await bench.panel().getByRole('heading', { name: 'Questions to ask' }).waitFor();
    await bench.screenshot('ticket-dark');
  });

  it('turns stale at an edit and is renewed', async () => {
    await bench.page.locator('.monaco-editor').first().click();
    await bench.page.keyboard.press('Control+End');
    await bench.page.keyboard.type(' It should be 0.');
    await bench.lens(/Stale/).waitFor();
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
    await panel.getByRole('button', { name: 'Ask', exact: true }).waitFor();
    await bench.screenshot('ticket-questions-dark');
  });

  it('become a template whose gaps Tab goes through, and the panel shows what the answers moved', async () => {
    const { page } = bench;
    const panel = bench.panel();
    await panel.getByRole('button', { name: 'Rewrite Ticket' }).click();
    await page.locator('.view-line', { hasText: 'TODO: What happens now' }).waitFor();
    await page.keyboard.type('It fails: a book that is two days late costs 50 cents.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1. Install shelf. 2. Run late_fee with two days.');
    await panel.getByRole('heading', { name: 'What Moved' }).waitFor();
    await panel.getByText('Gives steps to reproduce.').first().waitFor();
    await bench.screenshot('what-moved-dark');
  });
});
