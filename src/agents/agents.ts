import type { Generation } from '../core/baseRate.js';

/** What an agent is known by: words of its name, and the folders of its branches. */
interface KnownAgent {
  readonly name: string;
  /** In a name, an author, a trailer or a mail address. */
  readonly words: RegExp;
  /** What tells its author or trailer from that of a person, where people have its name. */
  readonly account?: RegExp;
  /** What its branches begin with, before a slash. */
  readonly branches: readonly string[];
}

const known: readonly KnownAgent[] = [
  { name: 'Copilot', words: /copilot/i, branches: ['copilot'] },
  { name: 'Codex', words: /\bcodex\b|codex-connector/i, branches: ['codex'] },
  {
    name: 'Claude Code',
    words: /claude[-_ ]?code|noreply@anthropic\.com|\bclaude\[bot\]/i,
    branches: ['claude'],
  },
  { name: 'Cursor', words: /\bcursor(?:agent)?\b/i, branches: ['cursor'] },
  {
    name: 'Devin',
    words: /\bdevin\b/i,
    account: /\bdevin(?:-ai\b|\[bot\]|\.ai\b)/i,
    branches: ['devin'],
  },
  {
    name: 'Jules',
    words: /\bjules\b/i,
    account: /\blabs-jules\b|\bjules(?:\[bot\]|\.google\b)/i,
    branches: ['jules'],
  },
  { name: 'Gemini CLI', words: /gemini[-_ ]?(?:cli|code)/i, branches: ['gemini'] },
  { name: 'OpenHands', words: /open-?hands|all-hands\.dev/i, branches: ['openhands'] },
  { name: 'Aider', words: /\baider\b/i, branches: ['aider'] },
  { name: 'Amp', words: /\bamp(?:@|code|\[bot\])|^amp$/i, branches: ['amp'] },
  { name: 'Windsurf', words: /windsurf|codeium/i, branches: ['windsurf'] },
  { name: 'Cline', words: /\bcline\b/i, account: /\bcline(?:\[bot\]|\.bot\b)/i, branches: ['cline'] },
  { name: 'Junie', words: /\bjunie\b/i, account: /\bjunie(?:\[bot\]|-agent\b)/i, branches: ['junie'] },
  { name: 'Sweep', words: /\bsweep(?:-ai|\[bot\])/i, branches: ['sweep'] },
  { name: 'SWE-agent', words: /swe-?agent/i, branches: ['swe-agent'] },
];

/** The agents that are known, by their names. */
export const agentNames: readonly string[] = known.map(({ name }) => name);

/** What a repository says of who made a change; none of it comes from the change's own text. */
export interface Origin {
  readonly branch?: string;
  readonly author?: string;
  /** `Co-authored-by` and the like, one a line. */
  readonly trailers?: readonly string[];
}

/** The agent that made a change, with the model where a trailer names it; undefined where nothing tells. */
export function agentOf({ branch = '', author = '', trailers = [] }: Origin): string | undefined {
  const folder = branch.includes('/') ? branch.slice(0, branch.indexOf('/')).toLowerCase() : '';
  for (const said of [...trailers, author]) {
    const agent = known.find(({ words, account = words }) => account.test(said));
    if (agent) {
      const model = modelIn(said);
      return model ? `${agent.name} (${model})` : agent.name;
    }
  }
  return known.find(({ branches }) => branches.includes(folder))?.name;
}

/** The known agent that a file is named after: `copilot-2.patch`; undefined where its name begins with none. */
export function agentOfFile(path: string): string | undefined {
  const name = path.replace(/^.*[/\\]/s, '').toLowerCase();
  const [first = ''] = name.split(/[-_. ]/);
  return known.find(({ words, branches }) => words.exec(name)?.index === 0 || branches.includes(first))?.name;
}

/** A model's name as trailers write it: `Claude Opus 4.5`, `gpt-4o`. */
function modelIn(said: string): string | undefined {
  return /\b(?:claude (?:opus|sonnet|haiku) [\d.]{1,8}|gpt-[\w.]{1,24}|gemini-[\w.-]{1,32}|o\d(?:-\w{1,12})?)\b/i.exec(
    said,
  )?.[0];
}

/**
 * The family of an agent: its own name without its date, version, model and run. Two runs of one agent are one family,
 * because their agreement says little.
 */
export function familyOf(agent: string): string {
  const name = agent.trim().toLowerCase();
  const [first = ''] = name.replace(/^\d{8}[-_]/, '').split(/[_/:@+ ]|-v?\d/);
  const word =
    known.find(
      ({ words, branches }) => words.test(name) || branches.includes(name) || branches.includes(first),
    )?.name ?? first;
  return (word || name).toLowerCase().replace(/[-_ ]/g, '');
}

/** Models that were there before 2025, by words of their names. */
const old =
  /gpt-?(?:3|4(?!\.\d|\d))|gpt-?4o|claude[-_ ]?(?:1|2|3(?![.\d])|3[.-]5|instant)|claude-3-(?:opus|haiku|sonnet)|deepseek-(?:coder|chat)(?:-v2)?|gemini[-_ ]?1|doubao|mixtral|llama[-_ ]?[23](?!\.3)|qwen[-_ ]?2|\bo1\b/i;
/** Models since. */
const recent =
  /gpt-?(?:4\.[15]|[5-9]|oss)|claude[-_ ]?(?:3[.-]7|(?:opus|sonnet|haiku)[-_ ]?[4-9]|[4-9])|gemini[-_ ]?[2-9]|qwen[-_ ]?3|\bo[34](?:-mini)?\b|deepseek[-_ ]?(?:v3|r1)|kimi|glm-?[4-9]|grok/i;
/** A year in the name of an agent or a run. */
const year = /(?<!\d)(20[2-9]\d)/;

/** The generation of an agent by its model's name, else by a year in the agent's own; undefined where neither tells. */
export function generationOf(agent: string): Generation | undefined {
  if (recent.test(agent)) return '2025';
  if (old.test(agent)) return '2024';
  const said = year.exec(agent)?.[1];
  return said === undefined ? undefined : Number(said) < 2025 ? '2024' : '2025';
}
