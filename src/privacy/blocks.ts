import type { Span } from '../core/span.js';
import type { Announced } from './assignments.js';
import { isPlaceholder } from './values.js';

/** A text's line without a diff's mark, and where it starts. */
interface Line {
  readonly start: number;
  readonly text: string;
}

/** Where a document of YAML ends, as may the file that holds it. */
const documentEnd = /^(?:---|\+\+\+ |diff |@@ |[ \t]*```)/;
const isSecret = /^ *kind: *["']?Secret["']?\s*$/;
const data = /^( *)(?:data|stringData):\s*$/;
const entry = /^ *[^\s:#][^:\n]{0,200}:[ \t]+(\S.*)$/;
const blockMark = /^[|>][+-]?\d?$/;

/** The values of a Kubernetes Secret, whatever they are called. */
export function kubernetesSpans(text: string): Announced[] {
  if (!/kind: *["']?Secret\b/.test(text)) return [];
  const spans: Announced[] = [];
  let document: Line[] = [];
  let start = 0;
  const finish = () => {
    if (document.some((line) => isSecret.test(line.text))) spans.push(...valuesOf(document));
    document = [];
  };
  for (const whole of text.split('\n')) {
    const bare = whole.replace(/^[+ -](?!\+\+ |--)/, '');
    if (documentEnd.test(whole) || documentEnd.test(bare)) finish();
    else document.push({ start: start + whole.length - bare.length, text: bare });
    start += whole.length + 1;
  }
  finish();
  return spans;
}

function valuesOf(document: readonly Line[]): Announced[] {
  const spans: Announced[] = [];
  /** Indentation of `data:`, and of the key of a value over several lines. */
  let above = -1;
  let key = -1;
  for (const { start, text } of document) {
    if (text.trim() === '') continue;
    const indent = text.length - text.trimStart().length;
    if (above >= 0 && indent <= above) above = -1;
    if (key >= 0 && indent <= key) key = -1;
    const head = data.exec(text);
    if (head) above = indent;
    if (head || above < 0) continue;
    const match = key < 0 ? entry.exec(text.trimEnd()) : undefined;
    const value = key >= 0 ? text.trim() : (match?.[1] ?? '').replaceAll(/^["']|["']$/g, '');
    if (match && blockMark.test(match[1] as string)) key = indent;
    else if (value !== '' && !isPlaceholder(value)) {
      const from = start + text.lastIndexOf(value);
      spans.push({ start: from, end: from + value.length, mayRun: key >= 0 });
    }
  }
  return spans;
}

const variable =
  /\bvariable[ \t]{1,4}"[\w-]{0,80}(?:pass(?:word|wd|phrase)?|secret|token|key|credentials?)"[ \t]{0,4}\{/g;
const preset = /^[+ -]?[ \t]{0,20}default[ \t]{0,20}=[ \t]{0,4}"([^"\n]{4,400})"/dm;

/** What a variable of Terraform that is named as a secret holds by default. */
export function terraformSpans(text: string): Span[] {
  return [...text.matchAll(variable)].flatMap(({ index, 0: head }) => {
    const from = index + head.length;
    const block = text.slice(from, from + 600).split(/\n[+ -]?\}/, 1)[0] as string;
    const [start, end] = preset.exec(block)?.indices?.[1] ?? [0, 0];
    const value = block.slice(start, end);
    return value === '' || isPlaceholder(value) ? [] : [{ start: from + start, end: from + end }];
  });
}
