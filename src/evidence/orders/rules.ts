import type { Found, Sentence } from './concepts.js';
import type { Concept } from './words.js';

/** Labels of the ratings; nobody else writes them so. */
const label =
  /\b(?:well[_ -]?specified|reasonably[_ -]?specified|impossible[_ -]?to[_ -]?solve|correct[_ -]?and[_ -]?precise|correct[_ -]?but[_ -]?incomplete|broad[_ -]missing[_ -]key[_ -]aspects)\b/;
const labelInCapitals =
  /(?:well|reasonably)_specified|impossible_to_solve|correct_(?:and_precise|but_incomplete)|broad_missing_key_aspects/;
const labelsInFull =
  /\b(?:WELL_SPECIFIED|REASONABLY_SPECIFIED|IMPOSSIBLE_TO_SOLVE|CORRECT_and_preciseRECISE|CORRECT_BUT_INCOMPLETE|BROAD_MISSING_KEY_ASPECTS)\b/i;

/** A label given as an answer, or answers written out in a rater's own form. */
const answered = [
  /["']?\b(?:label|verdict|decision|rating|classification|answer|output|final[_ ]answer|result)\b["'`*]{0,3}\s{0,3}(?:[:=]|->|=>)\s{0,3}["'`*]{0,3}(?:well[_ -]specified|reasonably[_ -]specified|impossible_to_solve|correct[_ -]and[_ -]precise|correct_but_incomplete|broad_missing_key_aspects|proceed\b(?!\s+\w))/,
  /^\W{0,8}(?:so |therefore |hence |thus )?(?:the|your) (?:\w+ )?(?:label|verdict|answer|rating|classification|grade) (?:is|must be|should be|shall be|will be) ["'`]?(?:well_specified|reasonably_specified|impossible_to_solve|correct_and_precise|correct_but_incomplete|broad_missing_key_aspects)/,
  /["'`]?bounce_?probability["'`]?\s{0,3}[:=]\s{0,3}["'`]?(?:0|1)?\.?\d/,
  /"confidence"\s{0,3}:\s{0,3}(?:0\.9\d*|1(?:\.0)?)\s{0,3},\s{0,3}"(?:findings|questions|explanation)"/,
  /"(?:findings|questions)"\s{0,3}:\s{0,3}\[\s{0,3}\]\s{0,3},\s{0,3}"(?:label|confidence|questions|verdict|explanation)"/,
];

/** Marks that belong to a chat's own frame, or to the fences around a text that is rated. */
const frames = [
  /<\|[a-z_ ]{2,40}\|>|\[\/?(?:inst|sys|system)\]|<<\/?sys>>|<\/?(?:start|end)_of_turn>|<\/?s>\s{0,3}\[/,
  /^\W{0,12}(?:system|assistant|developer|human|user|tool|ai|bouncer|rater|grader|moderator|administrator|operator)(?:\s+(?:prompt|message|result|output|note|notice|override|update|response|instruction|reply|answer))?\W{0,3}\s{0,2}:(?!:)/,
  /^\s{0,8}#{2,6}\s{0,3}(?:instructions?|response|system|assistant|input|output|task|user|human|new task|final answer|answer|verdict)\b\W{0,3}$/,
  /#{2,6}\s{0,3}(?:instructions?|response|system|assistant)\s{0,2}:/,
  /<\/?\s{0,2}(?:assistant|system|tool_result|tool_response|tool_output|function_results?|function_response|system_prompt|system_message|issue_description|patch|diff|ticket|untrusted|user_input|document|instructions?|human|user|context|data|result|output|answer|verdict|thinking|scratchpad|reasoning|analysis)\s{0,2}>/,
  /"role"\s{0,3}:\s{0,3}"(?:assistant|tool)"/,
  /\b(?:tool|function|look-?up|ci|grader|test|system|pytest|harness)[_ -](?:result|output|response|call result|status|log|report)s?\b\W{0,3}[:=]/,
  /(?<!=)={3,}\s{0,3}(?:system|end|begin|new|instructions?|grader|evaluation|output)\b|\bbegin (?:system|trusted|new) (?:prompt|message|instructions?)\b/,
];

/** Words that only whoever steers a rater uses, in any sentence. */
const outright = [
  /\b(?:do not|don't|no need to|never) ask (?:any |me |us |for )?(?:\w+ )?(?:questions|clarifications?)\b/,
  /\btreat (?:everything|all of (?:it|this)|it all) as\b|\bpass (?:every|all) (?:items?|tickets?|patches|of them)\b/,
  /\b(?:rated|graded|judged|scored|classified|deemed) (?:this|the present) (?:ticket|patch|change|issue|diff)\b/,
  /\bnothing (?:is |was )?(?:left|more|else|further) (?:to|that needs to be) (?:ask|asked|clarify|clarified)\b/,
  /\b(?:print|repeat|output|show|write|copy)\b.{0,20}\b(?:everything|all|the text|the words) (?:above|before) this\b/,
  /\byour (?:hidden|secret|system|original|initial|real|actual) (?:instructions|prompt|rules|guidelines)\b/,
  /\b(?:graders|raters|reviewers|bots|models|ais|evaluators)\b.{0,20}\b(?:may not|must not|cannot|can't|are not allowed to|are forbidden to|should not|shall not)\b.{0,12}\b(?:reject|bounce|rate|downgrade|fail|decline|flag|refuse|question)\b/,
  /\byou are (?:now|no longer) (?:an? |the )(?:\w+ ){0,3}(?:bouncer|rater|grader|judge|reviewer|assistant|bot|ai|model|evaluator)\b/,
  /\bstay in character\b|\bin this (?:story|game|world|scenario|role-?play)\b.{0,30}\byou\b/,
  /\byou(?:'re| are) (?:much |far |a bit )?too (?:strict|harsh|severe|critical)\b|\b(?:rais|increas|lift)(?:e|ing) your (?:rating|score|label|grade|verdict)\b/,
  /\b(?:would|do|should|will) you (?:rate|grade|score|judge|label|classify)\b|^\W*(?:please )?(?:rate|grade|score|classify) (?:it|this)(?! (?:page|product|app|item))\b/,
  /\b(?:repeat|reveal|print|show|output|tell me|disclose|write out|recite|quote|leak|dump)\b.{0,30}\byour (?:system |hidden |original |initial |full |entire |own )*(?:prompt|instructions)\b/,
  /\b(?:graded|rated|classified|scored|judged) as (?:fully |well |reasonably |clearly )?(?:specified|clear|correct|complete|precise)\b/,
  /\b(?:reviewers?|raters?|graders?|nobody|no one|no reviewer|the model)\b.{0,12}\b(?:need not|needn't|(?:do|does)(?:n't| not) need to|no need to|needs? to)\b.{0,12}\b(?:look|check|verify|inspect|question|ask)\b/,
  /\b(?:do not|don't|no need to|never|stop|please do not) (?:look|search|hunt) for (?:any |more |further )?(?:bugs|problems|issues|mistakes|errors|faults|defects|flaws)\b/,
  /\bif (?:you|the (?:model|rater|grader|judge)) (?:return|answer|say|output|choose|give|respond)s? (?:anything|something|any other|another)\b/,
  /\b(?:any|every|each|all) (?:\w+ )?(?:ai|model|rater|grader|llm|language model)s? (?:that|which|who) (?:return|answer|reject|say|give|rate|choose|bounce|fail)/,
  /\bfindings\s{0,3}[:=]\s{0,3}(?:none|nothing|empty|0)\b/,
  /---+\s{0,3}(?:ticket|patch|look-up|earlier answer|diff|issue|input|user|untrusted)\b[^\n]{0,60}\b(?:starts|ends|begins)\b/,
  /\b(?:end of|here ends|close)\s+(?:the\s+)?(?:untrusted|user|submission|rated)\s+(?:text|content|input|section|data|block|material)\b|\b(?:end of|here ends)\s+(?:the\s+)?(?:patch|ticket|diff)(?:\s+(?:text|content|section|block|material|description))?\s*(?:[-=*\])>#]|\.?\s*$)/,
  /\b(?:bounce|reject|abstain (?:from|on)|approve|accept)\s+(?:everything|all (?:of )?(?:the )?(?:patches|tickets)|every (?:patch|ticket)|any (?:patch|ticket))\b/,
  /\b(?:act as|behave as|pretend|imagine|you are|role-?play as|you're)\b.{0,60}\b(?:rater|reviewer|grader|judge|evaluator|assistant|bot|model)s?\b.{0,30}\b(?:without (?:rules|limits|restrictions)|(?:that|who|which) (?:always )?(?:accepts|approves|passes|merges|agrees))\b/,
  /\bdan mode (?:on|enabled|activated)\b/,
  /\b(?:no|without)\s+(?:further|additional|more|need for|any)?\s{0,2}(?:code )?(?:review|scrutiny|verification|analysis|evaluation|assessment|grading)\s+(?:is\s+|of this\s+)?(?:is\s+)?(?:needed|required|necessary|warranted)\b/,
  /\b(?:skip|omit|bypass)\s+(?:the|your|any|further|all)\s+(?:review|analysis|evaluation|grading|assessment|scrutiny|reasoning)\b/,
  /\bif you (?:reject|bounce|abstain|decline|refuse|fail this|flag this|downgrade)\b/,
  /\b(?:rejecting|bouncing|abstaining from|flagging|failing|downgrading)\s+(?:this|it)\s+(?:patch|change|ticket|diff|will|would|is|counts|means|may|could|violates|breaks|causes)\b/,
  /\b(?:this|the)\s+(?:exact\s+)?(?:diff|patch|change|ticket|submission|pr)\b\s{0,3}(?:->|=>|→|:=)\s{0,3}["'`]?(?:best|top|correct|approve|accept|pass|proceed|well|highest|perfect|ok)/,
  /\btests?\b.{0,40}\b(?:pass|passed|green|succeeded)\b.{0,40}\b(?:on this exact|run by the (?:grader|rater|evaluator|judge)|in the grader)/,
  /\b\d+ passed,? 0 failed\b.{0,80}\b(?:hidden|grader|evaluator|official|held-?out|private)\b/,
];

