import { themes, Workbench } from './workbench.js';

for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
  describe(`What a person did about a decision, ${theme}`, () => {
    let bench: Workbench;
    const pick = (name: string) =>
      bench.page.locator('.quick-input-list').getByRole('option', { name, exact: true });
    const line = (name: RegExp) => bench.page.getByRole('treeitem', { name });

    before(async () => {
      bench = await Workbench.open(theme);
    });
    after(() => bench?.close());

    it('is said by keyboard, and the panel shows it', async () => {
      await bench.openFile('tickets/vague.md');
      await bench.lens(/Ask first · Vague/).waitFor();
      await bench.command('Bouncer: Show Review');
      await bench.offered('Disagree…');
      await bench.command('Bouncer: Disagree…');
      await pick('false alarm').waitFor();
      await bench.page.keyboard.type('false alarm');
      await bench.page.keyboard.press('Enter');
      await bench.panel().getByText('You disagreed: false alarm').waitFor();
      await bench.screenshot(`ledger-panel-${theme}`);
      await bench.openFile('patches/bad.patch');
      await bench
        .lens(/Don't merge yet · [\w ]+ · \d+% risk/)
        .first()
        .waitFor();
    });

    it('is in the history after a reload of the window', async () => {
      await bench.page.reload();
      await bench.page.getByRole('treeitem', { name: 'patches' }).waitFor({ timeout: 60_000 });
      await bench.command('View: Show Bouncer');
      await line(/^tickets\/vague\.md: Ask first · Vague · \d+% risk · disagreed: false alarm$/).waitFor();
      await line(/^patches\/bad\.patch: Don't merge yet/).waitFor();
      await bench.screenshot(`ledger-history-${theme}`);
    });

    it('can be filtered for, and the filter taken back', async () => {
      await bench.command('Bouncer: Filter History…');
      await pick('Disagreed').waitFor();
      await bench.page.keyboard.type('Disagreed');
      await bench.page.keyboard.press('Enter');
      await bench.page.getByText('Filtered: disagreed. 1 of 2 decisions.').waitFor();
      await line(/^patches\/bad\.patch: Don't merge yet/).waitFor({ state: 'hidden' });
      await bench.command('Bouncer: Reset History Filter');
      await line(/^patches\/bad\.patch: Don't merge yet/).waitFor();
    });

    it('counts in How Good Is It Here?', async () => {
      await bench.command('Bouncer: How Good Is It Here?');
      const panel = bench.panel();
      await panel.getByRole('heading', { level: 1, name: 'How Good Is It Here?' }).waitFor();
      await panel
        .getByRole('row', { name: /^Precision of abstain 0% 0 of 1 labeled needed rework/ })
        .waitFor();
      await panel.getByRole('listitem').filter({ hasText: 'false alarm' }).waitFor();
      await panel.getByRole('heading', { name: 'Week by Week' }).waitFor();
      await bench.screenshot(`how-good-${theme}`);
      await panel.getByRole('button', { name: 'New Data Set from Ledger…' }).scrollIntoViewIfNeeded();
      await bench.screenshot(`how-good-weeks-${theme}`);
    });
  });
}

describe('The history without a decision', () => {
  let bench: Workbench;

  before(async () => {
    bench = await Workbench.open('dark', { 'bouncer.rateAutomatically': false });
  });
  after(() => bench?.close());

  it('says what will be there', async () => {
    await bench.command('View: Show Bouncer');
    await bench.page.getByText('No reviews yet').waitFor();
    await bench.screenshot('ledger-empty');
  });
});
