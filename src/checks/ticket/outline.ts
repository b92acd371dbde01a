import type { Span } from '../../core/span.js';
import { type Topic, templateSentence, topicOf } from './language/index.js';

/**
 * What a line of a ticket is. `code` is code, output and stack traces; `quote` what others wrote, and a mail's head
 * and foot; `table` a row of a table; `box` one to tick; `template` what a template says to the author.
 */
export type LineKind = 'blank' | 'text' | 'heading' | 'code' | 'quote' | 'table' | 'box' | 'template';

export interface Line extends Span {
  readonly kind: LineKind;
  /** What a heading, or the label in front of a line's text (`Expected: …`), is about. */
  readonly topic?: Topic;
  /** A heading's depth, from 1. */
  readonly level?: number;
  /** Where a line's text starts behind its label. */
  readonly answer?: number;
}

/** Lines that are looked at for headings and templates: what is longer is a log. */
const mostLines = 4_000;

interface RawLine extends Span {
  readonly text: string;
  readonly trimmed: string;
}

/** Fences by how they open: Markdown, Trac, Jira. */
const fences: readonly (readonly [RegExp, RegExp])[] = [
  [/^```/, /^```/],
  [/^~~~/, /^~~~/],
  [/^\{\{\{/, /\}\}\}$/],
  [/^\{(?:code|noformat)[^}\n]{0,80}\}/, /\{(?:code|noformat)\}$/],
];
const session = /^(?:>>>|\.\.\. |In \[\d+\]:|\$ )/;
/** Frames of stack traces, as Python, the JVM, JavaScript, .NET, Go, Rust, Ruby, PHP, C and Apple's tools print them. */
export const frame =
  /^[ \t]*(?:File "[^"\n]{1,300}", line \d+|at [^\s()]{1,200} ?\([^()\n]{1,300}\)[ \t\r]*$|at [^\s]{1,300}:\d+:\d+|at .{1,200} in .{1,200}:line \d+|#\d+ +(?:0x|\S+\(\d+\))|\d+: +0x|\d+ +[^\s]{1,100} +0x[0-9a-fA-F]+|from [^\s:]{1,200}:\d+:in |[^\s:]{1,200}\.(?:rb|go):\d+(?::in | \+0x)|Traceback \(|goroutine \d+ \[|(?:Caused by: )?[\w$.]{1,200}(?:Exception|Error)(?::|[ \t\r]*$)|Stack dump:)/;
