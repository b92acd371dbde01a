import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, spansOf } from './facts.js';
import { intentOf } from './intent.js';
import { frame, type Span } from './outline.js';
import { blank, type TicketReading } from './reading.js';

const steps: PhraseCheck = {
  id: 'steps-to-reproduce',
  pattern: 'steps',
  read: 'prose',
  topics: ['steps'],
  found: 'Gives steps to reproduce.',
  missing: 'No steps to reproduce found.',
};

const errorText: PhraseCheck = {
  id: 'error-text',
  pattern:
    /\b[A-Z]\w{0,60}(?:Error|Exception|Warning)\b|\bTraceback \(most|\bpanic(?:ked)?\b|\bSegmentation fault|^[ \t]*(?:fatal|error)(?:\[\w{1,10}\])?:/gm,
  read: 'said',
  found: 'Quotes an error.',
  missing: 'No error text found.',
};

export const stackTrace: PhraseCheck = {
  id: 'stack-trace',
  pattern:
    /^[ \t]*(?:File "[^"\n]{1,300}", line \d+|at [\w$.<>/]{1,200} ?\([^()\n]{1,300}:\d+(?::\d+)?\)|at [^\s()]{1,300}:\d+:\d+[ \t\r]*$|at [^\n]{1,200} in [^\n]{1,200}:line \d+|#\d+ +(?:0x|[^\s(]{1,200}\(\d+\):)|\d+: +0x|\d+ +[^\s]{1,100} +0x[0-9a-fA-F]+|from [^\s:]{1,200}:\d+:in )|^goroutine \d+ \[/gm,
  read: 'said',
  count: true,
  found: 'Shows a stack trace.',
  missing: 'No stack trace found.',
};

/** A product's name or the word for a version in front of a number, or a number with two points; no address of a host. */
const versionNumber =
  /(?<![\w.])(?:versions?|versión|versão|version|версия|wersja|バージョン|版本|버전|python|node|django|numpy|java|jdk|openjdk|php|ruby|chrome|firefox|safari|edge|go|rust|ubuntu|fedora|windows|macos|ios|android|linux|debian|release|sdk)(?:\*\*|["'])?[ :：=`v]{1,4}\d+(?:\.\d+)*(?![\w.]*:\d)|(?<![\w.:/-])v?\d+\.\d+\.\d+(?![.:]\d)\w*|==\d+\.\d+|[<>]=? ?\d+\.\d+/gi;

/** How to see for oneself what the ticket is about. */
export function reproductionFacts(reading: TicketReading): Fact[] {
  const { blocks, said } = reading;
  const examples = blocks.filter((span) => isExample(said.slice(span.start, span.end)));
  const shown = blocks.reduce((sum, { start, end }) => sum + end - start, 0);
  return [
    stepsFact(reading),
    {
      id: 'runnable-example',
      value: Number(examples.length > 0),
      sentence: examples.length > 0 ? 'Gives an example in code.' : 'No example in code found.',
      places: placesOf(reading, examples.map(firstLine(said))),
      level: 'note',
    },
    {
      id: 'code-share',
      value: shown / Math.max(1, said.trim().length),
      sentence: shown > 0 ? 'Shows code or output.' : 'No code or output found.',
      places: [],
      level: 'note',
    },
    phraseFact(reading, errorText),
    phraseFact(reading, stackTrace),
    versionFact(reading),
  ];
}

/** Steps under their heading or name, or a numbered list where a problem is reported. */
function stepsFact(reading: TicketReading): Fact {
  const fact = phraseFact(reading, steps);
  if (fact.value > 0 || intentOf(reading).isRequest) return fact;
  const list = spansOf(reading.prose, /^[ \t]*1[.)][ \t]+\S[^\n]*/gm);
  if (list.length === 0) return fact;
  return { id: fact.id, value: 1, sentence: steps.found, places: placesOf(reading, list), level: 'note' };
}

/** Versions that the author names; those of the libraries in a stack trace are not theirs to tell. */
function versionFact(reading: TicketReading): Fact {
  const said = reading.said
    .split('\n')
    .map((line) => (frame.test(line) ? blank(line) : line))
    .join('\n');
  const answers = reading.sections.filter(
    ({ topic, answered, heading, end }) =>
      topic === 'environment' && answered && /\d/.test(said.slice(heading.end, end)),
  );
  const spans = [...answers.map(({ heading }) => heading), ...spansOf(said, versionNumber)];
  return {
    id: 'versions',
    value: Number(spans.length > 0),
    sentence: spans.length > 0 ? 'Names versions.' : 'No versions found.',
    places: placesOf(reading, spans),
    level: 'note',
  };
}

/** Something to run: a call, an assignment, an import or a shell command, and not only a stack trace. */
function isExample(block: string): boolean {
  const lines = block
    .split('\n')
    .filter((line) => !/^\s*(?:File "|at |\d+ +\S+ +0x|Traceback|\w+Error)/.test(line));
  return lines.some((line) =>
    /\w\(|\s=\s|^\s*(?:import|from|use|require|\$|>>>|def|class|func|fn)\b|^\s*[$>]/.test(line),
  );
}

function firstLine(said: string): (span: Span) => Span {
  return ({ start, end }) => {
    const from =
      start +
      (said.slice(start, end).match(/^(?:\s*(?:```|~~~|\{\{\{|\{code|\{noformat)[^\n]*\n)?\s*/)?.[0].length ??
        0);
    const newline = said.indexOf('\n', from);
    return { start: Math.min(from, end), end: newline < 0 ? end : Math.min(newline, end) };
  };
}
