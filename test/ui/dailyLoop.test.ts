import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Workbench } from './workbench.js';

/** What a person does all day: review, edit, review again, with another scope; rate one ticket, then the next. */
describe('The daily loop', function () {
  // A machine that is busy with something else takes its time.
  this.timeout(240_000);
  let bench: Workbench;

  before(async () => {
    bench = await Workbench.open('dark');
    // The command is there once Git has found the repository.
    await bench.page.locator('.statusbar-item[id^="status.scm"]').first().waitFor();
  });
  after(() => bench?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await bench.screenshot('loop-failed');
  });

  /** Writes a line on top of a file and saves it. */
  async function edit(path: string, line: string): Promise<void> {
    const { keyboard } = bench.page;
    await bench.openFile(path);
    await keyboard.press('Control+Home');
    await keyboard.insertText(`${line}\n`);
    await keyboard.press('Control+S');
    await bench.page.locator('.view-line', { hasText: line }).first().waitFor();
    const name = path.slice(path.lastIndexOf('/') + 1);
    await bench.page.locator(`.tab[data-resource-name="${name}"]:not(.dirty)`).waitFor();
  }

  async function review(scope: string): Promise<void> {
    await bench.command('Bouncer: Review Working Tree Changes');
    await bench.choose('Changes to Review', scope);
  }

  /** Waits until the panel has a verdict on the current text of just these files. */
  async function reviewed(...paths: string[]): Promise<void> {
    const panel = bench.panel();
    await panel.getByText('Patch · Working Tree.diff').waitFor();
    const coverage = panel.locator('details', { hasText: 'Coverage' });
    const files = coverage.locator('li');
    for (const path of paths) await files.filter({ hasText: path }).waitFor({ state: 'attached' });
    await files.nth(paths.length).waitFor({ state: 'detached' });
    // Neither under way nor stale.
    await panel.locator('.status:empty').waitFor({ state: 'attached' });
  }

  it('reviews the working tree', async () => {
    await edit('shelf/fees.py', 'MOST_DAYS = 400');
    await review('All Changes');
    await reviewed('shelf/fees.py');
    await bench.screenshot('loop-1-review');
  });

  it('reviews it again after an edit, from the lens', async () => {
    await edit('shelf/loans.py', 'print("debug")');
    await bench.openTab('Working Tree.diff');
    await bench.lens(/Stale/).first().waitFor();
    await bench.lens(/Rate Again/).click();
    await bench.panel().getByText('Prints what looks like debug output.').first().waitFor();
    await reviewed('shelf/fees.py', 'shelf/loans.py');
    await bench.screenshot('loop-2-again');
  });

  it('reviews it with another scope', async () => {
    spawnSync('git', ['add', 'shelf/fees.py'], { cwd: bench.folder });
    await review('Staged Changes');
    await reviewed('shelf/fees.py');
    await bench.screenshot('loop-3-staged');
    await review('Unstaged Changes');
    await reviewed('shelf/loans.py');
    await review('All Changes');
    await reviewed('shelf/fees.py', 'shelf/loans.py');
    await bench.screenshot('loop-4-all');
  });

  it('rates the clipboard twice, each time the ticket that is there', async () => {
    const rateCopy = async (path: string) => {
      await bench.openFile(path);
      await bench.page.keyboard.press('Control+A');
      await bench.page.keyboard.press('Control+C');
      await bench.command('Bouncer: Rate Ticket from Clipboard');
    };
    const panel = bench.panel();
    await rateCopy('tickets/vague.md');
    await panel.getByText('Ticket · Clipboard.md').waitFor();
    await panel.getByRole('heading', { level: 1, name: /Ask first/ }).waitFor();
    await bench.screenshot('loop-5-clipboard');
    await rateCopy('tickets/clear.md');
    await panel.getByRole('heading', { level: 1, name: /May proceed/ }).waitFor();
    await panel.getByText('Ticket · Clipboard.md').waitFor();
    await bench.page.locator('.view-line', { hasText: 'charges for the days of grace' }).first().waitFor();
    assert.equal(await panel.getByRole('heading', { name: 'What Moved' }).count(), 0);
    await bench.screenshot('loop-6-clipboard-again');
  });
});
