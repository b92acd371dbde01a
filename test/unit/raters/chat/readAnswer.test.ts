import assert from 'node:assert/strict';
import fc from 'fast-check';
import { objectsIn } from '../../../../src/raters/chat/jsonObjects.js';
import { readAnswer } from '../../../../src/raters/chat/readAnswer.js';
import { shareOf } from '../../../../src/raters/chat/share.js';

const draft = '{"explanation": "Perhaps it is vague.", "label": "VAGUE"}';
const final = '{"explanation": "All is said.", "label": "WELL_SPECIFIED"}';

describe('A model’s answer', () => {
  const label = (text: string) => {
    const answer = readAnswer(text, 'input');
    return typeof answer === 'string' ? answer : answer.label;
  };

  it('is the object behind its reasoning, whatever marks the reasoning has', () => {
    for (const text of [
      `<think>A draft: ${draft}. Better not.</think>\n\n${final}`,
      `The code reads {x} and {"a.\n</think>\n${final}`,
      `<thinking>${draft}</thinking>${final}`,
      `[THINK]${draft}[/THINK]${final}`,
      `◁think▷${draft}◁/think▷${final}`,
      `<|START_THINKING|>${draft}<|END_THINKING|><|START_RESPONSE|>${final}<|END_RESPONSE|>`,
      `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final<|message|>${final}`,
      `<think>${draft}</think>{"explanation": "It speaks of a </think> tag.", "label": "WELL_SPECIFIED"}`,
      `<think>One.</think><think>Two: ${draft}</think>${final}`,
    ])
      assert.equal(label(text), 'WELL_SPECIFIED', text);
  });

  it('is never what the model only thought', () => {
    for (const text of [
      `<think>${draft}`,
      `<think>${draft}</think>`,
      `<think>Well.</think> I think again. <think>${draft}`,
      `<|channel|>analysis<|message|>${draft}`,
    ])
      assert.match(label(text), /behind its reasoning/, text);
  });

  it('is the last complete one of several', () => {
    for (const text of [
      `The form is {"explanation": "…", "label": "VAGUE"}, so:\n\`\`\`json\n${final}\n\`\`\``,
      `{"label": "VAGUE" | "WELL_SPECIFIED"}\n${final}`,
      `{ not "JSON" {"at all: ${final}`,
      `${draft}\nNo: ${final}`,
      `${final} Else I would say {"label": "VAGUE"}.`,
      `${final}\n{"explanation": "cut off`,
      `[${final}]`,
      JSON.stringify(final),
      `<tool_call>{"name": "input_rating", "arguments": ${final}}</tool_call>`,
    ])
      assert.equal(label(text), 'WELL_SPECIFIED', text);
  });

  it('may have line ends in its strings, and escapes that JSON does not know', () => {
    const answer = readAnswer(
      '{"explanation": "The pattern \\d+\nand \\"more\\".", "label": "vague"}',
      'input',
    );
    assert.equal(typeof answer === 'object' && answer.explanation, 'The pattern \\d+ and "more".');
  });

  it('says what is wrong where there is none', () => {
    assert.match(label('```\n'), /no JSON object/);
    assert.match(label('{"explanation": "x"}'), /no "label"/);
    assert.match(label('{"label": "FINE"}'), /"FINE" is not a label/);
  });

  it('keeps findings with a confidence of any scale, and counts those that can’t be read', () => {
    const findings = [
      { message: 'a', confidence: 90, severity: 'critical', line: '12' },
      { message: 'b', confidence: '80%', quote: null },
      'c',
      { text: 'no message' },
      7,
    ];
    const answer = readAnswer(JSON.stringify({ label: 'INCORRECT', findings }), 'output');
    assert.ok(typeof answer === 'object');
    assert.deepEqual(
      answer.findings.map(({ message, confidence, line }) => [message, confidence, line]),
      [
        ['a', 0.9, 12],
        ['b', 0.8, 0],
        ['c', 0.5, 0],
      ],
    );
    assert.equal(answer.unreadFindings, 2);
  });

  it('takes no longer than its text is long, whatever is repeated in it', () => {
    const tokens = [
      '\n',
      '```',
      '```json\n',
      '{',
      '}',
      '{"',
      '{"a":',
      '{"a":[',
      '{}',
      '{"a":"',
      '\\"',
      '"',
      '\\',
      '{"a":1,',
      '<think>',
      '</think>',
      '<think>{',
      '{"label":"',
      ' ',
      '\t{',
      "{'",
      '[{',
      '{"a":{}',
      '"{"a":',
    ];
    for (const token of tokens) {
      const text = token.repeat(Math.ceil((1 << 16) / token.length));
      // Quadratic, it would take minutes. The processor's time does not depend on what else runs.
      const start = process.cpuUsage();
      label(text);
      label(`\`\`\`json\n${text}`);
      label(`<think>${text}</think>{"a":"${text}`);
      assert.ok(process.cpuUsage(start).user < 3_000_000, JSON.stringify(token));
    }
  });
});

describe('The JSON objects in a text', () => {
  const prose = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '"', '\\', '[', ']', ',', ':', '}') });

  it('are found whole and in order between any words without an opening brace', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(prose, fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }))),
        prose,
        (parts, end) => {
          const text = parts.map(([words, object]) => words + JSON.stringify(object)).join('') + end;
          const plain = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/\p{Cc}/gu, ' '));
          assert.deepEqual(
            objectsIn(text).map(({ value }) => value),
            parts.map(([, object]) => plain(object)),
          );
        },
      ),
    );
  });

  it('are those that JSON.parse takes, and the outermost of them', () => {
    const noise = fc.string({
      unit: fc.constantFrom('{', '}', '"', ':', ',', '1', '[', ']', 'a', '\\', ' '),
    });
    fc.assert(
      fc.property(noise, (text) => {
        let next = 0;
        const wanted: number[] = [];
        for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', next)) {
          next = start + 1;
          if (!/^\{\s*"/.test(text.slice(start))) continue;
          for (let end = start + 2; end <= text.length; end++) {
            if (
              !isJson(
                text
                  .slice(start, end)
                  .replaceAll('\\a', 'a')
                  .replaceAll(/\\(?!["\\])/g, '/'),
              )
            )
              continue;
            wanted.push(start);
            next = end;
            break;
          }
        }
        assert.deepEqual(
          objectsIn(text).map(({ start }) => start),
          wanted,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('A stated confidence', () => {
  it('is read on whatever scale it is', () => {
    const said: readonly (readonly [unknown, number | undefined])[] = [
      [0.9, 0.9],
      [1, 1],
      [0, 0],
      [8, 0.8],
      [90, 0.9],
      ['0.55', 0.55],
      ['0,55', 0.55],
      ['55%', 0.55],
      ['55 %', 0.55],
      ['1%', 0.01],
      ['90 percent', 0.9],
      ['9/10', 0.9],
      ['9 of 10', 0.9],
      ['4 out of 5', 0.8],
      ['High', 0.9],
      [900, undefined],
      [-1, undefined],
      ['very', undefined],
      ['9/0', undefined],
      [null, undefined],
      [Number.NaN, undefined],
    ];
    for (const [text, share] of said) assert.equal(shareOf(text), share, String(text));
  });
});
