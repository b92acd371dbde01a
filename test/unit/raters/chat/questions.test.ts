import assert from 'node:assert/strict';
import { gaps } from '../../../../src/checks/ticket/questions.js';
import type { Question } from '../../../../src/core/rating.js';
import { wordedQuestions } from '../../../../src/raters/chat/questions.js';
import { readAnswer } from '../../../../src/raters/chat/readAnswer.js';
import { localRater } from '../../../../src/raters/local/localRater.js';
import { PanelRater } from '../../../../src/raters/panel/panelRater.js';
import { type ChatServer, startChatServer } from '../../../host/chatServer.js';
import { ticketVerdict } from '../../verdicts.js';
import { chatOptions, example, policy } from './chat.js';

const open: readonly Question[] = [
  { text: gaps['versions']?.text ?? '', fact: 'versions', gain: 0.2 },
  { text: gaps['error-text']?.text ?? '', fact: 'error-text', gain: 0.1 },
];
const vague = example('tickets/vague.md');

describe('A model’s questions', () => {
  it('are matched to the gaps by name in any spelling, or by the checks’ own words', () => {
    const worded = wordedQuestions(
      [
        { fact: 'other', text: 'Who wants it?' },
        { fact: 'Error_Text', text: 'What does late_fee() print?' },
        { fact: '', text: gaps['versions']?.text.toUpperCase() ?? '' },
      ],
      open,
    );
    assert.deepEqual(
      worded.map(({ fact, gain }) => [fact, gain]),
      [
        ['versions', 0.2],
        ['error-text', 0.1],
        ['other', 0],
      ],
    );
    assert.equal(worded[1]?.text, 'What does late_fee() print?');
  });

  it('are three at most, each gap once, on one line, and not worth more than the checks found', () => {
    const many = ['versions', 'versions', '__proto__', 'names-files', 'x', 'y'].map((fact, i) => ({
      fact,
      text: `Question\n\u0000${i}?`,
    }));
    const worded = wordedQuestions([...many, { fact: 'versions', text: ' ' }], open);
    assert.deepEqual(
      worded.map(({ fact, gain, text }) => [fact, gain, text]),
      [
        ['versions', 0.2, 'Question 0?'],
        ['other', 0, 'Question 2?'],
        ['names-files', 0, 'Question 3?'],
      ],
    );
    assert.equal(wordedQuestions([{ fact: 'other', text: 'a'.repeat(9_000) }], open)[0]?.text.length, 400);
  });

  it('are read from strings and objects, and left out where they are neither', () => {
    const questions = [
      'Which version?',
      { fact: 'versions', text: 'Which?' },
      { text: 'Who?' },
      7,
      null,
      ' ',
    ];
    const answer = readAnswer(JSON.stringify({ label: 'VAGUE', questions }), 'input');
    assert.ok(typeof answer === 'object');
    assert.deepEqual(answer.questions, [
      { fact: '', text: 'Which version?' },
      { fact: 'versions', text: 'Which?' },
      { fact: '', text: 'Who?' },
    ]);
  });

  describe('from a server', () => {
    let server: ChatServer;
    let answer: object;

    beforeEach(async () => {
      server = await startChatServer(() => ({
        content: JSON.stringify({ explanation: 'So it is.', ...answer }),
      }));
    });
    afterEach(() => server.close());

    it('are asked for by the gaps that the local rater found, and keep the model’s words', async () => {
      answer = { label: 'VAGUE', questions: [{ fact: 'versions', text: 'Which shelf do you run?' }] };
      const verdict = await ticketVerdict(vague, chatOptions(server.url).options);
      const local = await ticketVerdict(vague, { rater: localRater, policy });
      const sent = JSON.stringify(server.requests);
      for (const { fact, text } of local.questions) assert.ok(sent.includes(`- ${fact}: ${text}`), fact);
      assert.deepEqual(
        verdict.questions.map(({ fact, text }) => [fact, text]),
        [['versions', 'Which shelf do you run?']],
      );
    });

    it('are the local rater’s where the model has none for a ticket that it turns away', async () => {
      answer = { label: 'VAGUE' };
      const verdict = await ticketVerdict(vague, chatOptions(server.url).options);
      const local = await ticketVerdict(vague, { rater: localRater, policy });
      assert.deepEqual(verdict.questions, local.questions);
      answer = { label: 'WELL_SPECIFIED' };
      const clear = await ticketVerdict(vague, chatOptions(server.url).options);
      assert.deepEqual(clear.questions, []);
    });

    it('stand in a panel for those of the cheaper members about the same gap', async () => {
      answer = { label: 'VAGUE', questions: [{ fact: 'versions', text: 'Which shelf do you run?' }] };
      const { rater } = chatOptions(server.url);
      const panel = new PanelRater([localRater, rater], { combination: 'mean', margin: 1 });
      const verdict = await ticketVerdict(vague, { rater: panel, policy });
      const facts = verdict.questions.map(({ fact }) => fact);
      assert.equal(new Set(facts).size, facts.length);
      assert.ok(facts.length >= 1 && facts.length <= 3);
    });
  });
});
