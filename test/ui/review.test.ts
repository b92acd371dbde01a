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
      await bench.lens(/Abstain · \w+ · \d+ % to bounce/).waitFor();
      await bench.lens(/Abstain · \w+ · \d+ % to bounce/).click();
      await bench
        .panel()
        .getByRole('heading', { level: 1, name: /Abstain/ })
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
    await bench.lens(/Abstain · VAGUE/).waitFor();
    await bench.command('Bouncer: Show Review');
    await bench.panel().getByRole('heading', { name: 'Questions to ask' }).waitFor();
    await bench.screenshot('ticket-dark');
  });

  it('turns stale at an edit and is renewed', async () => {
    await bench.page.locator('.monaco-editor').first().click();
    await bench.page.keyboard.press('Control+End');
    await bench.page.keyboard.type(' It should be 0.');
    await bench.lens(/Stale/).waitFor();
    await bench.lens(/^(?!.*Stale).*to bounce/).waitFor();
  });
});
