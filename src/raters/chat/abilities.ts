import { statusOf } from './faults.js';

/** How a server is made to answer in JSON; each is tried when it refuses the one before. */
const forms = ['schema', 'json', 'tool', 'text'] as const;

/** What a server takes in a request, as far as it is known. Plain data: it is kept with a batch. */
export interface Abilities {
  readonly form: (typeof forms)[number];
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly logprobs: boolean;
  readonly effort: boolean;
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  /** The server refused the other name already. */
  readonly maxTokensTold: boolean;
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
    maxTokens: reasons ? 'max_completion_tokens' : 'max_tokens',
    maxTokensTold: false,
  };
}

/** The abilities without what a server refused of a request made with them; undefined when nothing can be dropped. */
export function withoutRefused(sent: Abilities, error: unknown): Abilities | undefined {
  const status = statusOf(error);
  if (status !== 400 && status !== 422 && status !== 501) return undefined;
  const complaint = String((error as Error).message);
  const other = sent.maxTokens === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  if (complaint.includes(other) && !sent.maxTokensTold) {
    return { ...sent, maxTokens: other, maxTokensTold: true };
  }
  const drop = (key: 'temperature' | 'seed' | 'logprobs' | 'effort') =>
    sent[key] ? { ...sent, [key]: false } : undefined;
  if (/log_?probs/.test(complaint)) return drop('logprobs');
  if (/temperature/.test(complaint)) return drop('temperature');
  if (/reasoning_?effort/.test(complaint)) return drop('effort');
  if (/\bseed\b/.test(complaint)) return drop('seed');
  if (/response_format|json_schema|json_object|structured output|tool|grammar/i.test(complaint)) {
    const form = forms[forms.indexOf(sent.form) + 1];
    return form && { ...sent, form };
  }
  return undefined;
}

/** What is left when two requests, sent at the same time, were refused different things. */
export function bothAbilities(a: Abilities, b: Abilities): Abilities {
  return {
    form: forms[Math.max(forms.indexOf(a.form), forms.indexOf(b.form))] ?? 'text',
    temperature: a.temperature && b.temperature,
    seed: a.seed && b.seed,
    logprobs: a.logprobs && b.logprobs,
    effort: a.effort && b.effort,
    maxTokens: b.maxTokensTold ? b.maxTokens : a.maxTokens,
    maxTokensTold: a.maxTokensTold || b.maxTokensTold,
  };
}
