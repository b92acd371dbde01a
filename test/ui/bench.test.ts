import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatServer, startChatServer } from '../host/chatServer.js';
import { Workbench } from './workbench.js';

/** Made-up tickets, half of them clear and labelled so. */
const rows = Array.from({ length: 24 }, (_, i) => {
  const isClear = i % 2 === 0;
  const statement = isClear
    ? `Sorting ${i} numbers drops the last one\n\nSteps:\n\n\`\`\`python\nfrom shelf import sort\nsort([3, 1, ${i}])\n\`\`\`\n\nExpected: three numbers in order. Actual: two, the last one is missing. Version 2.${i} on Python 3.12.`
    : `It is slow ${i}\n\nSomething is slow sometimes.`;
  return {
    instance_id: `made__up-${i}`,
    repo: i % 3 === 0 ? 'made/up' : 'other/one',
    problem_statement: statement,
    input_quality: isClear ? (i % 4 === 0 ? 0 : 1) : 2,
  };
});

describe('BouncerBench in the workbench', () => {
  let server: ChatServer;
  let bench: Workbench;

  before(async () => {
    server = await startChatServer(({ messages }) => ({
      content: JSON.stringify({
        explanation: 'It says what is expected, or it does not.',
        label: JSON.stringify(messages).includes('It is slow') ? 'VAGUE' : 'WELL_SPECIFIED',
        findings: [],
        questions: [],
        confidence: 0.8,
      }),
    }));
    bench = await Workbench.open('dark', {
      'bouncer.chat.baseUrl': server.url,
      'bouncer.chat.model': 'test-model',
      'bouncer.chat.prices': { 'test-model': { input: 2, output: 8 } },
    });
    writeFileSync(
      join(bench.folder, 'tickets.jsonl'),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
  });

  after(async () => {
    await bench?.close();
    await server?.close();
  });

  async function chooseData(): Promise<void> {
    await bench.command('Bouncer Lab: Run BouncerBench…');
    await bench.pick('A file…');
    await bench.pick('tickets.jsonl');
    await bench.pick(/^Tickets/);
  }

  it('runs the local rater over a file and reports', async () => {
    await chooseData();
    await bench.pick(/^Local/);
    await bench.pick(/^All/);
    await bench.panel().getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await bench.panel().getByText('Over 24 tasks with a gold label and a rating').first().waitFor();
    await bench.screenshot('bench-report-dark');
  });

  it('opens a task with what was said of it', async () => {
    await bench.panel().getByRole('button', { name: 'made__up-1', exact: true }).click();
    await bench.page.getByRole('tab', { name: /Rating of made__up-1/ }).waitFor();
    await bench.screenshot('bench-task-dark');
  });

  it('says what a model would cost before it asks, then runs and compares', async () => {
    await chooseData();
    await bench.pick(/^Chat/);
    await bench.pick(/^All/);
    await bench.answer('5', 'Budget');
    await bench.pick(/^Now/);
    await bench.answer('4', 'Requests at the Same Time');
    const dialog = bench.page.getByRole('dialog').filter({ hasText: 'Send 24 tasks to test-model' });
    await dialog.getByText(/About \$0\.\d+; \$\d/).waitFor();
    await bench.screenshot('bench-cost-dark');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await bench
      .panel()
      .getByRole('heading', { name: /chat:test-model/ })
      .waitFor();
    await bench.panel().getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await bench
      .panel()
      .getByText(/local · tickets\.jsonl/)
      .first()
      .waitFor();
  });
});
