import type { Span } from '../core/span.js';
import { matched, settingAt, wordAt } from './bareWord.js';
import { type Form, isEncodedLogin, isSecret } from './forms.js';

/**
 * Names that end in a word for a secret. A password may be any word; a token or key looks random. `password_field`,
 * `secret_name` and `tokenizer` name something else, so the word must be the last, save for a number and the like.
 */
const password =
  'passw(?:or)?d|passwd|passphrase|passcode|pwd|passwort|kennwort|contraseña|contrasena|senha|wachtwoord|hasło|пароль|密码|密碼|パスワード|비밀번호|mot de passe|(?<![a-z])pass|(?<=require|store|key|bind|become|ssh|sudo|smtp|ftp|db|root|user)pass|(?<![a-z])pw|mnemonic|seed[_ -]phrase';
const token =
  'secret|token|credentials?|(?:api|instrumentation|access|secret|private|auth|account|sign(?:ing|ature)|encrypt(?:ion)?|crypt|cipher|master|licen[cs]e|subscription|storage|shared|app(?:lication)?|service(?:[_-]?role)?|webhook|client|session|jwt|hmac|admin|deploy|functions?|host|ssh|write|consumer|primary|secondary|account)[_ -]?key|secret[_-]?key[_-]?base|(?:private|access|secret|application)[_-]?key[_-]?id|(?:auth|nonce|logged[_-]?in)[_-](?:key|salt)|(?<=[:_."\'])_?auth';
const suffix =
  '(?:[_-]?(?:value|text|plain|string|prod|production|dev|staging|old|new|current|previous|primary|secondary|\\d{1,3}))?';

const name = new RegExp(`(?:(${password})|(${token}))${suffix}(?![\\w-])`, 'giu');

