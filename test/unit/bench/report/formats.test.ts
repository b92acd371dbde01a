import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { reportFiguresCsv, reportTasksCsv } from '../../../../src/bench/report/csv.js';
import { labelTable } from '../../../../src/bench/report/figureTables.js';
import { reportMarkdown } from '../../../../src/bench/report/markdown.js';
import { reportBody, reportHtml } from '../../../../src/bench/report/page.js';
import { doorPlots, plotFile, sharedPlots } from '../../../../src/bench/report/plots.js';
import { buildReport, type Report } from '../../../../src/bench/report/report.js';
import { documentCss, plotCss } from '../../../../src/bench/report/style.js';
import { nonBreaking } from '../../../../src/bench/report/words.js';
import type { Answer } from '../../../../src/bench/run/answer.js';
import { answer, answers, failed } from './answers.js';
import { parseXml, type XmlElement } from './xml.js';

const full = buildReport(
  [
    {
      name: 'Run | one',
      answers: [...answers('input', 90), failed('input', 90), ...answers('output', 90)],
      about: [['Data set', 'a | b']],
    },
    { name: 'Run two', answers: answers('input', 50), about: [] },
  ],
  { draws: 20 },
);

const hostile = fc
  .array(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"',
      "'",
      ' onload=x',
      ']]>',
      '<!--',
      '</style>',
      'javascript:',
      '&lt;',
      '|',
      '\n',
      '=1+1',
      '\0',
      '\u202e',
      '\ud800',
      '<img src=x onerror=y>',
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** A report in which every text that comes from outside is the given one. */
function reportOf(text: string): Report {
  const changed = { task: text, instanceId: text, repository: text, agent: text };
  const rated = (['input', 'output'] as const).flatMap((door) => [
    answer(door, 1, { ...changed, verdict: { explanation: text } }),
    ...answers(door, 12, { repository: text, agent: text }),
  ]);
  const other = failed('input', 2);
  const unrated = { cause: 'internal', message: text, nextStep: text } as const;
  const lost = { ...other, task: `${text}2`, verdict: { ...other.verdict, unrated } } as Answer;
  return buildReport(
    [
      { name: text, answers: [...rated, lost], about: [[text, text]] },
      { name: text, answers: rated, about: [] },
    ],
    { draws: 0 },
  );
}

const elements = new Set(
  'a button caption circle code dd desc div dl dt figcaption figure h1 h2 h3 header line main p path polygon rect section span svg table tbody td text th thead title tr'.split(
    ' ',
  ),
);

function checkHarmless({ name, attributes }: XmlElement): void {
  assert.ok(elements.has(name), `<${name}>`);
  for (const [attribute, value] of Object.entries(attributes)) {
    assert.doesNotMatch(attribute, /^on|^src$|^style$/);
    if (attribute === 'href') assert.match(value, /^data:image\/svg\+xml;charset=utf-8,%3Csvg/);
  }
}

describe('Formats of a report', () => {
  it('never let a text that comes from outside become markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const report = reportOf(text);
        for (const interactive of [false, true]) {
          const page = parseXml(reportBody(report, { interactive }));
          page.elements.forEach(checkHarmless);
        }
        assert.doesNotMatch(reportHtml(report), /<script|<img|<!--|onload=x"/);
      }),
      { numRuns: 15 },
    );
  });

  it('make a page with headings in order, tables with captions and heads, and unique ids', () => {
    const { elements: found } = parseXml(reportBody(full, { interactive: false }));
    const levels = found.flatMap(({ name }) => name.match(/^h(\d)$/)?.[1] ?? []).map(Number);
    assert.equal(levels[0], 1);
    assert.ok(levels.every((level, i) => i === 0 || (level > 1 && level <= (levels[i - 1] as number) + 1)));
    const named = (name: string) => found.filter((element) => element.name === name);
    assert.equal(named('table').length, named('caption').length);
    assert.ok(named('th').every(({ attributes }) => ['row', 'col'].includes(attributes['scope'] ?? '')));
    const ids = found.flatMap(({ attributes }) => attributes['id'] ?? []);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('say beside every table of figures how many tasks are missing', () => {
    const page = reportBody(full, { interactive: false });
    const captions = [...page.matchAll(/<caption>(.*?)<\/caption>/g)].map(([, caption]) => caption as string);
    const ofFigures = captions.filter((caption) =>
      /Leaderboard|figures|repository|agent|gold|minus/.test(caption),
    );
    assert.ok(ofFigures.length >= 9, captions.join('\n'));
    assert.ok(
      ofFigures.every((caption) => /1 is missing|none is missing/.test(caption)),
      ofFigures.join('\n'),
    );
  });

  it('shade a count by its share of the row, and an empty row not at all', () => {
    const [door] = full.doors;
    assert.ok(door);
    const table = labelTable({
      ...door,
      measurement: { ...door.measurement, labelMatrix: [[3, 1, 0, 0], [0, 0, 0, 0], [], []] },
    });
    const words = table?.rows.map(({ cells }) => cells.slice(1).map(({ text, note }) => `${text} ${note}`));
    assert.deepEqual(words?.[0]?.[0]?.replaceAll(nonBreaking, ' '), '3 75%');
    assert.deepEqual(
      table?.rows.map(({ cells }) => cells.slice(1).map(({ share }) => share)),
      [[0.75, 0.25, 0, 0], [0, 0, 0, 0], [], []],
    );
    const { acceptedWrongly, bouncedRightly } = door.measurement.confusion;
    const tenths = Math.round((10 * bouncedRightly) / (bouncedRightly + acceptedWrongly));
    assert.match(
      reportBody(full, { interactive: false }),
      new RegExp(`<th scope="row" class="name">Deserves a bounce</th><td class="number share${tenths}">`),
    );
  });

  it('open tasks and save plots by buttons in the editor, and by links in a file', () => {
    const attributesOf = (interactive: boolean, name: string) =>
      parseXml(reportBody(full, { interactive })).elements.filter((element) => element.name === name);
    const buttons = attributesOf(true, 'button').map(({ attributes }) => attributes);
    const plots = [...full.doors.flatMap(doorPlots), ...sharedPlots(full)].map(({ id }) => id);
    assert.deepEqual(
      buttons.flatMap((attributes) => attributes['data-save-plot'] ?? []),
      plots,
    );
    assert.deepEqual(
      buttons.flatMap((attributes) => attributes['data-task'] ?? []),
      full.tasks.map(({ task }) => task),
    );
    assert.equal(attributesOf(false, 'button').length, 0);
    assert.equal(attributesOf(false, 'a').length, plots.length);
  });

  it('need nothing from elsewhere and run nothing', () => {
    const file = reportHtml(full);
    assert.match(
      file,
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/,
    );
    assert.doesNotMatch(
      file.replaceAll('http://www.w3.org/2000/svg', ''),
      /https?:\/\/|url\(|@import|<script/,
    );
    assert.doesNotMatch(documentCss, /["'<>&]/);
  });

  it('save each plot as a drawing with a style of its own', () => {
    const expected = ['scores', 'risk-coverage', 'reliability', 'roc', 'ticket-length', 'cost'];
    const plots = [...full.doors.flatMap(doorPlots), ...sharedPlots(full)];
    const ids = plots.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => id.startsWith('input-')),
      expected.map((id) => `input-${id}`),
    );
    assert.equal(ids.at(-1), 'flow');
    for (const plot of plots) {
      const drawing = plotFile(plot);
      assert.doesNotMatch(drawing, /NaN|Infinity|undefined/);
      assert.ok(parseXml(drawing).text.includes(plotCss), plot.id);
    }
  });

  it('keep a page readable with thousands of tasks, and all of them in the CSV', () => {
    const report = buildReport([{ name: 'Long', answers: answers('input', 501), about: [] }], { draws: 0 });
    const page = reportBody(report, { interactive: true });
    assert.equal(page.match(/data-task=/g)?.length, 500);
    assert.match(page, /1.more task is not shown here/);
    assert.equal(parse(reportTasksCsv(report)).length, 502);
  });

  it('write CSV that a reader gets back as it was, and that no spreadsheet runs', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'=+-@,;"\'\t\n\r a1.😀'), maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const report = buildReport(
          [
            {
              name: text,
              answers: [answer('input', 1, { task: text, verdict: { explanation: text } })],
              about: [],
            },
          ],
          { draws: 0 },
        );
        const [row] = parse(reportTasksCsv(report), { columns: true, record_delimiter: '\r\n' }) as Record<
          string,
          string
        >[];
        const [figure] = parse(reportFiguresCsv(report), {
          columns: true,
          record_delimiter: '\r\n',
        }) as Record<string, string>[];
        const isNumber = /^[+-]?\d+(?:\.\d+)?$/.test(text);
        for (const cell of [row?.['task'], row?.['explanation'], figure?.['run']]) {
          const isRun = (/^\s*[=+\-@]/.test(text) || /^[\t\r\n]/.test(text)) && !isNumber;
          assert.equal(cell, isRun ? `'${text}` : text);
        }
        assert.equal(row?.['bounce_probability'], '0.37');
      }),
    );
  });

  it('have every figure of the run in the CSV, unrounded', () => {
    const rows = parse(reportFiguresCsv(full), { columns: true }) as Record<string, string>[];
    for (const { door, measurement } of full.doors) {
      const own = rows.filter((row) => row['kind'] === 'this run' && row['door'] === door);
      assert.deepEqual(
        own.map((row) => [row['figure'], Number(row['value']), Number(row['low']), Number(row['high'])]),
        measurement.figures.map(({ id, value, low, high }) => [id, value, low, high]),
      );
    }
  });

  it('escape what Markdown would take for its own', () => {
    const text = reportMarkdown(full);
    assert.match(text, /^# Run \\\| one\n/);
    assert.match(text, /- Data set: a \\\| b/);
    const cells = (line: string) => line.replaceAll(/\\./g, '').split('|').length;
    const tables = text.split('\n\n').filter((part) => part.startsWith('|'));
    assert.ok(tables.length > 8);
    for (const table of tables) {
      const [head, ...lines] = table.trimEnd().split('\n') as [string, ...string[]];
      assert.ok(
        lines.every((line) => cells(line) === cells(head)),
        table,
      );
    }
  });

  it('show a report that crossed a thread the same, and keep its tasks and leaderboards in JSON', () => {
    const read = JSON.parse(JSON.stringify(full)) as Report;
    assert.equal(reportMarkdown(structuredClone(full)), reportMarkdown(full));
    assert.deepEqual(read.tasks, full.tasks);
    assert.deepEqual(read.doors[0]?.leaderboard, full.doors[0]?.leaderboard);
  });
});
