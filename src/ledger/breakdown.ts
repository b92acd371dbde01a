import { withoutModel } from '../core/agentName.js';
import { grouped } from '../core/grouped.js';
import { type PolicyKind, percent } from '../core/policy.js';
import { wilson } from '../stats/wilson.js';
import { agentKey, labelledOnce } from './outcomes.js';
import type { DecisionRecord } from './record.js';
import type { Entry } from './view.js';

/** Outcomes of one agent, repository, rater or policy. */
export type OutcomeRow = ReturnType<typeof rowOf>;

/** Most rows of a table. */
const mostRows = 8;

interface Kind {
  readonly title: string;
  /** What tells two apart; undefined where it is not known. */
  readonly key: (decision: DecisionRecord) => string | undefined;
  readonly name: (decision: DecisionRecord) => string;
}

const kinds: readonly Kind[] = [
  {
    title: 'By Agent',
    key: ({ agent }) => agentKey(agent),
    name: ({ agent = '' }) => withoutModel(agent),
  },
  {
    title: 'By Repository',
    key: ({ repository }) => repository?.key,
    name: ({ repository }) => repository?.name ?? '',
  },
  { title: 'By Rater', key: ({ rater }) => rater.name, name: ({ rater }) => rater.name },
  { title: 'By Policy', key: policyWords, name: policyWords },
];

const limitWords: Readonly<Record<PolicyKind, string>> = {
  person: 'A person reviews next, limit',
  nobody: 'Nobody reviews, risk up to',
  threshold: 'Threshold',
};

function policyWords({ policy = 'threshold', threshold }: DecisionRecord): string {
  return `${limitWords[policy]} ${percent(threshold)}`;
}

/**
 * The known outcomes of one door's decisions by what they differ in, those with most outcomes first; tables without any
 * are left out.
 *
 * @param entries newest first
 */
export function breakdown(entries: readonly Entry[]) {
  return kinds.flatMap(({ title, key, name }) => {
    const known = entries.filter(({ decision }) => key(decision) !== undefined);
    const rows = [...grouped(known, ({ decision }) => key(decision)).values()]
      .map((own) => rowOf(name((own[0] as Entry).decision), own))
      .filter(({ outcomes }) => outcomes > 0)
      .sort((a, b) => b.outcomes - a.outcomes);
    return rows.length === 0 ? [] : [{ title, rows: rows.slice(0, mostRows) }];
  });
}

function rowOf(name: string, entries: readonly Entry[]) {
  const labelled = labelledOnce(entries);
  const decided = labelled.filter(({ entry }) => entry.decision.outcome !== 'unrated');
  const right = decided.filter(({ entry, bounce }) => (entry.decision.outcome === 'abstain') === bounce);
  const wrong = labelled.filter(({ bounce }) => bounce);
  return {
    name,
    /** Tickets or patches of which the outcome is known. */
    outcomes: labelled.length,
    rework: shareWords(wrong.length, labelled.length),
    decidedRight: shareWords(right.length, decided.length),
  };
}

/** "5 of 12, 42% (19% to 68%)": a share with its 95% interval. */
function shareWords(some: number, all: number): string {
  const share = wilson(some, all);
  if (!share) return '—';
  const number = (value: number) => value.toLocaleString('en');
  return `${number(some)} of ${number(all)}, ${percent(share.value)} (${percent(share.low)} to ${percent(share.high)})`;
}
