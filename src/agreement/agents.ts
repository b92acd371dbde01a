/** The agents that people name, by a word in their names. */
const known =
  /claude[-_ ]?code|copilot|codex|cursor|devin|jules|gemini[-_ ]?cli|aider|cline|windsurf|openhands|swe-?agent|amp\b|opencode|goose|junie|sweep/i;

/**
 * The family of an agent: its own name without its date, version, model and run. Two runs of one agent are one family,
 * because their agreement says little.
 */
export function familyOf(agent: string): string {
  const name = agent.trim().toLowerCase();
  const word = known.exec(name)?.[0] ?? name.replace(/^\d{8}[-_]/, '').split(/[_/:@+ ]|-v?\d/)[0] ?? name;
  return word.replace(/[-_ ]/g, '');
}
