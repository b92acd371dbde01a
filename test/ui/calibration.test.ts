import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatServer, startChatServer } from '../host/chatServer.js';
import { themes, Workbench } from './workbench.js';

const model = 'chat:test-model';

/** Made-up answers to 400 patches: the higher the probability, the more of them deserve a bounce. */
const answers = Array.from({ length: 400 }, (_, i) => {
  const [given, luck] = [(i * 0.618034) % 1, (i * 0.754878) % 1];
  const probability = Math.round(100 * given) / 100;
  const label = given < 0.5 ? 'CORRECT_AND_PRECISE' : 'INCORRECT';
  return {
    instance_id: `made__up-${i}`,
    output_bounce: luck < 0.9 * given ** 2,
    labels: { [model]: label, 'chat:other-model': label },
    probabilities: { [model]: probability, 'chat:other-model': (i % 10) / 10 },
  };
});

function write(bench: Workbench, name: string, rows: readonly unknown[]): void {
  writeFileSync(join(bench.folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
  describe(`What a rater's answers mean, ${theme}`, () => {
    let server: ChatServer;
    let bench: Workbench;

    before(async () => {
      server = await startChatServer(() => ({
        content: JSON.stringify({
          explanation: 'It makes one date free instead of the first days.',
          label: 'INCORRECT',
          findings: [],
          confidence: 0.7,
        }),
      }));
      bench = await Workbench.open(theme, {
        'bouncer.patches.rater': 'chat',
        'bouncer.chat.baseUrl': server.url,
        'bouncer.chat.model': 'test-model',
      });
      write(bench, 'answers.jsonl', answers);
    });

    after(async () => {
      await bench?.close();
      await server?.close();
    });

    it('is fitted', async () => {
      await bench.command('Bouncer Lab: Calibrate Rater…');
      await bench.asked('Calibrate Rater: Labeled Answers');
      await bench.screenshot(`calibrate-source-${theme}`);
      await bench.choose('Calibrate Rater: Labeled Answers', 'A Labeled File…');
      await bench.chooseFile('Calibrate Rater: File', 'answers.jsonl');
      await bench.asked('Calibrate Rater: Door');
      await bench.screenshot(`calibrate-door-${theme}`);
      await bench.choose('Calibrate Rater: Door', 'Patches');
      await bench.asked('Use Which Calibration');
      await bench.screenshot(`calibrate-which-${theme}`);
      await bench.choose('Use Which Calibration', model);
      await bench.notification(`The calibration of "${model}" is in force`);
      await bench.screenshot(`calibrate-done-${theme}`);
      await bench.command('Notifications: Clear All Notifications');
    });

    it('is the ground of a policy', async () => {
      await bench.command('Bouncer Lab: Choose Policy…');
      await bench.asked('Choose Policy: Aim');
      await bench.screenshot(`policy-aim-${theme}`);
      await bench.choose('Choose Policy: Aim', 'Promised Risk');
      await bench.choose('Choose Policy: Labeled Answers', 'A Labeled File…');
      await bench.chooseFile('Choose Policy: File', 'answers.jsonl');
      await bench.choose('Choose Policy: Door', 'Patches');
      await bench.choose('Choose Policy: Rater', model);
      await bench.asked('Choose Policy: Risk');
      await bench.screenshot(`policy-risk-${theme}`);
      await bench.answer('20', 'Choose Policy: Risk');
      await bench.answer('90', 'Choose Policy: Confidence');
      await bench.panel().getByRole('img', { name: 'Risk against coverage' }).waitFor();
      await bench.notification('Bounce patches at');
      await bench.screenshot(`policy-${theme}`);
      await bench.panel().getByRole('link', { name: 'Apply This Policy' }).click();
      await bench.notification('The threshold for patches is');
      await bench.screenshot(`policy-set-${theme}`);
      await bench.command('Notifications: Clear All Notifications');
    });

    it('is in force at the next review, and so is the policy', async () => {
      await bench.openFile('patches/bad.patch');
      await bench.command('Bouncer: Review Patch');
      await bench.unfold('Reviewer and Trust');
      await bench.panel().getByText('calibrated on 400 labeled answers').waitFor();
      await bench.panel().getByText('By policy: At most 20% of the accepted patches').waitFor();
      await bench.screenshot(`calibrated-${theme}`);
    });

    it('is shown and deleted', async () => {
      await bench.command('Bouncer Lab: Show Calibrations…');
      await bench.asked('Calibrations That You Fitted');
      await bench.screenshot(`calibrations-${theme}`);
      await bench.choose('Calibrations That You Fitted', model);
      await bench.asked(`Calibration of ${model}`);
      await bench.screenshot(`calibrations-action-${theme}`);
      await bench.choose(`Calibration of ${model}`, 'Show');
      await bench.page.getByRole('tab', { name: `Calibration of ${model} (patch).json` }).waitFor();
      await bench.screenshot(`calibrations-json-${theme}`);
      await bench.command('Bouncer Lab: Show Calibrations…');
      await bench.choose('Calibrations That You Fitted', model);
      await bench.choose(`Calibration of ${model}`, 'Delete');
      await bench.notification(`Your calibration of "${model}" for patches is deleted.`);
      await bench.screenshot(`calibrations-deleted-${theme}`);
    });
  });
}

describe('The commands on calibration', () => {
  let bench: Workbench;

  before(async () => {
    bench = await Workbench.open('dark');
    write(bench, 'answers.jsonl', answers);
    write(bench, 'broken.jsonl', [
      ...answers.slice(0, 30),
      { instance_id: 'made__up-30', output_bounce: 'no' },
    ]);
    write(bench, 'few.jsonl', answers.slice(0, 3));
    // The dialog begins in the folder of the file that is open.
    write(bench, 'notes.json', []);
    await bench.openFile('notes.json');
  });
  after(() => bench?.close());

  /** Everything that the extension stores, and the settings. */
  function kept(): readonly unknown[] {
    const names = readdirSync(bench.data, { recursive: true, encoding: 'utf8' });
    return [
      names.filter((name) => name.includes('/bouncer.bouncer/')).sort(),
      readFileSync(join(bench.data, 'data/Machine/settings.json'), 'utf8'),
    ];
  }

  /** The boxes that a command shows, each with what answers it. */
  const boxes = (command: string) =>
    [
      [`${command}: Labeled Answers`, () => bench.choose(`${command}: Labeled Answers`, 'A Labeled File…')],
      [`${command}: File`, () => bench.chooseFile(`${command}: File`, 'answers.jsonl')],
      [`${command}: Door`, () => bench.choose(`${command}: Door`, 'Patches')],
    ] as const;
  const commands = [
    ['Calibrate Rater…', [...boxes('Calibrate Rater'), ['Use Which Calibration']]],
    [
      'Choose Policy…',
      [
        ['Choose Policy: Aim', () => bench.choose('Choose Policy: Aim', 'Promised Risk')],
        ...boxes('Choose Policy'),
        ['Choose Policy: Rater', () => bench.choose('Choose Policy: Rater', model)],
        ['Choose Policy: Risk', () => bench.answer('20', 'Choose Policy: Risk')],
        ['Choose Policy: Confidence'],
      ],
    ],
  ] as const;

  for (const [command, steps] of commands) {
    it(`leave nothing behind when they are cancelled: ${command}`, async () => {
      const before = kept();
      for (const [i, [title]] of steps.entries()) {
        await bench.command(`Bouncer Lab: ${command}`);
        for (const [, answer] of steps.slice(0, i)) await answer?.();
        await bench.asked(title);
        await bench.page.keyboard.press('Escape');
        // The keyboard is back in the editor.
        await bench.page.locator('.editor-instance .monaco-editor.focused').waitFor();
      }
      assert.deepEqual(kept(), before);
      await bench.command('Bouncer Lab: Show Calibrations…');
      await bench.notification('You have fitted no calibration');
      await bench.screenshot('calibrations-none');
      await bench.command('Notifications: Clear All Notifications');
    });
  }

  const wrongFiles = [
    [
      'broken.jsonl',
      'Row 31 \\(made__up-30\\) has "no" in the column output_bounce instead of true or false',
      'Correct the row',
    ],
    ['few.jsonl', 'few.jsonl: 3 labeled patches', 'Give more labeled patches'],
  ] as const;
  for (const [file, message, nextStep] of wrongFiles) {
    it(`say what is wrong with ${file}, and what to do`, async () => {
      for (const command of ['Calibrate Rater', 'Choose Policy']) {
        await bench.command(`Bouncer Lab: ${command}…`);
        if (command === 'Choose Policy') await bench.choose('Choose Policy: Aim', 'Coverage');
        await bench.choose(`${command}: Labeled Answers`, 'A Labeled File…');
        await bench.chooseFile(`${command}: File`, file);
        await bench.choose(`${command}: Door`, 'Patches');
        await bench.notification(new RegExp(`${message}.*${nextStep}`));
        await bench.screenshot(`${file.replace('.jsonl', '')}-answers`);
        await bench.command('Notifications: Clear All Notifications');
      }
    });
  }

  it('set who looks next without any data', async () => {
    await bench.command('Bouncer Lab: Choose Policy…');
    await bench.choose('Choose Policy: Aim', 'Nobody Reviews');
    await bench.answer('5', 'Choose Policy: Risk');
    await bench.notification('they proceed only at a risk of at most 5%');
    await bench.screenshot('policy-nobody');
    await bench.command('Notifications: Clear All Notifications');
    await bench.openFile('patches/good.patch');
    await bench.command('Bouncer: Review Patch');
    await bench.panel().getByText('that is more than you accept').waitFor();
    await bench.command('Bouncer Lab: Choose Policy…');
    await bench.choose('Choose Policy: Aim', 'A Person Reviews Next');
    await bench.notification('A person reviews patches next');
    await bench.command('Notifications: Clear All Notifications');
  });
});
