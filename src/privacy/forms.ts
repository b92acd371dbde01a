import { isExpression, isName, isPlaceholder, isRandom } from './values.js';

/**
 * How a value is written: in quotes; in quotes as the next of a list; as a setting, which nothing else could be; on a line that looks like YAML; alone
 * on its line; with more behind it; behind an option; in a sentence.
 */
export type Form = 'literal' | 'listed' | 'setting' | 'yaml' | 'bare' | 'inline' | 'option' | 'spoken';

/** What a longer value is tells by its start. */
const longestJudged = 200;

/** Whether a value that a name announces is a secret. */
export function isSecret(whole: string, isPassword: boolean, form: Form): boolean {
  const value = whole.slice(0, longestJudged);
  if (value.length < 4 || isPlaceholder(value)) return false;
  const hasDigit = /\d/.test(value);
  const isWordOnly = /^\p{L}+$/u.test(value);
  if (form === 'listed' && !hasDigit) return false;
  if (form === 'literal' || form === 'listed') {
    if (/^[,)+:;]|\s$/.test(value)) return false;
    if (!isPassword)
      return (
        (hasDigit && !isName(value) && value.length >= 8 && !/\s/.test(value)) ||
        isKey(value) ||
        isSalt(value)
      );
    // Most words with blanks are a label or a message; so is one word with a capital, or a key of a translation.
    if (/\s/.test(value)) {
      if (/^[a-z\d]+(?: [a-z\d]+){1,11}$/.test(value)) return !wordsOfMessages.test(value);
      return hasDigit && !/^\p{Lu}?\p{Ll}+[\s:]/u.test(value) && !/[.:]$/.test(value);
    }
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

/** Words that a label or message on a password has, and hardly a password of words. */
const wordsOfMessages =
  /\b(?:passwords?|passwor[dt]e?n?|passwd|kennwort|senha|passe|enter|your|must|should|please|confirm|forgot|invalid|incorrect|wrong|required|missing|reset|change|changed|repeat|type|is|are|be|was|not|no|the|for|of|to|at|least|with|in|on|from|by|and|or|an?|user|login|account|field|value|string|optional|used|characters?|token|if|when|this|that|des?|der|die|das|ein|el|la|le|les|du|un|una?)\b/;

/** A salt of punctuation of all kinds, in which blanks are letters like others. */
function isSalt(value: string): boolean {
  return value.length >= 40 && /\d/.test(value) && (value.match(/[^\w\s]/g)?.length ?? 0) > value.length / 5;
}

/** A user's name and password in Base64, as registries keep them. */
export function isEncodedLogin(value: string): boolean {
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
