import { type Span, spansOf } from '../../core/span.js';
import { amount, type Checks, measured, type Said } from '../check.js';
import { phrase, placesOf } from './facts.js';
import { intentOf } from './intent.js';
import { frame } from './outline.js';
import { blank, type TicketReading } from './reading.js';

export const stackTrace = phrase(
  /^[ \t]*(?:File "[^"\n]{1,300}", line \d+|at [\w$.<>/]{1,200} ?\([^()\n]{1,300}:\d+(?::\d+)?\)|at [^\s()]{1,300}:\d+:\d+[ \t\r]*$|at [^\n]{1,200} in [^\n]{1,200}:line \d+|#\d+ +(?:0x|[^\s(]{1,200}\(\d+\):)|\d+: +0x|\d+ +[^\s]{1,100} +0x[0-9a-fA-F]+|from [^\s:]{1,200}:\d+:in )|^goroutine \d+ \[/gm,
  'Shows a stack trace.',
  'No stack trace found.',
  { read: 'said', count: true },
);

/** How to see for oneself what the ticket is about. */
export const reproduction = {
  'steps-to-reproduce': {
    title: 'Whether it gives steps to reproduce the problem',
    ofReports: true,
    question: {
      text: 'Which steps lead there, starting from a fresh install?',
      answered: { 'steps-to-reproduce': 1 },
      heading: 'Steps to reproduce',
      wanted: 'in-reports',
    },
    run: stepsSaid,
  },
  'runnable-example': {
    title: 'Whether it gives an example in code',
    ofReports: true,
    question: {
      text: 'Can you give a short example in code that shows it when it is run?',
      answered: { 'runnable-example': 1, calls: 3, 'code-share': 0.3 },
      heading: 'Example',
      wanted: 'when-asked',
    },
    run: (reading) => {
      const { blocks, said } = reading;
      const examples = blocks.filter(({ start, end }) => isExample(said.slice(start, end)));
      return {
        ...amount(Number(examples.length > 0), 'Gives an example in code.', 'No example in code found.'),
        places: placesOf(
          reading,
          examples.map((span) => firstLine(said, span)),
        ),
      };
    },
  },
  'code-share': {
    title: 'The share of the text that is code or output, 0 to 1',
    run: ({ blocks, said }) => {
      const shown = blocks.reduce((sum, { start, end }) => sum + end - start, 0);
      return amount(
        shown / Math.max(1, said.trim().length),
        'Shows code or output.',
        'No code or output found.',
      );
    },
  },
  'error-text': {
    title: 'Whether it quotes an error',
    ofReports: true,
    question: {
      text: 'Is there an error message or stack trace? Please paste it as text.',
      answered: { 'error-text': 1, 'error-names': 1 },
      heading: 'Error text',
      wanted: 'in-reports',
    },
    run: phrase(
      /\b[A-Z]\w{0,60}(?:Error|Exception|Warning)\b|\bTraceback \(most|\bpanic(?:ked)?\b|\bSegmentation fault|^[ \t]*(?:fatal|error)(?:\[\w{1,10}\])?:/gm,
      'Quotes an error.',
      'No error text found.',
      { read: 'said' },
    ),
  },
  'stack-trace': { title: 'Frames of a stack trace', ofReports: true, run: stackTrace },
  versions: {
    title: 'Whether it names versions',
    ofReports: true,
    question: {
      text: 'Which versions of the project and of its environment did you use?',
      answered: { versions: 1 },
      heading: 'Environment',
      wanted: 'in-reports',
    },
    run: versionsSaid,
  },
} satisfies Checks<TicketReading>;

const steps = 'Gives steps to reproduce.';
const namedSteps = phrase('steps', steps, 'No steps to reproduce found.', { topics: ['steps'] });

/** Steps under their heading or name, or a numbered list where a problem is reported. */
function stepsSaid(reading: TicketReading): Said {
  const said = namedSteps(reading);
  if (said.value > 0 || intentOf(reading).isRequest) return said;
  const list = spansOf(reading.prose, /^[ \t]*1[.)][ \t]+\S[^\n]*/gm);
  return list.length === 0 ? said : { ...measured(1, steps), places: placesOf(reading, list) };
}

/** A product's name or the word for a version in front of a number, or a number with two points; no address of a host. */
const versionNumber =
  /(?<![\w.])(?:versions?|versión|versão|version|версия|wersja|バージョン|版本|버전|python|node|django|numpy|java|jdk|openjdk|php|ruby|chrome|firefox|safari|edge|go|rust|ubuntu|fedora|windows|macos|ios|android|linux|debian|release|sdk)(?:\*\*|["'])?[ :：=`v]{1,4}\d+(?:\.\d+)*(?![\w.]*:\d)|(?<![\w.:/-])v?\d+\.\d+\.\d+(?![.:]\d)\w*|==\d+\.\d+|[<>]=? ?\d+\.\d+/gi;

/** Versions that the author names; those of the libraries in a stack trace are not theirs to tell. */
function versionsSaid(reading: TicketReading): Said {
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
    ...amount(Number(spans.length > 0), 'Names versions.', 'No versions found.'),
    places: placesOf(reading, spans),
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

/** The first line of a block, behind its fence. */
function firstLine(said: string, { start, end }: Span): Span {
  const fence = /^(?:\s*(?:```|~~~|\{\{\{|\{code|\{noformat)[^\n]*\n)?\s*/;
  const from = start + (fence.exec(said.slice(start, end))?.[0].length ?? 0);
  const newline = said.indexOf('\n', from);
  return { start: Math.min(from, end), end: newline < 0 ? end : Math.min(newline, end) };
}
