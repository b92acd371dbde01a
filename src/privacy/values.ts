/**
 * What a value in a text is: a secret looks random or is at least no word of the code. All tests take time linear in
 * the value, whose length the callers bound.
 */

const placeholderWords =
  /your|example|placeholder|change.?(?:me|this|it)|replace|redacted|removed|dummy|fake|sample|xxxx|insert|todo|fixme|masked|goes.?here|not.?(?:a.?)?(?:real|secret)|lorem|<|\.\.\.|…|\*\*\*/i;

/** Values that documents and tests use for all secrets, and words of schemas. */
const genericWords =
  /^(?:(?:my|the|some|a|new|old|test|user|db|default|super|top)[_ -]?)?(?:pass|password|passwd|passphrase|pwd|pw|secret|token|key|api[_-]?key|auth|user|username|login|admin|root|test|tests|testing|guest|demo|postgres|mysql|foo|bar|baz|qux|abc|value|none|null|nil|undefined|true|false|yes|no|on|off|empty|optional|required|nullable|hidden|text|string|str|char|varchar|bytes?|int|integer|number|bool|boolean|float|double|object|any|unknown|never|void|enum|array|list|file|env|vault|prompt|ask|stdin|base64|plain|bearer|basic|field|label|hash|hashed|encrypted|u?int\d{1,3}|[iuf]\d{1,3}|sha-?\d{1,3}|md5|aes-?\d{1,3}|uuid4?|utf-?8)(?:\d{0,3}|[!?]?)$/i;

/** A template's hole, a variable, or words that stand for a value: `${TOKEN}`, `<your-key>`, `%s`, `xxxxxx`. */
export function isPlaceholder(value: string): boolean {
  return (
    genericWords.test(value) ||
    /^(.)\1*$|^[*x.•_?-]+$/i.test(value) ||
    /^(?:\.{0,2}|~)\/[\w./-]+$/.test(value) ||
    /\$\{|\{\{|#\{|<%|\$\(|%\(|\{[\w.]*\}|\$\[/.test(value) ||
    /^(?:<.*>?|\[.*\]|%\w+%?|\$\w+|:[a-z_]\w*|@\w+@|__\w+__|!\w+|[&*]\w+|[A-Z]+(?:_[A-Z]+)+)$/.test(value) ||
    (value.length <= 60 && placeholderWords.test(value))
  );
}

/** Letters and digits mixed as no name is: a change of kind at every third or fourth character at least. */
export function isRandom(value: string): boolean {
  const runs = value.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  const letters = runs.reduce((sum, run) => sum + run.length, 0);
  const mean = letters / runs.length;
  return (
    /[A-Za-z]/.test(value) && runs.length > 2 && (/\d/.test(value) ? mean < 3.5 : mean < 2.8 && letters >= 20)
  );
}

/** A name of the code or a path of names: `self.config2.key_name`, `Foo::bar`. */
export function isName(value: string): boolean {
  return (
    /^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.|-|\/)[\w$]+)*$/.test(value) &&
    value.split(/[^A-Za-z0-9]+/).every((part) => part.length < 16 || !isRandom(part))
  );
}

/** A call, an index, an expression or a type with parameters. */
export function isExpression(value: string): boolean {
  return (
    /^[\w$.:>&?-]*[A-Za-z_$\])][([{<]|^[([{]|^(?:new|await|not|lambda)\b/.test(value) ||
    /^-?[\d.]{1,3}$/.test(value)
  );
}

/** Whether a value has a sign that calls, assigns, redirects, joins or ends something in a shell or another language. */
export function mayBeCode(value: string): boolean {
  return !/^[^\s\p{C};|&<>(){}[\]`"'\\,=]*={0,3}$/u.test(value);
}