const ruler = /^([=\-~^"'`#*+.:_])\1{2,}$/;
const mailHead =
  /^-{2,}[ ]?(?:original|forwarded|urspr\S{1,20}|weitergeleitete|message|mensaje|mensagem|исходное|wiadomo\S{1,10}|原始|元の|원본)[^\n]{0,40}-{2,}$|^_{10,}$/i;
const mailField =
  /^>*[ ]?(?:from|to|cc|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé|objet|para|enviado|asunto|assunto|от|кому|отправлено|тема|od|do|wysłano|temat|发件人|收件人|发送时间|主题|差出人|宛先|送信日時|件名|보낸 사람|받는 사람|제목)[ ]?[:：]/i;
const wrote =
  /(?:wrote|writes|schrieb[^\n]{0,60}|a écrit|escribió|escreveu|написала?|пишет|napisał[ao]?(?:\(a\))?|写道|书き|のメール|님이 작성)[ ]?[:：]$|[@][\w.-]{1,80}>?[^\n]{0,30}[:：]$/i;
const closing =
  /^(?:(?:kind |best |warm )?regards|best|cheers|sincerely|yours[^\n]{0,20}|mit freundlichen grüßen|viele grüße|beste grüße|lg|mfg|cordialement|bien cordialement|saludos|atentamente|un saludo|atenciosamente|abraços|с уважением|z poważaniem|pozdrawiam|此致|敬具|감사합니다|sent from my [^\n]{1,40})[,.!]?$/i;

/**
 * Reads a ticket's lines in Markdown, Jira's markup, reStructuredText, and plain text, and its blocks of code, output
 * and stack traces.
 */
export function outline(text: string, from: number) {
  const raw = rawLines(text, from);
  const isJira = raw.some(({ trimmed }) =>
    /^(?:h[1-6]\.\s|\{(?:code|noformat)[^}\n]{0,80}\}$)/.test(trimmed),
  );
  const codes = codeLines(raw);
  const quotes = quoteLines(raw);
  const lines = raw.map((line, i): Line => {
    const { start, end, trimmed } = line;
    const span = { start, end };
    if (codes[i]) return { ...span, kind: 'code' };
    if (trimmed === '') return { ...span, kind: 'blank' };
    if (i >= mostLines) return { ...span, kind: 'text' };
    if (quotes[i]) return { ...span, kind: 'quote' };
    const heading = headingOf(raw, i, isJira, codes);
    if (heading?.level === 8 && isTemplate(trimmed, raw[i - 1]?.trimmed))
      return { ...span, kind: 'template' };
    if (heading) return { ...span, kind: 'heading', ...heading };
    if (ruler.test(trimmed) || /^(?:[-*_] ?){3,}$/.test(trimmed)) return { ...span, kind: 'blank' };
    if (/^[|+].*[|+]$/.test(trimmed)) return { ...span, kind: 'table' };
    if (/^[-*+] \[[ xX]\]/.test(trimmed)) return { ...span, kind: 'box' };
    if (isTemplate(trimmed, raw[i - 1]?.trimmed)) return { ...span, kind: 'template' };
    return { ...span, kind: 'text', ...labelOf(line) };
  });
  return { lines, blocks: blocksOf(lines, text) };
}

function rawLines(text: string, from: number): RawLine[] {
  const lines: RawLine[] = [];
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, next);
    lines.push({ start: at, end: next, text: line, trimmed: line.trim() });
    at = next;
  }
  return lines;
}

/**
 * Which lines are code: fenced (a fence without an end runs to the end of the text, as in Markdown), indented, in an
 * interpreter's session, or in a stack trace. A fence around nothing but sentences, as old exports have it, is none.
 */
function codeLines(lines: readonly RawLine[]): boolean[] {
  const codes = new Array<boolean>(lines.length).fill(false);
  for (let i = 0; i < lines.length; ) {
    const { trimmed } = lines[i] as RawLine;
    const fence = fences.find(([open]) => open.test(trimmed));
    if (!fence) {
      i++;
      continue;
    }
    const own = trimmed.replace(fence[0], '');
    let end = i;
    if (own === '' || !fence[1].test(own)) {
      end = i + 1;
      while (end < lines.length && !fence[1].test((lines[end] as RawLine).trimmed)) end++;
    }
    const inside = lines.slice(i + 1, end);
    const isSaid = (own === '' || /^text$/i.test(own)) && isProse(inside);
    for (let j = i; j <= Math.min(end, lines.length - 1); j++) codes[j] = !isSaid || j === i || j === end;
    i = end + 1;
  }
  let afterBlank = true;
  let open: 'no' | 'indented' | 'trace' = 'no';
  for (const [i, { text, trimmed }] of lines.entries()) {
    if (codes[i]) {
      open = 'no';
      continue;
    }
    if (trimmed === '') {
      afterBlank = true;
      if (open === 'trace') open = 'no';
      if (open === 'indented') codes[i] = /^(?: {4}|\t| {2,})\S/.test(lines[i + 1]?.text ?? '');
      continue;
    }
    const indented =
      /^(?: {4}|\t)/.test(text) && (afterBlank || open !== 'no') && !/^\s*(?:[-*+]|\d+\.)\s/.test(text);
    const isDirective = /^\.\. (?:code|code-block|sourcecode|highlight|parsed-literal)::/.test(trimmed);
    if (frame.test(text)) open = 'trace';
    else if (isDirective || (open === 'indented' && /^ {2,}\S/.test(text) && isDirectiveBefore(lines, i))) {
      open = 'indented';
    } else if (indented || session.test(trimmed)) open = open === 'trace' ? open : 'indented';
    else if (open === 'trace' && !isSentence(trimmed)) open = 'trace';
    else open = /^[\w.]*(?:Error|Exception|Warning)\b/.test(trimmed) && open !== 'no' ? open : 'no';
    codes[i] = open !== 'no';
    afterBlank = false;
  }
  return codes;
}

