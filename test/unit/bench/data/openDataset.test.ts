import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openDataset } from '../../../../src/bench/data/openDataset.js';
import type { Door } from '../../../../src/core/rating.js';
import { datasetFolder, sorted } from './datasetFiles.js';

describe('A data set in a file', () => {
  const folder = datasetFolder();
  after(folder.remove);

  const tasks = (path: string, ...doors: Door[]) => sorted(openDataset(path, doors));
  const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  const messages = async (path: string, ...doors: Door[]) =>
    (await tasks(path, ...doors)).problems.map(({ message }) => message);

  it('gives a row of Lite as two tasks', async () => {
    const row = {
      instance_id: 'a__b-1',
      repo: 'a/b',
      base_commit: 'c0',
      problem_statement: 'It breaks.',
      patch: 'diff',
      agent: 'robot',
      input_quality: 2,
      output_quality: 0.5,
      output_bounce: true,
    };
    const { found, problems } = await tasks(
      folder.file('lite.json', JSON.stringify([row])),
      'input',
      'output',
    );
    assert.deepEqual(problems, []);
    const origin = { instanceId: 'a__b-1', repository: 'a/b', baseCommit: 'c0', ticket: 'It breaks.' };
    assert.deepEqual(found, [
      { id: 'a__b-1', door: 'input', ...origin, agent: '', patch: '', gold: { bounce: true, quality: 2 } },
      {
        id: 'a__b-1@robot',
        door: 'output',
        ...origin,
        agent: 'robot',
        patch: 'diff',
        gold: { bounce: true, quality: 0.5 },
      },
    ]);
  });

  it('gives a ticket once where several agents patched it', async () => {
    const row = { instance_id: 'i', problem_statement: 't', patch: 'p' };
    const path = folder.file(
      'agents.jsonl',
      lines({ ...row, model: 'a' }, { ...row, model_name_or_path: 'b' }),
    );
    const { found, problems } = await tasks(path, 'input', 'output');
    assert.deepEqual([found.map(({ id }) => id), problems], [['i', 'i@a', 'i@b'], []]);
    assert.deepEqual(await messages(path, 'input'), [
      'agents.jsonl: Row 2 (i) repeats the instance of an earlier row in the column instance_id.',
    ]);
  });

  it('knows a repeated task', async () => {
    const row = { instance_id: 'i', problem_statement: 't', patch: 'p', agent: 'a' };
    assert.deepEqual(await messages(folder.file('twice.jsonl', lines(row, row)), 'input', 'output'), [
      'twice.jsonl: Row 2 (i) repeats the instance and agent of an earlier row in the column instance_id.',
    ]);
  });

  it('tells each wrong value and goes on', async () => {
    const good = { instance_id: 'x', problem_statement: 't', patch: 'p' };
    const path = folder.file(
      'wrong.jsonl',
      lines(
        { ...good, patch: ' ' },
        { ...good, instance_id: 7 },
        { ...good, repo: ['a'] },
        { ...good, output_quality: 1.5, output_bounce: 'maybe' },
        { ...good, tests_status: '{"FAIL_TO_PASS": 1}' },
        'a text',
        good,
      ),
    );
    const { found, problems } = await tasks(path, 'output');
    assert.deepEqual(
      problems.map(({ row, column, message }) => [row, column, message]),
      [
        [1, 'patch', 'wrong.jsonl: Row 1 (x) has no text in the column patch.'],
        [2, 'instance_id', 'wrong.jsonl: Row 2 has 7 in the column instance_id instead of a text.'],
        [3, 'repo', 'wrong.jsonl: Row 3 (x) has ["a"] in the column repo instead of a text.'],
        [
          4,
          'output_quality',
          'wrong.jsonl: Row 4 (x) has 1.5 in the column output_quality instead of a number from 0 to 1.',
        ],
        [
          4,
          'output_bounce',
          'wrong.jsonl: Row 4 (x) has "maybe" in the column output_bounce instead of true or false.',
        ],
        [
          5,
          'tests_status',
          'wrong.jsonl: Row 5 (x) has "{\\"FAIL_TO_PASS\\": 1}" in the column tests_status instead of lists of passing and failing tests.',
        ],
        [6, null, 'wrong.jsonl: Row 6 is not a JSON object.'],
      ],
    );
    assert.deepEqual(
      found.map(({ id }) => id),
      ['x'],
    );
  });

  it('tells one thing of a label that cannot be read, as the file has it', async () => {
    const path = folder.file(
      'label.jsonl',
      '{"instance_id":"x","input_quality":1e400}\n{"instance_id":"y"}\n',
    );
    const { problems } = await sorted(openDataset(path, ['input'], 'labels'));
    const found = problems.map(({ message }) => message);
    assert.deepEqual(found, [
      'label.jsonl: Row 1 (x) has "Infinity" in the column input_quality instead of a number from 0 to 3.',
      'label.jsonl: Row 2 (y) has no label: neither input_bounce nor input_quality.',
    ]);
  });

  it('needs the ticket at the input door only', async () => {
    const path = folder.file('bare.jsonl', lines({ instance_id: 'x', patch: 'p' }));
    assert.deepEqual(await messages(path, 'input', 'output'), [
      'bare.jsonl: Row 1 (x) has no text in the column problem_statement; its columns are instance_id, patch.',
    ]);
    assert.equal((await tasks(path, 'output')).found[0]?.ticket, '');
  });

  describe('has labels', () => {
    const cases: [string, Door, Record<string, unknown>, object | null][] = [
      ['none', 'input', {}, null],
      ['unknown ones', 'output', { output_quality: null, output_bounce: '' }, null],
      ['unknown ones as texts', 'output', { output_quality: 'NaN', output_bounce: 'None' }, null],
      ['a vague ticket', 'input', { input_quality: 2 }, { bounce: true, quality: 2 }],
      ['a reasonable ticket', 'input', { input_quality: '1.0' }, { bounce: false, quality: 1 }],
      ['an older name', 'input', { underspecified: 3 }, { bounce: true, quality: 3 }],
      [
        'both names',
        'input',
        { input_quality: '', underspecified: '0.0', input_bounce: 'False' },
        { bounce: false, quality: 0 },
      ],
      ['only a bounce', 'input', { input_bounce: 1 }, { bounce: true, quality: null }],
      ['a right patch', 'output', { output_quality: 1 }, { bounce: false, quality: 1 }],
      ['a nearly right patch', 'output', { output_quality: '0.999' }, { bounce: true, quality: 0.999 }],
      [
        'a given bounce that contradicts',
        'output',
        { output_quality: 0.5, output_bounce: 'false' },
        { bounce: false, quality: 0.5 },
      ],
      [
        'a Python literal',
        'output',
        {
          tests_status:
            "{'FAIL_TO_PASS': {'success': ['a'], 'failure': []}, 'PASS_TO_PASS': {'success': [\"b'c\", 'd'], 'failure': ['e']}, 'FAIL_TO_FAIL': {}}",
        },
        { bounce: true, quality: 0.75 },
      ],
      [
        'test lists in JSON',
        'output',
        {
          tests_status: JSON.stringify({
            FAIL_TO_PASS: { success: ['a'], failure: [] },
            PASS_TO_PASS: { success: [], failure: [] },
          }),
        },
        { bounce: false, quality: 1 },
      ],
      [
        'no tests',
        'output',
        {
          tests_status: {
            FAIL_TO_PASS: { success: [], failure: [] },
            PASS_TO_PASS: { success: [], failure: [] },
          },
        },
        null,
      ],
    ];
    for (const [name, door, labels, gold] of cases) {
      it(`(${name})`, async () => {
        const row = { instance_id: 'x', problem_statement: 't', patch: 'p', ...labels };
        const { found, problems } = await tasks(folder.file('gold.jsonl', lines(row)), door);
        assert.deepEqual([found.map((task) => task.gold), problems], [[gold], []]);
      });
    }
  });

  it('reads the same tasks from every text format', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.replaceAll('\0', ''));
    const some = text.filter((value) => value.trim() !== '');
    const row = fc.record({
      repo: text,
      agent: text,
      base_commit: text,
      problem_statement: some,
      patch: some,
      input_quality: fc.constantFrom(null, 0, 1, 2, 3),
      output_bounce: fc.constantFrom(null, true, false),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (some) => {
        const rows = some.map((values, i) => ({ instance_id: `i-${i}`, ...values }));
        const inCsv = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
        const table = [
          Object.keys(rows[0] as object),
          ...rows.map((values) => Object.values(values).map(inCsv)),
        ];
        const keyed = rows.map(({ instance_id: id, ...values }) => [id, values]);
        const files = [
          folder.file('rows.csv', `\ufeff${table.map((cells) => cells.join(',')).join('\r\n')}\r\n`),
          folder.file('rows.json', JSON.stringify(rows, null, 1)),
          folder.file('keyed.json', `\ufeff${JSON.stringify(Object.fromEntries(keyed))}`),
          folder.file(
            'rows.ndjson',
            `\ufeff${rows.map((values) => `${JSON.stringify(values)}\r\n\n`).join('')}`,
          ),
        ];
        for (const path of files) {
          const { found, problems } = await tasks(path, 'input', 'output');
          assert.deepEqual(problems, [], path);
          assert.deepEqual(
            found,
            rows.flatMap((values) => {
              const origin = {
                instanceId: values.instance_id,
                repository: values.repo,
                baseCommit: values.base_commit,
                ticket: values.problem_statement,
              };
              const { input_quality: quality, output_bounce: bounce, instance_id: id, agent } = values;
              return [
                {
                  ...origin,
                  id,
                  door: 'input',
                  agent: '',
                  patch: '',
                  gold: quality === null ? null : { bounce: quality >= 2, quality },
                },
                {
                  ...origin,
                  id: agent === '' ? id : `${id}@${agent}`,
                  door: 'output',
                  agent,
                  patch: values.patch,
                  gold: bounce === null ? null : { bounce, quality: null },
                },
              ];
            }),
            path,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
