import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, type Span, type TicketReading } from './reading.js';

const steps: PhraseCheck = {
  id: 'steps-to-reproduce',
  pattern:
    /\b(?:steps? to reproduce|(?:to|how to|can) (?:be )?reproduced?|repro(?:duction|ducible|duce)?|minimal (?:working |reproducible )?example|mwe|mcve)\b|^[ \t]*(?:1[.)]|step 1)[ \t]\S/gim,
  read: 'prose',
  found: 'Gives steps to reproduce.',
  missing: 'Gives no steps to reproduce.',
};

const errorText: PhraseCheck = {
  id: 'error-text',
  pattern:
    /\b[A-Z]\w{0,60}(?:Error|Exception|Warning)\b|\bTraceback \(most|\bpanic(?:ked)?\b|\bSegmentation fault|^[ \t]*(?:fatal|error)(?:\[\w{1,10}\])?:/gm,
  read: 'whole',
  found: 'Quotes an error.',
  missing: 'Quotes no error text.',
};

const stackTrace: PhraseCheck = {
  id: 'stack-trace',
  pattern:
    /^[ \t]*(?:File "[^"\n]{1,300}", line \d+|at [\w$.<>]{1,200} ?\([^()\n]{1,300}:\d+(?::\d+)?\)|#\d+ +0x|\d+: +0x)|^goroutine \d+ \[/gm,
  read: 'whole',
  count: true,
  found: 'Shows a stack trace.',
  missing: 'Shows no stack trace.',
};

const versions: PhraseCheck = {
  id: 'versions',
  pattern:
    /\b(?:version|python|node|django|numpy|java|go|rust|ubuntu|windows|macos|linux|debian|release|sdk)[ :=`v]{1,4}\d+(?:\.\d+)*|\bv?\d+\.\d+\.\d+\w*|==\d+\.\d+/gi,
  read: 'whole',
  found: 'Names versions.',
  missing: 'Names no versions.',
};

/** How to see for oneself what the ticket is about. */
export function reproductionFacts(reading: TicketReading): Fact[] {
  const { blocks, whole } = reading;
  const examples = blocks.filter((span) => isExample(whole.slice(span.start, span.end)));
  const shown = blocks.reduce((sum, { start, end }) => sum + end - start, 0);
  return [
    phraseFact(reading, steps),
    {
      id: 'runnable-example',
      value: Number(examples.length > 0),
      sentence: examples.length > 0 ? 'Gives an example in code.' : 'Gives no example in code.',
      places: placesOf(reading, examples.map(firstLine(whole))),
      level: 'note',
    },
    {
      id: 'code-share',
      value: shown / Math.max(1, whole.trim().length),
      sentence: shown > 0 ? 'Shows code or output.' : 'Shows no code or output.',
      places: [],
      level: 'note',
    },
    phraseFact(reading, errorText),
    phraseFact(reading, stackTrace),
    phraseFact(reading, versions),
  ];
}

/** Something to run: a call, an assignment, an import or a shell command, and not only a stack trace. */
function isExample(block: string): boolean {
  const lines = block.split('\n').filter((line) => !/^\s*(?:File "|at |Traceback|\w+Error)/.test(line));
  return lines.some((line) =>
    /\w\(|\s=\s|^\s*(?:import|from|use|require|\$|>>>|def|class|func|fn)\b|^\s*[$>]/.test(line),
  );
}

function firstLine(whole: string): (span: Span) => Span {
  return ({ start, end }) => {
    const from =
      start + (whole.slice(start, end).match(/^(?:\s*(?:```|~~~|\{\{\{)[^\n]*\n)?\s*/)?.[0].length ?? 0);
    const newline = whole.indexOf('\n', from);
    return { start: Math.min(from, end), end: newline < 0 ? end : Math.min(newline, end) };
  };
}
