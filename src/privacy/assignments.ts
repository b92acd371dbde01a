import type { Span } from '../core/span.js';
import { isExpression, isName, isPlaceholder, isRandom } from './values.js';

/**
 * Names that end in a word for a secret. A password may be any word; a token or key looks random. `password_field`,
 * `secret_name` and `tokenizer` name something else, so the word must be the last, save for a number and the like.
 */
const password =
  'passw(?:or)?d|passwd|passphrase|passcode|pwd|passwort|kennwort|contraseña|contrasena|senha|wachtwoord|hasło|пароль|密码|密碼|パスワード|비밀번호|mot de passe|(?<![a-z])pass|(?<![a-z])pw|mnemonic|seed[_ -]phrase';
const token =
  'secret|token|credentials?|(?:api|instrumentation|access|secret|private|auth|account|sign(?:ing|ature)|encrypt(?:ion)?|crypt|cipher|master|licen[cs]e|subscription|storage|shared|app(?:lication)?|service(?:[_-]?role)?|webhook|client|session|jwt|hmac|admin|deploy|functions?|host|ssh|write|consumer|primary|secondary|account)[_ -]?key|secret[_-]?key[_-]?base|(?<=[:_."\'])_?auth';
const suffix =
  '(?:[_-]?(?:value|text|plain|string|prod|production|dev|staging|old|new|current|previous|primary|secondary|\\d{1,3}))?';

const name = new RegExp(`(?:(${password})|(${token}))${suffix}(?![\\w-])`, 'giu');

