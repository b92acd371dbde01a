import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from './workbench.js';

describe('The ticket of the changes under review', () => {
  let bench: Workbench;
  const status = (name: RegExp) => bench.page.getByRole('button', { name });

  before(async () => {
    bench = await Workbench.open('dark');
    const write = (path: string, text: string) => {
      mkdirSync(join(bench.folder, path, '..'), { recursive: true });
      writeFileSync(join(bench.folder, path), text);
    };
    write(
      'issues/142-grace.md',
      '# Days of grace\n\nThe fee should start with the third day.\n\n## Acceptance criteria\n\n- [ ] Add tests\n- [ ] Update the changelog\n',
    );
    spawnSync('git', ['checkout', '-qb', 'agent/142-grace'], { cwd: bench.folder });
    write('tests/test_grace.py', 'def test_days_of_grace_are_free():\n    assert late_fee(2) == 0\n');
  });
  after(() => bench?.close());

  it('is found from the branch, and has a checklist', async () => {
    // Until Git has found the repository there is no such command.
    await status(/agent\/142-grace/).waitFor();
    await bench.command('Bouncer: Review Changes');
    await status(/Bouncer: Ticket issues\/142-grace\.md, from the branch/).waitFor();
    const panel = bench.panel();
    await panel.getByText('issues/142-grace.md (from the branch)').waitFor();
    await panel.getByRole('heading', { name: 'Checklist' }).waitFor();
    await panel.getByRole('img', { name: 'not met' }).waitFor();
    await bench.screenshot('checklist-dark');
  });

  it('leads from a point to its words in the ticket', async () => {
    await bench.panel().getByRole('button', { name: 'Update the changelog' }).click();
    await bench.page.getByRole('tab', { name: '142-grace.md', selected: true }).waitFor();
    await bench.page.getByRole('button', { name: /^Ln 8, Col \d+/ }).waitFor();
  });

  it('has its vague words marked, once it is open', async () => {
    await bench.openFile('tickets/vague.md');
    const mark = bench.page.locator('.view-line span', { hasText: /^nicer$/ });
    await mark.first().waitFor();
    await bench.page.waitForFunction(
      `[...document.querySelectorAll('.view-line span')].some((one) => one.textContent === 'nicer' && getComputedStyle(one).textDecorationStyle === 'dotted')`,
    );
    await bench.screenshot('vague-words-dark');
  });

  it('is changed by a click in the status bar', async () => {
    await status(/Bouncer: Ticket issues/).click();
    await bench.asked('Ticket That Changes on agent/142-grace Answers');
    await bench.screenshot('ticket-choice-dark');
    await bench.pick('No Ticket');
    await status(/Bouncer: No ticket for the changes/).waitFor();
  });
});
