import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { ordersToJudge } from '../../src/checks/promptInjection/orders.js';
import type { Door, Label } from '../../src/core/rating.js';
import { bounces } from '../../src/raters/chat/confidence.js';
import { confusionOf } from '../../src/stats/classification.js';
import { shuffled } from '../../src/stats/random.js';
import { type ChatServer, startChatServer } from '../host/chatServer.js';
import { chatOptions } from '../unit/raters/chat/chat.js';
import { patchVerdict, ticketVerdict } from '../unit/verdicts.js';
import { amount, randomFor } from './scale.js';

const data = '../shared/data';

interface Task {
  readonly instance_id: string;
  readonly problem_statement: string;
  readonly patch: string;
}

interface Recorded {
  readonly instance_id: string;
  readonly model: string;
  readonly label: Label;
  readonly explanation: string;
}

function rows<Row>(name: string): Row[] {
  return readFileSync(`${data}/${name}.train.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

describe('Answers that real models gave', function () {
  this.timeout(300_000);
  let server: ChatServer;
  let current: Recorded;

  before(async function () {
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no recorded answers at ${data})`);
      return this.skip();
    }
    server = await startChatServer(() => ({
      content: JSON.stringify({ explanation: current.explanation, label: current.label }),
    }));
  });

  after(() => server?.close());

  for (const [door, tasksFile, answersFile] of [
    ['input', 'input', 'recorded_input_answers'],
    ['output', 'bouncerbench_output_tasks', 'recorded_output_answers'],
  ] as const satisfies readonly [Door, string, string][]) {
    it(`come through the chat path unchanged (${door} door)`, async () => {
      const tasks = new Map(rows<Task>(tasksFile).map((task) => [task.instance_id, task]));
      // Of a text that speaks to its rater, the model is not the only judge.
      const recorded = rows<Recorded>(answersFile).filter(({ instance_id: id }) => tasks.has(id));
      assert.ok(recorded.length > 2_000);
      const some = shuffled(recorded, randomFor(`replay ${door}`)).slice(
        0,
        amount({ inSlice: 200, inAll: recorded.length }),
      );
      const answers = some.filter(({ instance_id: id }) => !speaksToRater(tasks.get(id) as Task, door));
      assert.ok(answers.length > 0.95 * some.length);
      const came: Recorded[] = [];
      const decided: boolean[] = [];
      const options = {
        ...chatOptions(server.url).options,
        policy: { threshold: 0.5, minimumCoverage: 0, failOpen: false },
      };
      for (const answer of answers) {
        current = answer;
        const { problem_statement: text, patch } = tasks.get(answer.instance_id) as Task;
        const source = answer.instance_id;
        const verdict =
          door === 'input'
            ? await ticketVerdict({ text, source }, options)
            : await patchVerdict({ text: patch, source, ticket: { text, source } }, options);
        assert.ok(!verdict.unrated, `${source} (${answer.model}): ${verdict.unrated?.message}`);
        came.push({ ...answer, label: verdict.label, explanation: verdict.explanation });
        decided.push(verdict.bounceProbability >= 0.5);
      }
      const changed = came.filter(
        ({ label, explanation }, i) => label !== answers[i]?.label || explanation !== answers[i]?.explanation,
      );
      assert.deepEqual(changed.slice(0, 3), []);
      const gold = answers.map(({ instance_id: id }) => id.length % 2 === 0);
      assert.deepEqual(
        confusionOf(decided.map((predicted, i) => ({ predicted, actual: gold[i] as boolean }))),
        confusionOf(
          answers.map(({ label }, i) => ({ predicted: bounces(label, door), actual: gold[i] as boolean })),
        ),
      );
    });
  }
});

function speaksToRater({ problem_statement: text, patch }: Task, door: Door): boolean {
  const texts = door === 'input' ? [text] : [text, patch];
  return texts.some((one) => ordersToJudge(one).length > 0);
}
