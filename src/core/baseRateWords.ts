import { withoutModel } from './agentName.js';
import { type BaseRateBasis, enoughOutcomes, wrongShares } from './baseRate.js';
import { counted } from './counted.js';
import { percent, plurals } from './policy.js';
import type { RatedVerdict } from './verdict.js';

/** What a probability assumes, and why just that: "Assumes that 33% of such patches need rework (your setting)." */
export function baseRateSentence({
  door,
  baseRate,
  baseRateBasis,
}: Pick<RatedVerdict, 'door' | 'baseRate' | 'baseRateBasis'>): string {
  if (baseRate === null) return '';
  const why = baseRateBasis ? ` (${basisWords(baseRateBasis)})` : '';
  return `Assumes that ${percent(baseRate)} of such ${plurals[door]} need rework${why}.`;
}

const agentsOf = { '2024': 'agents of 2024 or earlier', '2025': 'agents of 2025 or later' } as const;

function basisWords({ from, agent, generation, outcomes }: BaseRateBasis): string {
  const few = outcomes < enoughOutcomes ? ', few so far' : '';
  const before = `; without any, ${percent(wrongShares[generation ?? '2025'])}`;
  switch (from) {
    case 'setting':
      return 'your setting';
    case 'agent':
      return `${counted(outcomes, 'outcome')} of ${withoutModel(agent ?? 'this agent')} here${few}${before}`;
    case 'repository':
      return `${counted(outcomes, 'outcome')} in this repository${few}${before}`;
    case 'training':
      return 'as in the training data';
    case 'generation':
      return `${agent === null ? '' : `${agent}: `}${agentsOf[generation ?? '2025']}`;
    default:
      return `the default: the ${agent === null ? 'agent' : `model of ${agent}`} is unknown`;
  }
}
