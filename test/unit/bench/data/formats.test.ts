import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetHash } from '../../../../src/bench/data/datasetHash.js';
import { openDataset } from '../../../../src/bench/data/openDataset.js';
import { CouldNotRate } from '../../../../src/core/rating.js';
import { readRows } from '../../../../src/rows/readRows.js';
import { datasetFolder, sorted } from './datasetFiles.js';

describe('A file of rows', () => {
  const folder = datasetFolder();
  after(folder.remove);
  const rows = async (name: string, content: string | Uint8Array) => {
    const { found, problems } = await sorted(readRows(folder.file(name, content)));
    return { values: found.map(({ values }) => values), problems: problems.map(({ message }) => message) };
  };
  const fails = async (path: string, cause: string, message: RegExp) =>
    assert.rejects(sorted(openDataset(path, ['output'])), (error) => {
      assert.ok(error instanceof CouldNotRate);
      assert.equal(error.unratedBecause, cause);
      assert.match(error.message, message);
      assert.ok(error.nextStep.length > 0);
      return true;
    });

  it('that is not there, or no data set, fails with a reason', async () => {
    await fails(join(folder.directory, 'none.csv'), 'unreadable', /does not exist/);
    await fails(join(folder.directory, 'none.parquet'), 'unreadable', /does not exist/);
    await fails(folder.directory, 'unreadable', /not a data set that Bouncer reads/);
    mkdirSync(join(folder.directory, 'folder.parquet'));
    await fails(join(folder.directory, 'folder.parquet'), 'unreadable', /is a folder/);
    await fails(folder.file('rows.xlsx', 'x'), 'unreadable', /not a data set that Bouncer reads/);
    await fails(folder.file('other.csv', 'a,b\n1,2\n'), 'malformed', /none of the columns/);
    await fails(folder.file('other.jsonl', '{"a": 1}'), 'malformed', /none of the columns/);
    await fails(folder.file('other.json', '[{"a": 1}]'), 'malformed', /none of the columns/);
    await fails(folder.file('no.json', 'instance_id'), 'malformed', /not a JSON array or object/);
    await fails(folder.file('empty.json', ''), 'malformed', /not a JSON array or object/);
    await fails(folder.file('text.json', '"instance_id"'), 'malformed', /single value/);
    await fails(folder.file('deep.json', '['.repeat(100_000)), 'malformed', /nested deeper/);
    await fails(folder.file('utf16.csv', Buffer.from('instance_id\n', 'utf16le')), 'malformed', /UTF-16/);
    await fails(folder.file('no.parquet', 'PAR1 and nothing'), 'malformed', /not a whole Parquet file/);
    await fails(folder.file('header.csv', 'instance_id,"patch\nx,y\n'), 'malformed', /header line/);
    const twice = folder.file('twice.csv', 'instance_id,patch,patch\nx,y,z\n');
    await fails(twice, 'malformed', /two columns named patch/);
  });

  it('in CSV may be broken in places', async () => {
    const found = await rows(
      'broken.csv',
      'instance_id,patch\n1,"a\n""b"""\n\n2,b,c\n3,c"d"\n4\n5,"d"e\n"6",",\r\n"\n7,"open\n8,x\n',
    );
    assert.deepEqual(found, {
      values: [
        { instance_id: '1', patch: 'a\n"b"' },
        { instance_id: '3', patch: 'c"d"' },
        { instance_id: '5', patch: '"d"e' },
        { instance_id: '6', patch: ',\r\n' },
      ],
      problems: [
        'broken.csv: Row 2 has 3 values for 2 columns.',
        'broken.csv: Row 4 has 1 value for 2 columns.',
        'broken.csv: Row 7 opens a quotation mark that nothing closes; nothing after it was read.',
      ],
    });
  });

  it('in JSON Lines may be broken in places', async () => {
    const found = await rows(
      'broken.jsonl',
      '{"instance_id": "1"}\r\n\n  \n{"instance_id":\n[]\n{"instance_id": "4"}',
    );
    assert.deepEqual(found.values, [{ instance_id: '1' }, { instance_id: '4' }]);
    assert.match(found.problems[0] ?? '', /^broken\.jsonl: Row 2 is not JSON \(.+\)\.$/);
    assert.deepEqual(found.problems.slice(1), ['broken.jsonl: Row 3 is not a JSON object.']);
  });

  it('in JSON is read up to its first error', async () => {
    for (const [name, rest, message] of [
      [
        'cut',
        ', {"instance_id": "3',
        /: Row 3 is not JSON \(it ends too early\); nothing after it was read\.$/,
      ],
      ['wrong', ', {"instance_id" "3"}]', /: Row 3 is not JSON \(.+\); nothing after it was read\.$/],
      ['after', '] x', /: Row 3 is not JSON \(.+\); nothing after it was read\.$/],
    ] as const) {
      const { values, problems } = await rows(`${name}.json`, `[{"instance_id": "1"}, 5${rest}`);
      assert.deepEqual(values, [{ instance_id: '1' }], name);
      assert.equal(problems[0], `${name}.json: Row 2 is not a JSON object.`);
      assert.match(problems[1] as string, message);
      assert.equal(problems.length, 2);
    }
    assert.deepEqual(await rows('none.json', '[]'), { values: [], problems: [] });
  });

  it('in CSV may be separated as a spreadsheet does it, with decimal commas', async () => {
    for (const sign of [',', ';', '\t']) {
      const cells = [
        ['instance_id', 'problem_statement', 'input_quality'],
        ['1', '"a; b,\tc\n\nd"', '"1,5"'],
      ];
      const text = cells.map((row) => row.join(sign)).join('\r\n');
      const { found, problems } = await sorted(
        openDataset(folder.file(sign === '\t' ? 'sheet.tsv' : 'sheet.csv', `\uFEFF${text}`), ['input']),
      );
      assert.deepEqual(problems, []);
      assert.equal(found[0]?.ticket, 'a; b,\tc\n\nd');
      assert.equal(found[0]?.gold?.quality, 1.5);
    }
  });

  it('may be in UTF-16, as Windows writes it', async () => {
    const text = '\ufeff{"instance_id": "ü😀 "}\r\n{"instance_id": "b"}';
    const found = await rows('utf16.jsonl', Buffer.from(text, 'utf16le'));
    assert.deepEqual(found, { values: [{ instance_id: 'ü😀\u2028' }, { instance_id: 'b' }], problems: [] });
  });

  it('in JSON Lines may have numbers that Python does not know', async () => {
    const text =
      '{"instance_id": "1", "problem_statement": "NaN \\"NaN\\" -Infinity", "input_quality": NaN, "x": -Infinity}';
    const { found, problems } = await sorted(openDataset(folder.file('nan.jsonl', text), ['input']));
    assert.deepEqual(problems, []);
    assert.deepEqual([found[0]?.ticket, found[0]?.gold], ['NaN "NaN" -Infinity', null]);
  });

  it('may have keys that are dangerous elsewhere', async () => {
    const text = '{"instance_id": "1", "__proto__": {"patch": "polluted"}}';
    for (const [name, content] of [
      ['keys.jsonl', text],
      ['keys.json', `[${text}]`],
      ['keys.csv', 'instance_id,__proto__\n1,polluted\n'],
    ] as const) {
      const { found, problems } = await sorted(openDataset(folder.file(name, content), ['output']));
      assert.deepEqual([found, problems.map(({ column }) => column)], [[], ['patch']], name);
    }
    const { found } = await sorted(
      openDataset(folder.file('keyed.json', '{"__proto__": {"patch": "p"}, "b": {"patch": "q"}}'), [
        'output',
      ]),
    );
    assert.deepEqual(
      found.map(({ id }) => id),
      ['__proto__', 'b'],
    );
  });

  it('may be longer than what is read at once', async () => {
    const some = Array.from({ length: 400 }, (_, i) => ({
      instance_id: `i-${i}`,
      patch: `"é😀\n${'ü'.repeat(i * 7)}`,
    }));
    const csv = some.map(({ instance_id: id, patch }) => `${id},"${patch.replaceAll('"', '""')}"`);
    for (const [name, content] of [
      ['long.json', JSON.stringify(some)],
      ['long.jsonl', some.map((row) => JSON.stringify(row)).join('\n')],
      ['long.csv', ['instance_id,patch', ...csv].join('\n')],
    ] as const) {
      assert.deepEqual(await rows(name, content), { values: some, problems: [] }, name);
    }
  });

  it('may be one of several', async () => {
    const path = folder.file('part-1.jsonl', '{"instance_id": "1", "patch": "p"}\nx');
    const again = folder.file('part-2.csv', 'instance_id,patch\n1,p\n2,q\n3,\n');
    const { found, problems } = await sorted(openDataset([path, again], ['output']));
    assert.deepEqual(
      found.map(({ id }) => id),
      ['1', '2'],
    );
    assert.match(problems[0]?.message ?? '', /^part-1\.jsonl: Row 2 is not JSON \(/);
    assert.deepEqual(
      problems.slice(1).map(({ message }) => message),
      [
        'part-2.csv: Row 1 (1) repeats the instance of an earlier row in the column instance_id.',
        'part-2.csv: Row 3 (3) has no text in the column patch.',
      ],
    );
  });

  it('has a hash', async () => {
    const path = folder.file('hash.csv', 'abc');
    assert.equal(await datasetHash(path), createHash('sha256').update('abc').digest('hex'));
    await assert.rejects(datasetHash(`${path}x`), /does not exist/);
  });

  describe('in Parquet', () => {
    const fixture = (name: string) => `test/fixtures/bench/rows.${name}.parquet`;

    for (const name of ['zstd', 'snappy']) {
      it(`gives tasks (${name})`, async () => {
        const { found, problems } = await sorted(openDataset(fixture(name), ['input', 'output']));
        assert.deepEqual(problems, []);
        assert.equal(found.length, 120);
        assert.deepEqual(found.slice(6, 8), [
          {
            id: 'owner__name-3',
            door: 'input',
            instanceId: 'owner__name-3',
            repository: 'owner/name',
            agent: '',
            baseCommit: `${'0'.repeat(39)}3`,
            ticket: 'Ticket 3: the sum of 3 and 3 is wrong — “naïve” ünïts\n',
            patch: '',
            gold: { bounce: true, quality: 3 },
          },
          {
            id: 'owner__name-3@agent-a',
            door: 'output',
            instanceId: 'owner__name-3',
            repository: 'owner/name',
            agent: 'agent-a',
            baseCommit: `${'0'.repeat(39)}3`,
            ticket: 'Ticket 3: the sum of 3 and 3 is wrong — “naïve” ünïts\n',
            patch: 'diff --git a/f3.py b/f3.py\n+x = 3\n',
            gold: { bounce: true, quality: name === 'zstd' ? 2 / 3 : null },
          },
        ]);
        assert.equal(found[0]?.gold, null);
        assert.equal(new Set(found.map(({ ticket }) => ticket)).size, 60);
      });
    }

    it('gives the known columns alone', async () => {
      const { found } = await sorted(readRows(fixture('snappy')));
      assert.equal(found.length, 60);
      assert.ok(found.every(({ values }) => 'patch' in values && !('unknown' in values)));
    });

    for (const version of ['v1', 'v2']) {
      it(`reads a large row group in slices (data pages ${version})`, async () => {
        let count = 0;
        for await (const task of openDataset(`test/fixtures/bench/slices.${version}.parquet`, ['output'])) {
          assert.ok('patch' in task, 'message' in task ? task.message : '');
          assert.deepEqual(
            { ...task, patch: task.patch.length },
            {
              id: `owner__name-${count}`,
              door: 'output',
              instanceId: `owner__name-${count}`,
              repository: count < 200 ? 'owner/name' : '',
              agent: '',
              baseCommit: '',
              ticket: `Ticket ${Math.floor(count / 2)}`,
              patch: `${count}:`.length + 240_000,
              gold: {
                bounce: count % 3 === 0,
                quality: ((count % 3) + (count % 2)) / ((count % 3) + (count % 2) + 1),
              },
            },
          );
          assert.ok(task.patch.startsWith(`${count}:+x`));
          count++;
        }
        assert.equal(count, 280);
      });
    }

    it('fails when it is cut or damaged', async () => {
      const whole = readFileSync(fixture('snappy'));
      await fails(
        folder.file('cut.parquet', whole.subarray(0, 4_000)),
        'malformed',
        /not a whole Parquet file/,
      );
      await fails(
        folder.file('gap.parquet', Buffer.concat([whole.subarray(0, 400), whole.subarray(-3_000)])),
        'malformed',
        /not a whole/,
      );
    });
  });
});
