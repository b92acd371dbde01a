import { cut, oneLine, squeezed } from './oneLine.js';

/** Characters (UTF-16 code units) of an agent's name that are kept. */
const longest = 80;

/** Who made a patch, as anybody may have written it, on one line and no longer than a name; undefined for nobody. */
export function agentName(said: string | null | undefined): string | undefined {
  const name = squeezed(oneLine(cut(said ?? '', 10 * longest)));
  return cut(name, longest).trimEnd() || undefined;
}

/** An agent's name without its model, which stands in parentheses: what its outcomes are counted by. */
export function withoutModel(agent: string): string {
  const model = agent.endsWith(')') ? agent.lastIndexOf(' (') : -1;
  return model > 0 ? agent.slice(0, model) : agent;
}
