/** Where Bouncer speaks with a person; each has its own names for what can be set. */
export type Surface = 'terminal' | 'editor';

const names = {
  timeout: ['--timeout', 'bouncer.chat.timeout'],
  contextTokens: ['--context-tokens', 'bouncer.chat.contextTokens'],
  maxOutputTokens: ['--max-output-tokens', 'bouncer.chat.maxOutputTokens'],
  baseUrl: ['--base-url', 'bouncer.chat.baseUrl'],
  model: ['--model', 'bouncer.chat.model'],
  key: ['BOUNCER_API_KEY', '"Bouncer: Connect a Model…"'],
  strategy: ['--strategy', 'bouncer.chat.strategy'],
  price: ['--price IN,OUT', 'bouncer.chat.prices'],
  budget: ['--budget', 'bouncer.chat.budgetPerDay'],
  rater: ['--rater', '"Bouncer: Choose Reviewer…"'],
  oneIssue: ['one issue in each file, or one on each line with `--jsonl`', 'one issue in each file'],
  authorities: ['NODE_EXTRA_CA_CERTS', "the system's trusted certificates"],
} as const;

let surface: Surface = 'terminal';

/** Says, as a program starts, where it speaks; each of its threads does so, too. */
export function speakIn(chosen: Surface): void {
  surface = chosen;
}

/** What a person sets something by where they are: an option, a variable, a setting or a command. */
export function nameOf(what: keyof typeof names): string {
  return names[what][surface === 'terminal' ? 0 : 1];
}
