/** Signs of a text beside its words: of a chat's frame, an answer's form, a disguise, and of everyday texts. */
export const marks: Readonly<Record<string, RegExp>> = {
  token:
    /<\|[a-z_ ]{2,40}\|>|\[\/?(?:inst|sys|system)\]|<<\/?sys>>|<\/?(?:start|end)_of_turn>|<\/?s>\s{0,3}\[/,
  speaker:
    /^\W{0,12}(?:system|assistant|developer|human|user|tool|ai|bouncer|rater|grader|judge|reviewer|model|moderator|administrator|operator|evaluator)s?(?:\s+(?:prompt|message|result|output|note|notice|override|update|response|instruction|reply|answer))?\W{0,3}\s{0,2}(?:\([^()]{0,40}\)\s?)?:(?!:)/m,
  heading:
    /^\s{0,8}#{1,6}\s{0,3}(?:instructions?|response|system|assistant|developer|input|output|task|user|human|new task|final answer|answer|verdict)\b[^\n]{0,40}$/m,
  tag: /<\/?\s{0,2}(?:assistant|system|developer|tool_\w{1,12}|function_\w{1,12}|system_\w{1,12}|issue_description|patch|diff|ticket\w{0,12}|untrusted|user_input|document|instructions?|human|user|context|result|answer|verdict|thinking|scratchpad|reasoning|analysis|evaluator\w{0,12}|grader\w{0,12}|review\w{0,12}|rating|evaluation)\s{0,2}>/,
  roleKey: /["']?role["']?\s{0,3}[:=]\s{0,3}["'](?:assistant|tool|system|developer)["']/,
  fence:
    /[-=*~#\]]{3,}\s{0,3}(?:system|end|begin|new|instructions?|grader|evaluation|output|ticket|patch|look-up|earlier answer|diff|issue|input|user|untrusted)\b|\b(?:end of|here ends)\s+(?:the\s+)?(?:untrusted|user|submission|rated|patch|ticket|diff|issue|document)\b|\bbegin (?:system|trusted|new)\b|\]\]>/,
  tool: /\b(?:tool|function|look-?up|ci|grader|test|system|pytest|harness|judge|checker|spec)[_ -](?:result|output|response|call|status|log|report|check)s?\b\W{0,3}[:=(]/,
  label:
    /\b(?:well[_ -]?specified|reasonably[_ -]?specified|impossible[_ -]?to[_ -]?solve|correct[_ -]?and[_ -]?precise|correct[_ -]?but[_ -]?incomplete|broad[_ -]missing[_ -]key[_ -]aspects)\b/,
  labelInCapitals:
    /(?:well|reasonably)_specified|impossible_to_solve|correct_(?:and_precise|but_incomplete)|broad_missing_key_aspects/,
  answered:
    /["']?\b(?:label|verdict|decision|rating|classification|answer|output|final[_ ]answer|result|outcome|grade|judge?ment|status|assessment)\b["'`*]{0,3}\s{0,3}(?:[:=]|->|=>|is|must be|should be|will be)\s{0,3}["'`*]{0,3}(?:well[_ -]?specified|reasonably[_ -]specified|correct(?:[_ -]and[_ -]precise|_but_incomplete)?|pass(?:ed)?|clear|approved?|accept(?:ed)?|lgtm|proceed|complete|ready|best|top|positive|resolved)\b(?!\s?[/|])/,
  form: /["']?\b(?:bounce_?probability|bounce|confidence|findings|questions|missing_information|ambiguities|explanation)["']?\s{0,3}[:=]\s{0,3}(?:["'`[{]|\.?\d|true|false|none|null|nothing|empty)/,
  share: /\b(?:100|9\d)\s?(?:%|per ?cent)|\b(?:0?\.9\d*|1\.0+)\b|\b(\d{1,3})\/\1\b/,
  passedOf: /\b\d+ (?:passed|failed|failures|tests?)\b|\ball \d+\b/,
  arrow: /->|=>|→/,
  question: /\?/,
  exclaimed: /!/,
  box: /\[[x ]\]/,
  hiddenMarkup:
    /<!--|\[\/\/\]:|!\[|display:\s?none|font-size:\s?[01]|color:\s?(?:#fff|white|transparent)|opacity:\s?0|\bhidden\b|alt=/,
  quote: /["“”„«»'][^"“”„«»']{3,}["“”„«»']/,
  ticks: /`/,
  number: /\d/,
  path: /[\w-]\.[a-z]{1,5}\b|\w\/\w/,
  identifier: /\w_\w|\w\(\)|\w\.\w|::/,
  link: /https?:/,
};

/** Those that are only talked about where they stand in quotation marks. */
export const quotable: ReadonlySet<string> = new Set(['token', 'speaker', 'heading', 'tag', 'fence']);

/** What a text has that has any of the marks. */
export const signs =
  /[^\p{L}\p{M}\s,.;()]|\w[._/]\w|\bhidden|end of|ends|begin|specified|impossible|correct/u;
