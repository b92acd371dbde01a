import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from './workbench.js';

describe('The first minute', () => {
  let bench: Workbench;

  before(async () => {
    bench = await Workbench.open('light');
  });

  after(() => bench?.close());

  const step = (name: string) => bench.page.getByRole('checkbox', { name, exact: true });

  it('offers one button that fits what is there', async () => {
    await bench.page.locator('.activitybar').getByRole('tab', { name: 'Bouncer' }).click();
    await bench.page.getByRole('button', { name: 'Open a Ticket…' }).waitFor();
    await bench.page.getByRole('button', { name: 'try the sample' }).waitFor();
    writeFileSync(join(bench.folder, 'shelf/loans.py'), 'LOAN_DAYS = 14\n');
    await bench.page.getByRole('button', { name: 'Review Changes' }).waitFor();
    await bench.screenshot('first-minute-empty');
  });

  it('completes a step of the walkthrough once it succeeded, with a sample that is held up for reasons', async () => {
    await bench.command('Welcome: Open Walkthrough...');
    await bench.page.locator('.quick-input-widget input').waitFor();
    await bench.page.keyboard.type('Get Started with Bouncer');
    await bench.pick(/Get Started with Bouncer/);
    await step('Review a patch: Not completed').waitFor();
    const picture = bench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await picture.locator('svg', { hasText: 'Removes 1 test' }).waitFor();
    await bench.screenshot('walkthrough');
    const steps = bench.page.locator('.getting-started-step');
    await steps.getByRole('button', { name: 'Try the Sample', exact: true }).click();
    await bench.choose('Try the Sample', 'Wrong Patch');
    await bench.panel().getByText("Don't merge yet").first().waitFor();
    await bench.panel().getByText('Silently ignores exceptions').first().waitFor();
    await bench.panel().getByText('Sample: Ticket.md').waitFor();
    await bench.screenshot('first-minute-wrong');
    await bench.page.getByRole('tab', { name: 'Welcome' }).click();
    await step('Review a patch: Completed').waitFor();
    await step('Connect a model: Not completed').waitFor();
    await bench.screenshot('walkthrough-step');
  });

  it('has a sample whose right patch may proceed', async () => {
    await bench.openTab('Sample: Wrong Patch.diff');
    await bench.command('Bouncer: Try the Sample');
    await bench.choose('Try the Sample', 'Right Patch');
    await bench.panel().getByRole('heading', { level: 1, name: 'Nothing found against it' }).waitFor();
    await bench.screenshot('first-minute-right');
  });
});
