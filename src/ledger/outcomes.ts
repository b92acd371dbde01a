import { agentName, withoutModel } from '../core/agentName.js';
import type { KnownOutcomes, Outcomes } from '../core/baseRate.js';
import { type Entry, labelOf } from './view.js';

/** The ticket's or patch's own label, each text once: two decisions on one text are no two cases. */
interface Labelled {
  readonly entry: Entry;
  readonly bounce: boolean;
}

/** The labelled entries, each text by its latest label. @param entries newest first */
export function labelledOnce(entries: readonly Entry[]): Labelled[] {
  const byText = new Map<string, Labelled>();
  for (const entry of entries) {
    const { inputHash, door } = entry.decision;
    const bounce = labelOf(entry);
    const text = `${door} ${inputHash}`;
    if (bounce !== null && !byText.has(text)) byText.set(text, { entry, bounce });
  }
  return [...byText.values()];
}

/** What a patch's outcomes are counted by: who made it, whatever the model; undefined where that is not known. */
export function agentKey(agent: string | undefined): string | undefined {
  const name = agentName(agent);
  return name === undefined ? undefined : withoutModel(name).toLowerCase();
}

/** What became of patches, by who made them and by the key of the repository. */
export class PatchOutcomes {
  private readonly byAgent = new Map<string, Outcomes>();
  private readonly byRepository = new Map<string, Outcomes>();

  /** @param entries newest first */
  constructor(entries: readonly Entry[]) {
    for (const { entry, bounce } of labelledOnce(entries)) {
      const { door, agent, repository } = entry.decision;
      if (door === 'input') continue;
      add(this.byAgent, agentKey(agent), bounce);
      add(this.byRepository, repository?.key, bounce);
    }
  }

  /** What is known of others by the same agent, and in the same repository. */
  of(agent: string | undefined, repository: string | undefined): KnownOutcomes {
    return {
      agent: this.byAgent.get(agentKey(agent) ?? ''),
      repository: this.byRepository.get(repository ?? ''),
    };
  }
}

function add(counts: Map<string, Outcomes>, key: string | undefined, bounce: boolean): void {
  if (key === undefined) return;
  const { count, wrong } = counts.get(key) ?? { count: 0, wrong: 0 };
  counts.set(key, { count: count + 1, wrong: wrong + Number(bounce) });
}