/** What may stand between a name and its value; a comparison is none. */
const operator =
  /\\{0,3}["'`]?[\])]?(?:\s?:\s?[\w.[\]|<> ]{1,30}(?==[ \t]{0,8}[^=\s]))?[ \t]{0,20}(?:=>|:=|\?=|\|\||\?\?|or(?=[ \t])|:-|[:=：](?![:=]))(?![=~])(?:[ \t]{0,20}\r?\n[+ -]?[ \t]{0,60}(?:- )?(?=["'])|[ \t]{0,20})|\\{0,3}["'`]\s{0,4},\s{0,4}(?=\\{0,3}["'`])|\((?=\\{0,3}["'`])|[ \t]{1,4}(?=["'][^\s"']{4,200}["'])/y;

const xml = /\s{0,4}>([^<>\n]{1,400})<\/|["']\s{1,4}value\s{0,2}=\s{0,2}["']([^"'\n]{1,400})["']/dy;
const spoken = /[ \t]{1,4}(?:is|ist|lautet|est|es|是|は)[ \t:]{1,4}/y;
const option = /[ \t]{1,4}(?=[^\s-])/y;
const quoted = /(?:[rbuf]{1,2}(?=["']))?("""|'''|\\{0,3}["'`])(?!["'`])/y;
const block = /[|>][+-]?\d?[ \t]{0,4}\r?\n[+ -]?[ \t]{1,40}(\S[^\n]{0,400})/dy;

/** A value that a name announces. */
export interface Announced extends Span {
  /** It stands where a shell takes a word for a command. */
  readonly mayRun: boolean;
}

/** Endings of files whose values need no quotes. */
const settings =
  /(?:^|[./])(?:env|ini|cfg|conf|config|cnf|properties|toml|ya?ml|netrc|npmrc|pypirc|tfvars)(?:\.[\w-]+)?$/i;
const yaml = /\.?ya?ml$/i;
/** Endings of files in which nothing runs because it stands in quotes or on a line of its own, as in a shell's script. */
const languages =
  /(?:^|\.)(?:py|pyi|python|[cm]?[jt]sx?|javascript|typescript|vue|svelte|json|java|kts?|kotlin|scala|go|rs|rust|cs|csharp|c|h|cc|cpp|hpp|swift|dart|php|rb|ruby|exs?|lua|groovy|gradle|tf|tfvars|tfstate|sql|xml|html|properties|toml|ini|cfg|conf)$/i;
/** Languages in which backticks hold a text rather than a command. */
const backtickTexts = /(?:^|\.)(?:[cm]?[jt]sx?|javascript|typescript|vue|svelte|go|kts?|md)$/i;
/** Signs behind which a shell takes the next word for a command. */
const runs = /\n|^=[ \t]|\|\||=>/;
const sectionStart = /^(?:\+\+\+ (?:"?[bw]\/)?([^\s"]{1,300})|[ \t]{0,3}```([\w.-]{1,20}))/gm;
const closing = /["'`)\]},;:]{1,20}/y;

/** Secrets that a name announces: `DB_PASSWORD=…`, `"apiKey": "…"`, `--token …`, `<password>…</password>`. */
export function assignmentSpans(text: string): Announced[] {
  // The parts of the text, by the name of their file or by the language of a fenced block.
  const sections = [...text.matchAll(sectionStart)].map(({ index, 1: path, 2: language }) => ({
    index,
    kind: path ?? language ?? '',
  }));
  let at = 0;
  let passed = 0;
  const found: Announced[] = [];
  for (const match of text.matchAll(name)) {
    if (match.index < passed) continue;
    while ((sections[at]?.index ?? text.length) < match.index) at++;
    const end = match.index + match[0].length;
    const value = valueBehind(text, match.index, end, match[1] !== undefined, sections[at - 1]?.kind ?? '');
    if (!value) continue;
    found.push(value);
    passed = value.end;
  }
  return found;
}

/** Where the secret stands that a name announces. */
function valueBehind(
  text: string,
  start: number,
  end: number,
  isPassword: boolean,
  kind: string,
): Announced | undefined {
  const line = lineBefore(text, start);
  // The letters of a name, and an option's marks.
  const before = line.slice(line.search(/[\w.-]*$/));
  const full = before + text.slice(start, end);
  const group = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const indices = match?.indices?.slice(1).find((one) => one !== undefined);
    return indices && { start: indices[0], end: indices[1] };
  };
  const isLogin = /(?:^|[^a-z])auth$/i.test(full);
  const judged = (span: Span | undefined, form: Form, mayRun = false): Announced | undefined => {
    const value = span && text.slice(span.start, span.end);
    const isOne = value && (isLogin ? isEncodedLogin(value) : isSecret(value, isPassword, form));
    return isOne ? { ...span, mayRun } : undefined;
  };

  const inMarkup = group(xml, end);
  if (inMarkup) return text[inMarkup.start] === '{' ? undefined : judged(inMarkup, 'literal');
  const isOption = before.startsWith('-') && /^--?\w*/.test(before) && !/^[\w.]/.test(before);
  const isCapital = /^[A-Z][A-Z0-9_.]*$/.test(full);

  if (/^(?:OLD)?PWD$/.test(full)) return undefined;
  const signed = matched(operator, text, end);
  if (signed === 0) {
    if (isOption) {
      const at = end + matched(option, text, end);
      return at > end
        ? judged(quotedAt(text, at) ?? wordAt(text, at), 'option', isCommand(text, at, kind))
        : undefined;
    }
    const isVariable =
      isCapital && /\b(?:ENV|ARG|setx)[ \t]$/.test(line.slice(0, line.length - before.length));
    const gap = isVariable ? matched(option, text, end) : isPassword ? matched(spoken, text, end) : 0;
    if (gap === 0) return undefined;
    const at = end + gap;
    const value = quotedAt(text, at) ?? (isVariable ? wordAt(text, at) : settingAt(text, at));
    return judged(value, isVariable ? 'setting' : 'spoken', isCommand(text, at, kind));
  }
  const at = end + signed;
  const mark = text.slice(end, at);
  const isScript = !languages.test(kind);
  const inBlock = mark.includes(':') && group(block, at);
  if (inBlock) return judged(inBlock, 'setting', isScript);
  const mayRun = isScript && runs.test(mark);
  const literal = quotedAt(text, at);
  if (literal) {
    const form = mark.includes(',') ? 'listed' : 'literal';
    return judged(literal, form, mayRun || isCommand(text, at, kind));
  }
  if (!/[:=：>-]/.test(mark)) return undefined;
  const isSettings = settings.test(kind);
  const isYaml = /^["']?: +$/.test(mark) && /^[+ -]?[ \t]*(?:- )?["']?[\w.-]*$/.test(line);
  const inString = mark === '=' && isInString(line);
  const isLine = isYaml || (isSettings && !inString && !yaml.test(kind));
  const value = isLine ? settingAt(text, at) : wordAt(text, at);
  if (!value) return undefined;
  if (isLogin) return judged(value, 'setting', mayRun);
  const isTight = mark === '=' || mark === ':-';
  const isVariable = isCapital && (isTight || (mark === ': ' && endsLine(text, value.end)));
  if (isVariable || (isOption && isTight)) return judged(value, 'setting', mayRun);
  // What is left may be code as well, unless the file, the line or the string around it has settings.
  const kept = text.slice(value.start, value.end).replace(/["'`)\]},;:]+$/, '');
  const behind = value.start + kept.length + matched(closing, text, value.start + kept.length);
  const isAlone = endsLine(text, behind);
  const isWhole = isAlone && behind === value.start + kept.length;
  const isPart =
    mark === '=' && (inString || /^;[A-Za-z][\w ]{0,40}=/.test(text.slice(value.end, value.end + 50)));
  const isOwnLine = mark === '=' && isWhole && /^[+ -]?[\w.-]*$/.test(line) && !isVariableName.test(kept);
  const isSetting = (isSettings && isWhole) || (isPassword && (isPart || isOwnLine));
  const form = isSetting ? 'setting' : isYaml && isWhole ? 'yaml' : isAlone ? 'bare' : 'inline';
  return judged({ start: value.start, end: value.start + kept.length }, form, mayRun);
}

/** What a script calls a password that it was given, or a part of an object. */
const isVariableName =
  /^[A-Za-z_][\w.]*(?:[._]|pass|secret|pw|user|input|value|text|string|arg)|^(?:pass|pw|secret|user|new|my|get)[A-Z_.]/i;

/** Whether a command stands at a place, in backticks. */
function isCommand(text: string, at: number, kind: string): boolean {
  return text[at] === '`' && !backtickTexts.test(kind);
}

/** Whether a line's end stands in a string or an address, whose parts a sign ends: `…;Password=`, `…?user=me&password=`. */
function isInString(line: string): boolean {
  const opened = Math.max(...['"', "'", ';', '?', '&'].map((sign) => line.lastIndexOf(sign)));
  return opened >= 0 && !line.includes(',', opened);
}

/** What stands on the same line before a place, as far as it matters. */
function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 120), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Whether nothing but a comment stands behind a place on its line. */
function endsLine(text: string, at: number): boolean {
  return /^[ \t]{0,20}(?:$|[\r\n#]|\/\/)/.test(text.slice(at, at + 30));
}

function quotedAt(text: string, at: number): Span | undefined {
  quoted.lastIndex = at;
  const open = quoted.exec(text);
  if (!open) return undefined;
  const mark = open[1] as string;
  const start = at + open[0].length;
  const quote = mark.at(-1) as string;
  for (let end = start; end < text.length && end - start < 4_000; end++) {
    const letter = text[end];
    if (letter === '\n') return undefined;
    if (text.startsWith(mark, end)) return { start, end };
    if (letter === '\\' && text[end + 1] !== quote) end++;
    else if (letter === '\\' && mark.length === 1) end++;
  }
  return undefined;
}