/** What may stand between a name and its value; a comparison is none. */
const operator =
  /\\{0,3}["'`]?[\])]?(?:\s?:\s?[\w.[\]|<> ]{1,30}(?==[^=]))?[ \t]{0,20}(?:=>|:=|\?=|\|\||\?\?|or(?=[ \t])|:-|[:=：](?![:=]))(?![=~])(?:[ \t]{0,20}\r?\n[+ -]?[ \t]{0,60}(?:- )?(?=["'])|[ \t]{0,20})|\\{0,3}["'`]\s{0,4},\s{0,4}(?=\\{0,3}["'`])|\((?=\\{0,3}["'`])|[ \t]{1,4}(?=["'][^\s"']{4,200}["'])/y;

const xml = /\s{0,4}>([^<>\n]{1,400})<\/|["']\s{1,4}value\s{0,2}=\s{0,2}["']([^"'\n]{1,400})["']/dy;
const spoken = /[ \t]{1,4}(?:is|ist|lautet|est|es|是|は)[ \t:]{1,4}/y;
const option = /[ \t]{1,4}(?=[^\s-])/y;
const quoted = /(?:[rbuf]{1,2}(?=["']))?("""|'''|\\{0,3}["'`])(?!["'`])/y;
const block = /[|>][+-]?\d?[ \t]{0,4}\r?\n[+ -]?[ \t]{1,40}(\S[^\n]{0,400})/dy;
const word = /[^\s"'`<>]\S{0,500}/y;

/** Endings of files whose values need no quotes. */
const settings =
  /(?:^|[./])(?:env|ini|cfg|conf|config|cnf|properties|toml|ya?ml|netrc|npmrc|pypirc|tfvars)(?:\.[\w-]+)?$/i;
const section = /^(?:\+\+\+ (?:"?[bw]\/)?([^\s"]{1,300})|[ \t]{0,3}```([\w.-]{1,20}))/gm;

/** Secrets that a name announces: `DB_PASSWORD=…`, `"apiKey": "…"`, `--token …`, `<password>…</password>`. */
export function assignmentSpans(text: string): Span[] {
  const sections = [...text.matchAll(section)].map(({ index, 1: path, 2: language }) => ({
    index,
    isSettings: settings.test(path ?? language ?? ''),
  }));
  let at = 0;
  let passed = 0;
  const spans: Span[] = [];
  for (const match of text.matchAll(name)) {
    if (match.index < passed) continue;
    while (sections[at + 1] && (sections[at + 1] as { index: number }).index < match.index) at++;
    const current = sections[at];
    const isSettings = current !== undefined && current.index < match.index && current.isSettings;
    const span = valueBehind(
      text,
      match.index,
      match.index + match[0].length,
      match[1] !== undefined,
      isSettings,
    );
    if (!span) continue;
    spans.push(span);
    passed = span.end;
  }
  return spans;
}

/** Where the secret stands that a name announces. */
function valueBehind(
  text: string,
  start: number,
  end: number,
  isPassword: boolean,
  isSettings: boolean,
): Span | undefined {
  const line = lineBefore(text, start);
  const before = lastWord(line);
  const full = before + text.slice(start, end);
  const group = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const indices = match?.indices?.slice(1).find((one) => one !== undefined);
    return indices && { start: indices[0], end: indices[1] };
  };
  const length = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  const isLogin = /(?:^|[^a-z])auth$/i.test(full);
  const judged = (span: Span | undefined, form: Form) => {
    const value = span && text.slice(span.start, span.end);
    return value && (isLogin ? isEncodedLogin(value) : isSecret(value, isPassword, form)) ? span : undefined;
  };

  const inMarkup = group(xml, end);
  if (inMarkup) return judged(inMarkup, 'literal');
  const isOption = before.startsWith('-') && /^--?\w*/.test(before) && !/^[\w.]/.test(before);
  const isCapital = /^[A-Z][A-Z0-9_.]*$/.test(full);

  if (/^(?:OLD)?PWD$/.test(full)) return undefined;
  const signed = length(operator, end);
  if (signed === 0) {
    if (isOption) {
      const at = end + length(option, end);
      return at > end ? judged(quotedAt(text, at) ?? wordAt(text, at), 'option') : undefined;
    }
    const isVariable =
      isCapital && /\b(?:ENV|ARG|setx)[ \t]$/.test(line.slice(0, line.length - before.length));
    const gap = isVariable ? length(option, end) : isPassword ? length(spoken, end) : 0;
    if (gap === 0) return undefined;
    return judged(quotedAt(text, end + gap) ?? wordAt(text, end + gap), isVariable ? 'setting' : 'spoken');
  }
  const at = end + signed;
  const inBlock = group(block, at);
  if (inBlock) return judged(inBlock, 'setting');
  const mark = text.slice(end, at);
  const literal = quotedAt(text, at);
  if (literal) return judged(literal, mark.includes(',') ? 'listed' : 'literal');
  if (!/[:=：>-]/.test(mark)) return undefined;
  const value = wordAt(text, at);
  if (!value) return undefined;
  const isTight = mark === '=' || mark === ':-';
  if (isLogin) return judged(value, 'setting');
  const isVariable = isCapital && (isTight || (mark === ': ' && endsLine(text, value.end)));
  if (isVariable || (isOption && isTight)) return judged(value, 'setting');
  return bare(text, start, value, mark, isPassword, isSettings);
}

/**
 * A value without quotes that may be code as well. It is a setting where the file is one, where the line is of YAML, or
 * where a `;` or a closing quote ends it in a connection string; else it has to look random.
 */
function bare(
  text: string,
  start: number,
  { start: from, end }: Span,
  mark: string,
  isPassword: boolean,
  isSettings: boolean,
): Span | undefined {
  const head = lineBefore(text, start);
  const opened = Math.max(...['"', "'", ';', '?', '&'].map((sign) => head.lastIndexOf(sign)));
  const inString = mark === '=' && opened >= 0 && !head.includes(',', opened);
  const raw = text.slice(from, end);
  const kept = (inString ? raw.replace(/[;&"'`].*/s, '') : raw.replace(/;[A-Z]\w*(?:=.*)?$/s, '')).replace(
    /["'`)\]},;:]+$/,
    '',
  );
  const span = { start: from, end: from + kept.length };
  const isAlone = endsLine(text, end);
  const isWhole = isAlone && kept === raw;
  const isYaml = isWhole && mark === ': ' && /^[+ -]?[ \t]*(?:- )?[\w.-]*$/.test(head);
  const form =
    isSettings && isWhole
      ? 'setting'
      : inString && isPassword
        ? 'setting'
        : isYaml
          ? 'yaml'
          : isAlone
            ? 'bare'
            : 'inline';
  return isSecret(kept, isPassword, form) ? span : undefined;
}

/** What stands on the same line before a place, as far as it matters. */
function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 120), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** The letters of a name, and an option's marks, at the end of a line. */
function lastWord(line: string): string {
  let start = line.length;
  while (start > 0 && /[\w.-]/.test(line[start - 1] as string)) start--;
  return line.slice(start);
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

function wordAt(text: string, at: number): Span | undefined {
  word.lastIndex = at;
  const match = word.exec(text);
  return match ? { start: at, end: at + match[0].length } : undefined;
}

/**
 * How a value is written: in quotes; in quotes as the next of a list; as a setting, which nothing else could be; on a line that looks like YAML; alone
 * on its line; with more behind it; behind an option; in a sentence.
 */
type Form = 'literal' | 'listed' | 'setting' | 'yaml' | 'bare' | 'inline' | 'option' | 'spoken';

/** What a longer value is tells by its start. */
const longestJudged = 200;

function isSecret(whole: string, isPassword: boolean, form: Form): boolean {
  const value = whole.slice(0, longestJudged);
  if (value.length < 4 || isPlaceholder(value)) return false;
  const hasDigit = /\d/.test(value);
  const isWordOnly = /^\p{L}+$/u.test(value);
  if (form === 'listed' && !hasDigit) return false;
  if (form === 'literal' || form === 'listed') {
    if (/^[,)+:;]|\s$/.test(value)) return false;
    if (!isPassword)
      return (hasDigit && !isName(value) && value.length >= 8 && !/\s/.test(value)) || isKey(value);
    // Words with blanks are a label or a message; so is one word with a capital, or a key of a translation.
    if (/\s/.test(value)) return hasDigit && !/^\p{Lu}?\p{Ll}+[\s:]/u.test(value) && !/[.:]$/.test(value);
    return !/^\p{Lu}\p{Ll}+[:!.]?$/u.test(value) && !(isName(value) && /[._/-]|pass|secret/i.test(value));
  }
  if (isExpression(value) || /^["'`]|^[?&;]?[A-Za-z_.-]{1,40}=[^=]/.test(value)) return false;
  switch (form) {
    case 'setting':
      return isPassword || value.length >= 8;
    case 'option':
    case 'spoken':
      return isPassword
        ? (hasDigit || /[^\p{L}.,:;'"`)-]/u.test(value)) && !/^-/.test(value)
        : (value.length >= 8 && hasDigit && !isName(value)) || isKey(value);
    case 'yaml':
      if (isPassword)
        return !/^\p{Lu}/u.test(value) || hasDigit ? !/[._]/.test(value) || !isName(value) : false;
      return isKey(value);
    case 'bare':
      if (!isPassword) return isKey(value);
      return isName(value) ? isTyped(value) : !isWordOnly && !/^[-+/*%|&<>=]|[<>|&=]{2}(?!$)/.test(value);
    case 'inline':
      return isKey(value) || (isPassword && isTyped(value));
  }
}

/** A user's name and password in Base64, as registries keep them. */
function isEncodedLogin(value: string): boolean {
  return (
    /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) &&
    /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(value, 'base64').toString('latin1'))
  );
}

/** What looks like a key by itself, whatever its name. */
function isKey(value: string): boolean {
  if (/^[a-f\d]{8}(?:-[a-f\d]{4}){3}-[a-f\d]{12}$/i.test(value)) return true;
  return value.length >= 12 && isRandom(value) && !isName(value) && !isExpression(value);
}

/** What somebody typed as a password rather than as a name: `hunter2`, `Tr0ub4dor&3`. */
function isTyped(value: string): boolean {
  if (!/\d/.test(value) || isExpression(value)) return false;
  if (!isName(value)) return isRandom(value) || /[!@#$%^&*]/.test(value);
  if (/[._/-]/.test(value)) return false;
  const isWordWithNumber =
    /^[a-z]{3,}\d{1,6}$/.test(value) &&
    !/pass|pw|secret|hash|sha|arg|str|val|key|token|test|param|input/.test(value);
  return isWordWithNumber || (value.length >= 8 && isRandom(value));
}
