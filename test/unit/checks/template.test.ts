import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ticketEvidence } from '../../../src/checks/evidence.js';
import { gaps } from '../../../src/checks/ticket/questions.js';
import { missingSections, sectionStart, type TemplateSection } from '../../../src/checks/ticket/template.js';
import { parseTicket } from '../../../src/core/parseTicket.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { ticketVerdict } from '../verdicts.js';
import { ticketTexts } from './ticketTexts.js';

const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };
const data = '../shared/data/input.train.jsonl';

const evidence = (text: string) => ticketEvidence(parseTicket(text, 'test'));

async function rated(text: string) {
  const verdict = await ticketVerdict({ text, source: 'test' }, options);
  assert.ok(!verdict.unrated);
  return verdict;
}

async function sectionsFor(text: string): Promise<TemplateSection[]> {
  const { questions, evidence: facts } = await rated(text);
  return missingSections(
    facts,
    questions.map(({ fact }) => fact),
    text,
  );
}

/** The ticket with its template, each gap as `answer` fills it. */
function filled(
  text: string,
  sections: readonly TemplateSection[],
  answer = ({ placeholder }: TemplateSection) => placeholder,
): string {
  const parts = sections.map((section) => `## ${section.heading}\n\n${answer(section)}\n`);
  return text + sectionStart(text) + parts.join('\n');
}

describe('The template of what a ticket lacks', () => {
  it('has a section for what is missing and none for what is there', async () => {
    const vague = readFileSync('examples/tickets/vague.md', 'utf8');
    const headings = (await sectionsFor(vague)).map(({ heading }) => heading);
    assert.ok(headings.includes('Steps to reproduce') && headings.includes('Environment'));
    const clear = readFileSync('examples/tickets/clear.md', 'utf8');
    const missing = (await sectionsFor(clear)).map(({ heading }) => heading);
    for (const heading of ['Steps to reproduce', 'What should happen', 'Environment'])
      assert.ok(!missing.includes(heading), heading);
  });

  it('asks who wants something new for no error text', () => {
    const request = missingSections(evidence('# Add support for PDF\n\nPlease.'), [], '');
    assert.ok(!request.some(({ heading }) => heading === 'Error text'));
    assert.ok(
      missingSections(evidence('# It crashes\n\nBadly.'), [], '').some(
        ({ heading }) => heading === 'Error text',
      ),
    );
  });

  it('is not inserted twice', async () => {
    const text = '# Fees\n\nThey are wrong.\n';
    const once = filled(text, await sectionsFor(text));
    assert.deepEqual(await sectionsFor(once), []);
  });

  it('gains nothing while it is empty', async () => {
    await fc.assert(
      fc.asyncProperty(ticketTexts, fc.constantFrom('\n', '\r\n'), async (lines, lineEnd) => {
        const text = lines.replaceAll('\n', lineEnd);
        const sections = Object.values(gaps).map(({ heading, text: question }) => ({
          heading,
          placeholder: `<!-- TODO: ${question} -->`,
        }));
        const template = filled(text, sections).slice(text.length).replaceAll('\n', lineEnd);
        const before = await rated(text);
        const after = await rated(text + template);
        assert.equal(after.bounceProbability, before.bounceProbability);
        assert.deepEqual(
          after.evidence.map(({ id, value }) => ({ id, value })),
          before.evidence.map(({ id, value }) => ({ id, value })),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('gains nothing by a gap that stays open between answers, and something by an answer', () => {
    const ticket = '# Fees\n\nThe fee.\n';
    const open = missingSections(
      evidence(ticket),
      ['versions', 'steps-to-reproduce', 'expected-behaviour'],
      ticket,
    );
    const text = filled(ticket, open, ({ heading, placeholder }) =>
      heading === 'Environment' ? 'Python 3.12' : placeholder,
    );
    const value = (id: string) => evidence(text).find((fact) => fact.id === id)?.value;
    assert.equal(value('versions'), 1);
    assert.equal(value('steps-to-reproduce'), 0);
    assert.equal(value('expected-behaviour'), 0);
    assert.equal(value('headings'), 1);
    const answered = filled(ticket, open, () => 'As said.');
    const steps = evidence(answered).find(({ id }) => id === 'steps-to-reproduce');
    assert.equal(steps?.value, 1);
  });

  it('keeps places where they are in the document', () => {
    const ticket = '# Fees\n\n## Cause\n\n<!-- TODO: Do you know? -->\n\n## Then\n\nWhat do you think?\n';
    const [place] = evidence(ticket).find(({ id }) => id === 'open-questions')?.places ?? [];
    assert.deepEqual(place?.range.start, { line: 9, column: 1 });
  });

  it('gains nothing by more than a hair on real tickets', async function () {
    this.timeout(120_000);
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no tickets at ${data})`);
      return this.skip();
    }
    const lines = readFileSync(data, 'utf8').split('\n').filter(Boolean);
    for (const line of lines.filter((_, i) => i % 10 === 0)) {
      const { instance_id: id, problem_statement: text } = JSON.parse(line) as Record<string, string>;
      const before = await rated(text as string);
      const after = await rated(filled(text as string, await sectionsFor(text as string)));
      assert.ok(Math.abs(after.bounceProbability - before.bounceProbability) < 0.01, id);
    }
  });
});