function isDirectiveBefore(lines: readonly RawLine[], at: number): boolean {
  return lines.slice(Math.max(0, at - 3), at).some(({ trimmed }) => /^\.\. .{1,40}::/.test(trimmed));
}

/** Whether lines are sentences: mostly words, few of the signs that code is made of. */
function isProse(lines: readonly RawLine[]): boolean {
  const said = lines.filter(({ trimmed }) => trimmed !== '');
  const sentences = said.filter(({ trimmed }) => isSentence(trimmed));
  return said.length > 0 && sentences.length * 3 >= said.length * 2;
}

function isSentence(line: string): boolean {
  const words = line.match(/(?<![\w./\\-])\p{L}{2,}(?![\w(=/\\_])/gu)?.length ?? 0;
  const signs = line.match(/[{}()[\]<>=;$|&\\/@#]/g)?.length ?? 0;
  return (
    words >= 4 &&
    signs * 4 <= words &&
    /\p{Ll}|[^\p{ASCII}]/u.test(line) &&
    !/^(?:\w+: )?\w*(?:Error|Exception)\b/.test(line)
  );
}

/** Which lines others wrote: quoted ones, the heads of mails, and what stands under a signature. */
function quoteLines(lines: readonly RawLine[]): boolean[] {
  const quotes = new Array<boolean>(lines.length).fill(false);
  let head = false;
  let signature = false;
  for (const [i, { trimmed }] of lines.entries()) {
    if (trimmed === '--' || (closing.test(trimmed) && lines.length - i <= 12)) signature = true;
    if (mailHead.test(trimmed)) head = true;
    else head &&= mailField.test(trimmed) || trimmed.startsWith('>');
    quotes[i] = signature || head || (/^>/.test(trimmed) && !/^>>> \S/.test(trimmed)) || wrote.test(trimmed);
  }
  return quotes;
}

function headingOf(
  lines: readonly RawLine[],
  i: number,
  isJira: boolean,
  codes: readonly boolean[],
): Pick<Line, 'topic' | 'level'> | undefined {
  const { trimmed, text } = lines[i] as RawLine;
  if (trimmed.length > 200) return undefined;
  const next = lines[i + 1]?.trimmed ?? '';
  const before = lines[i - 1]?.trimmed ?? '';
  const marked =
    /^h([1-6])\.\s+(.+)$/.exec(trimmed) ??
    (isJira ? null : /^(#{1,6})[ \t]+(.+?)(?:[ \t]#+)?$/.exec(trimmed)) ??
    /^(={1,5})[ \t](.+)[ \t]\1$/.exec(trimmed);
  if (marked) {
    const level = /^\d$/.test(marked[1] as string) ? Number(marked[1]) : (marked[1] as string).length;
    return withTopic(marked[2] as string, level);
  }
  const underlined = ruler.test(next) && next.length >= Math.min(4, trimmed.length) && !codes[i + 1];
  if (underlined && !/^[-*+>|]/.test(trimmed) && !ruler.test(trimmed)) {
    if (before === '' || ruler.test(before)) return withTopic(trimmed, next.startsWith('=') ? 1 : 2);
  }
  const emphasis = /^(\*|_)([^*\n_]{1,100})\1[:：]?$/.exec(trimmed);
  const bold =
    /^(\*\*|__)([^*\n]{1,100})\1[:：]?$/.exec(trimmed) ??
    (isJira || (emphasis && topicOf(trimmed)) ? emphasis : null) ??
    /^(<b>|<strong>|<h\d>)(.{1,100})<\/(?:b|strong|h\d)>[:：]?$/i.exec(trimmed);
  if (bold) return withTopic(bold[2] as string, 7);
  const plain = /^([^:：\n]{1,60})[:：]$/.exec(trimmed);
  const words = trimmed.split(/\s+/).length;
  const isShort = /^[\p{ASCII}\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(trimmed)
    ? words <= 4
    : trimmed.length <= 14;
  if (plain && isShort && !/^\s/.test(text)) {
    const topic = topicOf(plain[1] as string);
    if (topic) return { topic, level: 8 };
  }
  // A form's question, as trackers print it, with the answer right below.
  const isQuestion = /^[^?？\n]{4,80}[?？]$/.test(trimmed) && words <= 8 && !/^\s/.test(text);
  if (i === 0 || !isQuestion || before !== '' || next === '') return undefined;
  const topic = topicOf(trimmed);
  return topic && topic !== 'problem' && topic !== 'fix' ? { topic, level: 8 } : undefined;
}

function withTopic(label: string, level: number): Pick<Line, 'topic' | 'level'> {
  return { topic: label.length <= 120 ? topicOf(label) : undefined, level };
}

const labelled =
  /^[ \t]*(?:[-*+][ \t]+)?:?(?:\*{1,2}|__)?([^:：\n*`"]{2,40})(?:\*{1,2}|__)?[:：](?:\*{1,2}|__)?(?=\s|[^\p{ASCII}])/u;

/** `Expected: …`, `**Version**: …`, `:OS: …`, `期待結果：…` */
function labelOf({ text, start }: RawLine): Pick<Line, 'topic' | 'answer'> {
  const match = labelled.exec(text);
  const label = match?.[1]?.trim() ?? '';
  if (!match || label.split(/\s+/).length > 3) return {};
  const topic = topicOf(label);
  return topic ? { topic, answer: start + match[0].length } : {};
}

const gap = /['"‘’“”「『«`][.…]{2,}['"‘’“”」』»`]|\[[.…]{2,}\]|^\(?[.…_]{2,}\)?$/;
const example =
  /\[(?:e\. ?g|eg|z\. ?b|par ex|p\. ?ex|p\. ?ej|por ej|por ex|ex\b|напр|np\.|例|예|如)[^\]\n]{0,100}\]\s*$/i;
const noResponse =
  /^(?:_|\*)?(?:no response|keine antwort|aucune réponse|sin respuesta|sem resposta|нет ответа|brak odpowiedzi|无回应|无|未回答|回答なし|응답 없음)(?:_|\*)?$/i;

/**
 * Whether a line is the template's: it tells the author what to write, leaves a gap for it, or is an item of a list
 * without a word.
 */
function isTemplate(trimmed: string, before: string | undefined): boolean {
  if (trimmed.length > 400) return false;
  if (gap.test(trimmed) || example.test(trimmed) || noResponse.test(trimmed)) return true;
  if (/^(?:[-*+#]|\d+[.)])$/.test(trimmed)) return true;
  if (/^\/(?:label|assign|cc|milestone|estimate|due|weight|priority|confidential)\b/.test(trimmed))
    return true;
  const bare = trimmed.replace(/^(?:[-*+>]\s+|\d+[.)]\s+)?[*_(（[「"']{0,3}/, '');
  if (templateSentence.test(bare)) return true;
  // GitLab's templates put what belongs below a heading into parentheses.
  return /^[(（].{5,}[)）]\.?$/.test(trimmed) && (before === '' || /^#|[:：]$/.test(before ?? ''));
}

function blocksOf(lines: readonly Line[], text: string): Span[] {
  const blocks: { start: number; end: number }[] = [];
  let isFence = false;
  for (const { kind, start, end } of lines) {
    const last = blocks.at(-1);
    const opens = /^\s*(?:```|~~~|\{\{\{|\{code|\{noformat)/.test(
      text.slice(start, Math.min(end, start + 40)),
    );
    if (kind !== 'code') continue;
    if (last && last.end === start && !(opens && !isFence)) last.end = end;
    else blocks.push({ start, end });
    if (opens) isFence = !isFence;
  }
  return blocks.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}
