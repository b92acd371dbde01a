import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../src/calibration/random.js';
import { Workbench } from './workbench.js';

describe('A policy, chosen by keyboard', () => {
  let bench: Workbench;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-ui-policy-'));
    const random = randomStream(3);
    const rows = Array.from({ length: 1_200 }, (_, i) => {
      const bounceProbability = random();
      return {
        instance_id: `p${i}`,
        output_bounce: random() < bounceProbability,
        rater: 'local',
        bounceProbability,
      };
    });
    writeFileSync(join(folder, 'labelled.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    bench = await Workbench.open('dark');
  });
  after(async () => {
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows what it promises and where it stands between risk and coverage', async () => {
    const { page } = bench;
    const input = page.locator('.quick-input-widget input.input');
    const option = (name: RegExp) => page.locator('.quick-input-list').getByRole('option', { name }).first();
    await bench.command('Bouncer: Choose Policy…');
    await option(/A Labelled File/).click();
    await page.getByRole('button', { name: 'Choose', exact: true }).waitFor();
    await input.fill(join(folder, 'labelled.jsonl'));
    await page.getByRole('button', { name: 'Choose', exact: true }).click();
    await option(/^Patches/).click();
    await option(/Promised Risk/).click();
    await page.getByText('At Most How Many Percent May Be Wrong?').waitFor();
    await input.fill('30');
    await page.keyboard.press('Enter');
    await page.getByText('With How Many Percent Confidence?').waitFor();
    await page.keyboard.press('Enter');
    await bench.panel().getByRole('heading', { name: 'Patch policy' }).waitFor();
    await bench.panel().getByText('At most 30 % of the accepted patches deserve a bounce').first().waitFor();
    await page.getByRole('button', { name: 'Set Threshold' }).waitFor();
    await bench.screenshot('policy-dark');
    await page.getByRole('button', { name: 'Set Threshold' }).click();
  });
});
