import { complaintOf, refusalOf, statusOf } from './faults.js';

/** How a server is made to answer in JSON; each is tried when it refuses the one before. */
const forms = ['schema', 'json', 'tool', 'text'] as const;

/** Fields of a request that a server may do without. */
const extras = ['seed', 'temperature', 'logprobs', 'effort', 'tools', 'system', 'stream'] as const;

/** What a server takes in a request, as far as it is known. Plain data: it is kept with a batch. */
export interface Abilities extends Readonly<Record<(typeof extras)[number], boolean>> {
  readonly form: (typeof forms)[number];
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens' | 'none';
  /** The server refused the other name already. */
  readonly maxTokensTold: boolean;
  /** Output tokens that it allows at most, where it said so. */
  readonly mostTokens?: number;
}

/** Models that reason before they answer and take no temperature. */
const reasoning = /^(?:.*\/)?(?:o\d|gpt-5(?!.*chat)|gpt-oss)/;

/** What a model is taken to be able to before its server was asked. */
export function presumedAbilities(model: string): Abilities {
  const reasons = reasoning.test(model);
  return {
    form: 'schema',
    temperature: !reasons,
    seed: true,
    logprobs: !reasons,
    effort: reasons,
    tools: true,
    system: true,
    stream: true,
    maxTokens: reasons ? 'max_completion_tokens' : 'max_tokens',
    maxTokensTold: false,
  };
}

/** How servers name what they refuse. The names of fields come before words that other complaints have, too. */
const complaints: readonly (readonly [RegExp, (typeof extras)[number] | 'form'])[] = [
  [/log_?probs/i, 'logprobs'],
  [/reasoning_?effort/i, 'effort'],
  [/\btemperature\b/i, 'temperature'],
  [/\bseed\b/i, 'seed'],
  [/response_?format|json|structured.?outputs?|grammar|guided/i, 'form'],
  [/\bstream(?:ing)?\b/i, 'stream'],
  [
    /\b(?:system|developer)\b.{0,80}\b(?:role|prompt|message|instruction)|\broles?\b.{0,80}\b(?:system|alternate|user)/i,
    'system',
  ],
  [/\btools?\b|tool_choice|function.?call/i, 'tools'],
];

/**
 * The abilities without what a server refused of a request made with them; undefined when nothing can be dropped. A
 * refusal that names nothing known is taken for one of all that is not needed, once.
 */
export function withoutRefused(sent: Abilities, error: unknown): Abilities | undefined {
  const status = statusOf(error) ?? 0;
  if (![400, 404, 422, 500, 501].includes(status) || refusalOf(error)) return undefined;
  const complaint = complaintOf(error);
  const tokens =
    /max_?(?:completion_|new_|output_)?tokens/i.test(complaint) && withOtherTokens(sent, complaint);
  if (tokens) return tokens;
  for (const [pattern, what] of complaints) {
    if (!pattern.test(complaint)) continue;
    if (what === 'form' || (what === 'tools' && sent.form === 'tool')) {
      const form = forms[forms.indexOf(sent.form) + 1];
      if (form) return { ...sent, form };
    } else if (sent[what]) return { ...sent, [what]: false };
  }
  return undefined;
}

/** The least that a request needs, for a server that refuses without saying what; undefined where it is that already. */
export function leastAbilities(sent: Abilities, error: unknown): Abilities | undefined {
  const { wasOk } = (error as { error?: { wasOk?: boolean } }).error ?? {};
  if (!isRefused(error) || refusalOf(error) || wasOk) return undefined;
  const least = { ...sent, form: 'text', seed: false, logprobs: false, effort: false } as const;
  return JSON.stringify(least) === JSON.stringify(sent) ? undefined : least;
}

/** Whether a server took a request for a wrong one. */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error);
  return status === 400 || status === 422;
}

/** The other name for the limit of output tokens, the limit that the server names, or none. */
function withOtherTokens(sent: Abilities, complaint: string): Abilities | undefined {
  const other = sent.maxTokens === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  if (sent.maxTokens === 'none') return undefined;
  if (complaint.includes(other) && !sent.maxTokensTold)
    return { ...sent, maxTokens: other, maxTokensTold: true };
  const named = Number(saidLimit.exec(complaint)?.[1]);
  const limit = named >= 16 ? named : Infinity;
  if (limit < (sent.mostTokens ?? Infinity)) return { ...sent, mostTokens: limit };
  if (!unknownField.test(complaint)) return undefined;
  return sent.maxTokensTold
    ? { ...sent, maxTokens: 'none' }
    : { ...sent, maxTokens: other, maxTokensTold: true };
}

const unknownField =
  /unsupported|not support|unknown|unrecogni[sz]ed|unexpected|extra|not permitted|not allowed/i;

/** "at most 2048", "≤ 8192", "[1, 8192]". */
const saidLimit =
  /(?:at most|up to|less than(?: or equal to)?|no more than|maximum(?: of| is|:)?|<=?|≤|\[\s?\d+,)\s?(\d{2,7})/i;

/** What is left when two requests, sent at the same time, were refused different things. */
export function bothAbilities(a: Abilities, b: Abilities): Abilities {
  const most = Math.min(a.mostTokens ?? Infinity, b.mostTokens ?? Infinity);
  const both = Object.fromEntries(extras.map((what) => [what, a[what] && b[what]]));
  return {
    ...(both as Record<(typeof extras)[number], boolean>),
    form: forms[Math.max(forms.indexOf(a.form), forms.indexOf(b.form))] ?? 'text',
    maxTokens: b.maxTokensTold ? b.maxTokens : a.maxTokens,
    maxTokensTold: a.maxTokensTold || b.maxTokensTold,
    mostTokens: most < Infinity ? most : undefined,
  };
}
