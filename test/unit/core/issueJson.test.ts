import assert from 'node:assert/strict';
import { parseTicket } from '../../../src/core/parseTicket.js';
import { CouldNotRate } from '../../../src/core/rating.js';

const read = (issue: unknown) => {
  const json = typeof issue === 'string' ? issue : JSON.stringify(issue);
  return { json, ticket: parseTicket(json, 'issue.json') };
};
const refused = (issue: unknown, message: RegExp) =>
  assert.throws(
    () => read(issue),
    (error) =>
      error instanceof CouldNotRate && error.unratedBecause === 'malformed' && message.test(error.message),
    JSON.stringify(issue),
  );
const paragraph = (...texts: object[]) => ({ type: 'paragraph', content: texts });
const words = (text: string) => ({ type: 'text', text });

describe('An issue as JSON', () => {
  it('is read with its description, whichever tracker it is from', () => {
    const comments = [{ body: 'Which one?' }, { body: 'The second.' }];
    for (const issue of [
      { number: 1, title: 'Lost rows', body: 'Two are missing.' },
      { iid: 1, title: 'Lost rows', description: 'Two are missing.' },
      { key: 'A-1', fields: { summary: 'Lost rows', description: 'Two are missing.' } },
      { data: { issue: { identifier: 'A-1', title: 'Lost rows', description: 'Two are missing.' } } },
      { data: { repository: { issue: { title: 'Lost rows', body: 'Two are missing.' } } } },
      { bugs: [{ id: 1, summary: 'Lost rows', description: 'Two are missing.' }] },
      { bugs: [{ id: 1, summary: 'Lost rows', comments: [{ text: 'Two are missing.' }] }] },
      { action: 'opened', issue: { title: 'Lost rows', body: 'Two are missing.' }, repository: {} },
      {
        object_kind: 'issue',
        project: {},
        object_attributes: { title: 'Lost rows', description: 'Two are missing.' },
      },
      { title: 'Lost rows', body: 'Two are missing.', comments },
    ]) {
      const { ticket } = read(issue);
      assert.equal(ticket.title.text, 'Lost rows');
      assert.ok(ticket.body.text.startsWith('Two are missing.'), JSON.stringify(issue));
    }
  });

  it('is read with the comments that it holds, and counts the others', () => {
    const of = (more: object) => {
      const { ticket } = read({ title: 'Lost rows', body: 'Two.', ...more });
      return [ticket.comments.map(({ text }) => text), ticket.unreadComments];
    };
    assert.deepEqual(of({}), [[], 0]);
    assert.deepEqual(of({ comments: 3 }), [[], 3]);
    assert.deepEqual(of({ user_notes_count: 2 }), [[], 2]);
    assert.deepEqual(of({ comments: [{ body: 'a' }, { body: 'b' }] }), [['a', 'b'], 0]);
    assert.deepEqual(of({ comments: { totalCount: 5, nodes: [{ body: 'a' }] } }), [['a'], 4]);
    assert.deepEqual(of({ comments: { edges: [{ node: { body: 'a' } }] } }), [['a'], 0]);
  });

  it('has Atlassian documents as Markdown, at their places in the JSON', () => {
    const description = {
      type: 'doc',
      version: 1,
      content: [
        { type: 'heading', attrs: { level: 3 }, content: [words('Expected')] },
        paragraph(words('Call '), { ...words('load("a")'), marks: [{ type: 'code' }] }),
        {
          type: 'orderedList',
          content: [paragraph(words('one')), paragraph(words('two'))].map((item) => ({
            type: 'listItem',
            content: [item],
          })),
        },
        { type: 'codeBlock', content: [words('x = 1')] },
      ],
    };
    const { json, ticket } = read({ key: 'A-1', fields: { summary: 'Lost', description } });
    for (const part of ['### Expected', 'Call `load("a")`', '1. one', '2. two', '```\nx = 1\n```']) {
      assert.ok(ticket.body.text.includes(part), part);
    }
    for (const word of ['Expected', 'Call', 'two', 'x = 1']) {
      const at = ticket.text.indexOf(word);
      const { start } = ticket.rangeInDocument(at, at + word.length);
      assert.ok(json.startsWith(word, start.column - 1), word);
    }
  });

  it('is refused where it is a list, with what to do', () => {
    const two = [
      { title: 'a', body: '' },
      { title: 'b', body: '' },
    ];
    refused(two, /list of 2 issues/);
    refused([], /list of 0 issues/);
    refused({ issues: two }, /list of 2 issues/);
    refused({ data: { repository: { issues: { nodes: two } } } }, /list of 2 issues/);
    refused(two.map((issue) => JSON.stringify(issue)).join('\n'), /list of issues/);
    try {
      read(two);
    } catch (error) {
      assert.match((error as CouldNotRate).nextStep, /--jsonl/);
    }
  });

  it('is refused where it is no issue, or only its title', () => {
    refused({ name: 'package', version: '1.0.0' }, /not an issue/);
    refused({ data: { repository: null } }, /not an issue/);
    refused({ title: 'Lost rows', number: 3 }, /neither `body` nor `description`/);
    refused('{"title": "x", ', /line 1, column 1[56]: broken JSON/);
    refused('[{"title": "x"}, oops', /broken JSON/);
    refused(`${'['.repeat(100_000)}{"a": 1}`, /nested|list/);
  });

  it('is not what Markdown with a bracket in front is taken for', () => {
    for (const text of [
      '[Bug] Rows get lost',
      '[ ] first thing',
      '{{name}} is printed as it stands',
      '{"a": 1} is printed with single quotes',
      '["a", "b"] is no list for the parser\n\nIt should be.',
      '{ "a": ... } stops the parser',
      '{code} blocks are not shown',
      '[1] is missing in the references',
    ]) {
      assert.equal(read(text).ticket.title.text, text.split('\n')[0]);
    }
  });
});