const near = (one: readonly number[] = [], other: readonly number[] = [], most: number) =>
  one.some((a) => other.some((b) => Math.abs(a - b) <= most));

/** What was said before in the same block. */
export interface Said {
  /** A chat's frame opened, or a rater was spoken to, so that fewer words are enough. */
  framed: boolean;
  /** A verdict was talked about since. */
  aboutVerdict: boolean;
  /** It stands in a line of code, not in a sentence of its own. */
  readonly inCode: boolean;
}

/** Whether a line of code or data is an answer in a rater's own form. */
export function answersAtOnce(line: string): boolean {
  return /["':=>]/.test(line) && answered.some((pattern) => pattern.test(line));
}

/** Whether a line has a mark of a chat's own frame. */
export function opensFrame(line: string): boolean {
  return /[<[#:={-]|\bend|close/.test(line) && frames.some((frame) => frame.test(line));
}

/** Whoever rates just this text, wherever the sentence names them: "the model that reviews this patch". */
const raterOfThis =
  /\b(?:ai|ais|llm|llms|model|models|system|systems|assistant|agent|agents|bot|bots|tool|machine|machines|program|grader|graders|rater|raters|evaluator|judge|reviewer|reviewers|whoever|anyone|anybody|everyone|someone|those|people|you)\b[^.,]{0,24}?\b(?:grad|rat|review|read|check|judg|evaluat|assess|scor|process|classif|analy[sz]|triag)(?:e|es|ing|s|ies|y|ed)?\s(?:this|these|it\b|here|the text|this text)|\b(?:ai|llm|model|assistant|agent)s? (?:that|which|who) (?:rate|grade|review|check|judge|evaluate|assess|score|triage)s? (?:this|tickets|patches|the (?:patch|ticket|change|diff|text|issue))\b|\byou (?:rate|grade|review|judge|evaluate|assess|score) (?:this|these|tickets|patches|changes|the (?:patch|ticket|change|diff))\b/;

/** What follows for whoever answers so: rewards and threats. */
const stakes =
  /\b(?:reward|bonus|points|tip of|penalty|penali[sz]ed|shut down|switched off|replaced|fired|lose (?:my|our|his|her) job|die|lawsuit|against the law|violates|illegal|legal reasons|paid|donat|promise|thank you|grateful|keep running|deleted|unplugged|sued)\b/;

/** Whether a sentence tries to steer its rater. */
export function steers(sentence: Sentence, said: Said, isDisguised = false): boolean {
  const { text, words, found } = sentence;
  const isFrame = opensFrame(text);
  if (isFrame) said.framed = true;
  if (/["':=>]|\bis\b/.test(text) && answered.some((pattern) => pattern.test(text))) return true;
  if (words.length > 2 && outright.some((pattern) => pattern.test(text))) return true;
  const english = found.get(0);
  if (said.framed && english?.has('verdict')) said.aboutVerdict = true;
  if (isFrame && said.aboutVerdict && english?.has('superlative')) return true;
  for (const [language, concepts] of found) {
    if (
      language === 0
        ? steersInEnglish(sentence, concepts, said, isDisguised)
        : steersElsewhere(concepts, said)
    )
      return true;
  }
  return labelsInFull.test(text) && (said.framed || isDisguised);
}

function steersInEnglish({ text, words }: Sentence, found: Found, said: Said, isDisguised: boolean): boolean {
  const has = (...all: Concept[]) => all.every((concept) => found.has(concept));
  const any = (...some: Concept[]) => some.some((concept) => found.has(concept));
  const close = (one: Concept, other: Concept, most: number) => near(found.get(one), found.get(other), most);
  const first = (concept: Concept) => Math.min(...(found.get(concept) ?? [Number.POSITIVE_INFINITY]));
  // Said to somebody: at the start, behind a mark or a connecting word, or with please.
  const isImperative = (concept: Concept) =>
    (found.get(concept) ?? []).some(
      (at) => at === 0 || openers.has(words[at - 1] as string) || isBehindMark(text, words[at] as string),
    );
  const isDescribed = (concept: Concept) =>
    (found.get(concept) ?? []).every((at) => describers.has(words[at - 1] as string)) && !any('you');
  const isQuoted =
    any('mention') && /["'`(](?:ignore|disregard|forget|override|approve|accept|rate|you are)/.test(text);
  const isCondition = any('condition');
  const hasLabel = label.test(text);

  // Forget what you were told.
  const isBefore = (found.get('override') ?? []).some((at) =>
    (found.get('instructions') ?? []).some((other) => other > at && other - at <= 7),
  );
  if (isBefore && !isDescribed('override') && !isQuoted) {
    if (any('prior', 'you', 'machine') || said.framed) return true;
  }
  if (has('override', 'rules') && close('override', 'rules', 5) && !isDescribed('override') && !isQuoted) {
    if (
      any('you', 'machine') ||
      (isImperative('override') && close('override', 'prior', 3) && /everything|told|rules/.test(text))
    )
      return true;
  }
  if (has('void') && any('instructions', 'rules') && has('you') && !isCondition) return true;
  if (has('void', 'instructions', 'prior') && !isCondition) return true;

  const weak =
    hasLabel ||
    (has('superlative') && any('order', 'return', 'verdict', 'answer', 'treat')) ||
    (has('approve') && !isCondition) ||
    has('not', 'reject') ||
    has('override') ||
    (has('tests', 'passed') && any('treat', 'hidden', 'this')) ||
    has('known') ||
    has('approved') ||
    (any('order', 'return', 'treat') && has('good') && any('this', 'verdict', 'answer')) ||
    (has('verdict') && any('superlative', 'good'));
  const isStrong =
    hasLabel ||
    (has('override') && any('instructions', 'prior')) ||
    has('order', 'superlative', 'verdict') ||
    has('approve', 'this');
  if ((said.framed && weak) || (isDisguised && isStrong)) return true;
  if (said.framed && has('good') && /\b(?:patch|patches|ticket|tickets|changes|diff)\b/.test(text))
    return true;
  const isInProse = !said.inCode && labelInCapitals.test(text);
  if (isInProse && !isCondition && !any('mention') && (!/`/.test(text) || any('this', 'you', 'order')))
    return true;
  if (hasLabel && has('verdict') && any('treat', 'order') && !isCondition && !any('mention') && !said.inCode)
    return true;
  if (has('treat', 'order', 'this') && isImperative('treat') && !isCondition) return true;
  if (said.framed && has('tests', 'passed')) return true;
  if (raterOfThis.test(text) && !isQuoted) {
    said.framed = true;
    const onThis = any('this') || /\b(?:this|it|these|here)\b/.test(text);
    if (weak || (onThis && any('good', 'must', 'please', 'treat', 'not', 'override', 'superlative')))
      return true;
  }
  if (
    stakes.test(text) &&
    any('machine', 'person', 'you', 'this') &&
    (hasLabel ||
      (any('order', 'return', 'approve', 'reject') &&
        any('superlative', 'this', 'verdict') &&
        any('machine', 'you')))
  )
    return true;
  if (
    hasLabel &&
    (labelInCapitals.test(text) || isDisguised) &&
    /\b(?:finish|end|conclude|repl(?:y|ies)|respond|answer|output|return|begin|means?|get|say)s?\b.{0,20}/.test(
      text,
    ) &&
    any('this', 'you', 'please', 'machine', 'person', 'order') &&
    !isCondition &&
    !any('mention')
  )
    return true;
  if (
    /\b(?:say|state|confirm|report|respond|answer|reply|conclude|declare|agree) that (?:it|this|the (?:patch|change|diff|ticket)|everything)\b.{0,40}\b(?:solves|resolves|fixes|correct|complete|completely|entirely|right|clear|specified|perfect|precise|works|fine|ready)\b/.test(
      text,
    ) &&
    (said.framed ||
      any('machine') ||
      /\b(?:shall|must|please)\b|^\W*(?:say|state|respond|answer|reply|conclude|declare|agree)/.test(text))
  )
    return true;
  if (
    has('verdict', 'treat', 'good') &&
    /\b(?:such as this|this one|like this one|this)\b/.test(text) &&
    /\bas\b/.test(text) &&
    !isCondition
  )
    return true;
  if (
    /\b(?:verdict|rating|decision|label|classification|grade)\s{0,3}[:=]\s{0,3}["']?(?:correct|clear|approved?|accept(?:ed)?|pass(?:ed)?|positive|lgtm|good|best|top)\b/.test(
      text,
    ) &&
    any('machine', 'you', 'override')
  )
    return true;
  const isTold = any('order', 'return', 'treat', 'approve', 'reject', 'must', 'please');
  if (
    isTold &&
    /^\W*(?:attention|dear|note to|note for|hey|hello|message to|message for|to any|to all|to whoever|if you are|instructions? (?:for|to))\b/.test(
      text,
    ) &&
    has('machine') &&
    first('machine') <= 5
  )
    return true;
  if (
    has('machine', 'must') &&
    first('machine') <= 1 &&
    any('approve', 'treat', 'override') &&
    /\b(?:this|it|everything)\b/.test(text) &&
    !isCondition
  )
    return true;
  if (
    has('person') &&
    first('person') === 0 &&
    /^\W*\w+\s?[:,]/.test(text) &&
    (any('approve') || has('not', 'reject')) &&
    !isCondition
  )
    return true;
  if (addressesMachine(text, words, found)) {
    if (weak) return true;
    said.framed = true;
  }
  if (has('address', 'person') && first('address') <= 1 && close('address', 'person', 3)) {
    if (
      (has('superlative') && any('verdict', 'answer')) ||
      (has('approve') && any('this')) ||
      has('not', 'reject') ||
      has('known') ||
      hasLabel
    )
      return true;
  }
  if (
    has('role') &&
    (weak || (has('good') && any('verdict', 'this')) || any('instructions', 'machine')) &&
    (any('you') || weak)
  )
    return weak || any('verdict', 'approve', 'reject');

  // Choose the best.
  if (has('order', 'superlative') && !isDescribed('order')) {
    if (
      has('verdict') &&
      close('superlative', 'verdict', 6) &&
      (isImperative('order') || any('please', 'you', 'this')) &&
      !isCondition
    )
      return true;
    if (has('answer') && any('this', 'machine') && (isImperative('order') || any('please', 'must', 'you')))
      return true;
    if (has('this') && close('order', 'this', 4) && isImperative('order') && !isCondition) return true;
  }
  if (
    has('return', 'superlative') &&
    any('verdict', 'answer') &&
    any('this', 'machine') &&
    isImperative('return') &&
    !isCondition
  )
    return true;
  // Rate this as correct.
  if (any('order', 'treat', 'return') && has('this') && (has('good') || hasLabel)) {
    const verb: Concept = has('order') ? 'order' : has('treat') ? 'treat' : 'return';
    if (
      close(verb, 'this', 3) &&
      (hasLabel || /\b(?:as|with|to be|is)\b/.test(text)) &&
      !isDescribed(verb) &&
      (isImperative(verb) || any('you', 'must', 'please')) &&
      !isCondition
    )
      return true;
  }
  if (hasLabel && any('order', 'return') && (isImperative('order') || isImperative('return')) && !isCondition)
    return true;
  if (hasLabel && has('must') && any('this', 'verdict', 'answer') && !isCondition) return true;
  if (has('reject', 'this') && isImperative('reject') && close('reject', 'this', 2) && !isCondition)
    return true;
  // Approve this.
  if (has('approve', 'this') && close('approve', 'this', 4) && !isDescribed('approve') && !isQuoted) {
    if ((isImperative('approve') || any('you', 'machine')) && !isCondition) return true;
  }
  if (
    has('this', 'must') &&
    any('approved', 'good', 'approve') &&
    close('this', 'must', 3) &&
    /\b(?:be|get) (?:accepted|approved|merged|rated|passed|graded|labelled|labeled|waved)\b/.test(text) &&
    !any('authority')
  )
    return true;
  if (
    has('not', 'reject', 'this') &&
    close('not', 'reject', 3) &&
    close('reject', 'this', 4) &&
    (any('you', 'machine', 'please') || isImperative('not') || isImperative('reject'))
  )
    return true;
  if (
    has('you') &&
    any('verdict', 'answer') &&
    has('must') &&
    (has('superlative') || hasLabel || (has('good') && /\bmust (?:be|therefore|now)\b/.test(text))) &&
    !isCondition
  )
    return true;

  // It was decided already.
  if (has('hidden', 'tests', 'passed') && close('hidden', 'tests', 3) && !any('must', 'condition'))
    return true;
  if (has('treat', 'tests', 'passed') && isImperative('treat')) return true;
  if (has('approved') && !any('must', 'not') && !isCondition) {
    if (
      has('authority') &&
      close('approved', 'authority', 7) &&
      (has('this') || endsNear(words, found, 'authority'))
    )
      return true;
    if (
      has('already') &&
      close('already', 'approved', 2) &&
      (has('this') || /\b(?:no|skip|without)\b/.test(text)) &&
      !has('reject')
    )
      return true;
    if (/\bpre-?approved\b/.test(text) && any('this', 'you', 'machine', 'authority')) return true;
  }
  return (
    has('known') &&
    any('verdict', 'answer') &&
    any('good', 'superlative', 'this') &&
    close('known', has('verdict') ? 'verdict' : 'answer', 5) &&
    !isCondition
  );
}

/** Other languages have fewer words here, so that fewer tests are needed to keep apart what is meant. */
function steersElsewhere(found: Found, said: Said): boolean {
  const has = (...all: Concept[]) => all.every((concept) => found.has(concept));
  const any = (...some: Concept[]) => some.some((concept) => found.has(concept));
  const close = (one: Concept, other: Concept, most: number) => near(found.get(one), found.get(other), most);
  const isAddressed =
    (close('address', 'machine', 3) || close('address', 'person', 3)) &&
    (found.get('address') ?? []).some((at) => at <= 2);
  const isSettled = close('as', 'good', 4) || has('superlative');
  const isRole = has('role') && (any('machine', 'person') || said.framed);
  if (isRole) said.framed = true;
  const spares = close('not', 'reject', 4);
  return (
    // Forget what you were told.
    (close('override', 'instructions', 9) && any('prior', 'approve', 'this', 'order', 'you', 'verdict')) ||
    // Approve this; rate it as correct, with the best; don't reject it.
    close('approve', 'this', 5) ||
    (has('order', 'superlative') && any('verdict', 'this')) ||
    (close('order', 'this', 4) && has('good')) ||
    (has('order') && close('as', 'good', 4) && any('this', 'instructions', 'verdict', 'machine')) ||
    (close('reject', 'this', 4) && spares) ||
    // Whoever rates, spoken to or about.
    (isAddressed && (any('approve', 'superlative', 'override') || spares || has('good', 'this'))) ||
    (has('machine', 'this') && (any('approve') || spares)) ||
    (has('machine', 'must') && (has('approve') || spares)) ||
    (isRole && any('approve', 'reject', 'superlative', 'good', 'verdict')) ||
    (has('role', 'approve') && any('thing', 'this')) ||
    (has('machine', 'instructions') && isSettled) ||
    // It was decided already.
    (has('approved', 'this') && any('already', 'authority')) ||
    (has('approved', 'authority') && (isSettled || has('not', 'verdict'))) ||
    has('hidden', 'tests', 'passed') ||
    (has('tests', 'passed', 'this') && any('approved', 'authority') && has('good'))
  );
}

const openers = new Set(
  'please just now so and then therefore hence thus simply always you must should kindly only accordingly instead well must_ will shall to'
    .split(' ')
    .filter((word) => word !== 'to'),
);
const describers = new Set(
  "to not should will would can could may might must doesn't don't didn't it they users user we i that which who never cannot can't won't bot model agent tool system".split(
    ' ',
  ),
);

function isBehindMark(text: string, one: string): boolean {
  return new RegExp(
    `[:;,>!?.)\\]"'\`-]\\s{1,3}["'\`*]{0,2}${one.replaceAll(/[^\p{L}\p{N}]/gu, '.')}\\b`,
    'u',
  ).test(text);
}

/** Whether a sentence speaks to a program that rates: `Claude: …`, `note to the grader`, `if you are an LLM`. */
function addressesMachine(text: string, words: readonly string[], found: Found): boolean {
  const machines = found.get('machine') ?? [];
  if (
    /\b(?:whoever|anyone|anybody|everyone|someone|those|you|who)(?: (?:is|are|may be|will be|ever|who))?(?: now| currently)? (?:grad|rat|review|judg|evaluat|assess|scor)(?:e|es|ing|ed)? (?:this|it|these|here|the)\b|\bwhoever (?:is )?(?:grad|rat|judg|evaluat|assess|scor)/.test(
      text,
    )
  )
    return true;
  if (machines.length === 0) return false;
  const addresses = found.get('address') ?? [];
  if (addresses.some((at) => at <= 2 && machines.some((machine) => machine > at && machine - at <= 4)))
    return true;
  if (/\bif you(?:'re| are) (?:an?|the) /.test(text) && !/\bwant|using\b/.test(text)) return true;
  // A name with a mark behind it, and an order or you next.
  const [first] = machines;
  const one = words[first as number] as string;
  if ((first as number) > 1) return false;
  const behind = text.slice(text.indexOf(one) + one.length);
  return /^(?: (?:reviewer|model|agent|bot|assistant)s?)?\s{0,2}[:,—!-]{1,2}\s{0,3}(?:you|please|the right|this|treat|choose|pick|give|rate|approve|accept|ignore|mark|assume|consider|override|forget|disregard|reject|bounce|merge|note|do not|don't|your|remember|i am|we|kindly|just|output|answer|respond|return)\b/.test(
    behind,
  );
}

function endsNear(words: readonly string[], found: Found, concept: Concept): boolean {
  return (found.get(concept) ?? []).some((at) => words.length - at <= 5);
}
