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

  /** Waits for a line of the Review view with these words. */
  const listed = (...words: (string | RegExp)[]) => {
    const rows = bench.page.locator('.sidebar .monaco-list-row');
    return words
      .reduce((some, hasText) => some.filter({ hasText }), rows)
      .first()
      .waitFor();
  };

  it('reviews the changes', async () => {
    await edit('shelf/fees.py', 'MOST_DAYS = 400');
    await bench.command('Bouncer: Review Changes');
    await listed(/^Changes on /);
    await listed('fees.py', 'Clean');
    await bench.screenshot('loop-1-review');
  });

  it('rates them again after an edit, and tells what is new', async () => {
    await edit('shelf/loans.py', 'print("debug")');
    await listed('loans.py', '1 warning');
    await listed(/^Changes on /, '1 new');
    await bench.screenshot('loop-2-again');
  });

  it('goes from the finding to its line, where a comment stands', async () => {
    await bench.command('Bouncer: Next Finding');
    const diff = bench.page.locator('.monaco-diff-editor');
    await diff.locator('.view-line', { hasText: 'print("debug")' }).first().waitFor();
    await diff.locator('.review-widget', { hasText: 'debug output' }).first().waitFor();
    await bench.screenshot('loop-3-finding');
  });

  it('tells what is fixed', async () => {
    spawnSync('git', ['checkout', '-q', 'shelf/loans.py'], { cwd: bench.folder });
    await listed(/^Changes on /, '1 fixed');
  });

  it('reviews another scope beside it', async () => {
    spawnSync('git', ['add', 'shelf/fees.py'], { cwd: bench.folder });
    await bench.command('Bouncer: Review a Scope…');
    await bench.choose('What to Review', 'Staged Changes');
    await listed(/^Staged Changes on /);
    await listed(/^Changes on /);
    await bench.screenshot('loop-4-staged');
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
    await panel.getByRole('heading', { level: 1, name: /^Clear/ }).waitFor();
    await panel.getByText('Ticket · Clipboard.md').waitFor();
    await bench.page.locator('.view-line', { hasText: 'charges for the days of grace' }).first().waitFor();
    assert.equal(await panel.getByRole('heading', { name: 'What Moved' }).count(), 0);
    await bench.screenshot('loop-6-clipboard-again');
  });
});
