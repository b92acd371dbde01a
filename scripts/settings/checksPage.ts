import type { About } from '../../src/checks/check.js';
import measured from '../../src/checks/figures.json' with { type: 'json' };
import { registry } from '../../src/checks/registry.js';

/** What is known of a ticket or patch: patches are gold (merged by the maintainers), right or wrong; tickets clear or vague. */
export type Standing = 'gold' | 'right' | 'wrong' | 'clear' | 'vague';

/** How often a check speaks. */
export interface CheckFigure {
  readonly id: string;
  readonly says: 'warning' | 'hint';
  /** The share of rows of each standing on which it speaks, 0..1. */
  readonly shares: Readonly<Partial<Record<Standing, number>>>;
  /** By how much more often it speaks on the bad side than on the good one, with a 95% interval. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
}

/** What `npm run checks` measures. */
export interface Figures {
  /** Of each set of patches, how many rows of each standing there are, and the share with a warning or a blocker. */
  readonly loud: Readonly<
    Record<string, Readonly<Partial<Record<Standing, { readonly share: number; readonly rows: number }>>>>
  >;
  /** Checks that speak at all, the best first: on Python, on Rust and Java, on tickets. */
  readonly patches: readonly CheckFigure[];
  readonly others: readonly CheckFigure[];
  readonly tickets: readonly CheckFigure[];
}

type Group = Readonly<Record<string, About>>;
type Entry = readonly [id: string, about: About];

const ofPatches: readonly Standing[] = ['gold', 'right', 'wrong'];
const ofTickets: readonly Standing[] = ['clear', 'vague'];

/** The page on the checks, from their registry and from what was measured. */
export function checksPage(figures: Figures = measured as Figures): string {
  const { ticket, ticketInCode, patch, patchInCode, rater } = registry;
  const inBoth = ([id]: Entry) => id in ticket && id in patch;
  const findings = (...groups: readonly Group[]) =>
    groups.flatMap(Object.entries<About>).filter(([, { help }]) => help);
  const rules = (entries: readonly Entry[]) => entries.map((entry) => ruleOf(entry, figures)).join('\n\n');
  const measures = (group: Group) =>
    table(
      ['Fact', 'What it measures'],
      Object.entries(group).flatMap(([id, { title, help }]) => (help ? [] : [[`\`${id}\``, title]])),
    );
  return `# What Bouncer checks

\`npm run settings\` writes this page from \`src/checks/registry.ts\`.

Every check is deterministic, runs on your machine, and always gives one fact: what it measured, a sentence for people, and the places where it saw it. A **blocker** means abstain, whatever the rater says. Blockers, errors, warnings and hints (\`info\` in the terminal and in JSON) are findings in the Problems view. Everything else is evidence that the rater weighs.

## Tickets

The facts hold in English, Chinese, Japanese, Korean, German, French, Spanish, Portuguese, Russian and Polish. In any other language, a check that does not know the words says nothing.

${rules(findings(ticket, ticketInCode).filter((entry) => !inBoth(entry)))}

## Measures of tickets

Evidence that a rater weighs. It never becomes a finding.

${measures(ticket)}

## Patches

${rules(findings(patch, patchInCode).filter((entry) => !inBoth(entry)))}

## Measures of patches

Evidence that a rater weighs. It never becomes a finding.

${measures(patch)}

## Both

${rules(findings(patch).filter(inBoth))}

## Raters that think

${rules(findings(rater))}

## How often they are right

Measured on labeled tickets and patches that are not part of the project, each patch with its ticket and without a code base. "Gold" patches are those that maintainers merged; "right" and "wrong" ones are agents' patches. What each check does is in its section. A ratio of 3 says that a check speaks three times as often on wrong patches as on right ones (on vague tickets as on clear ones); its interval comes from resampling the instances. The ticket's tests say which patches are right or wrong; people say which tickets are clear or vague. \`npm run checks\` measures again.

#### Patches with a warning or a blocker

${table(
  ['Patches', ...ofPatches],
  Object.entries(figures.loud).map(([name, of]) => [
    name,
    ...ofPatches.map((standing) => {
      const loud = of[standing];
      return loud ? `${percent(loud.share)} of ${loud.rows}` : '';
    }),
  ]),
)}
`;
}

/** A check's section. */
function ruleOf([id, { title, help, why, example }]: Entry, { patches, others, tickets }: Figures): string {
  const worth = (figures: readonly CheckFigure[], standings: readonly Standing[], noun: string) =>
    figures.filter((figure) => figure.id === id).map((figure) => clause(figure, standings, noun));
  const told = [
    ...worth(patches, ofPatches, 'patches in Python'),
    ...worth(others, ['right', 'wrong'], 'patches in Rust and Java'),
    ...worth(tickets, ofTickets, 'tickets'),
  ];
  const parts = [
    `### ${id}`,
    `${title}. ${help}`,
    why,
    example && `Example: ${example}`,
    told.length > 0 && `Measured: ${told.join('; ')}.`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function clause({ says, shares, ratio }: CheckFigure, standings: readonly Standing[], noun: string): string {
  const each = standings.map((standing) => `${percent(shares[standing])} of ${standing}`);
  const [value, low, high] = [ratio.value, ratio.low, ratio.high].map((number) => number.toFixed(1));
  return `a ${says} on ${each.slice(0, -1).join(', ')} and ${each.at(-1)} ${noun}, ratio ${value} (95% interval ${low} to ${high})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function percent(share = 0): string {
  return `${(100 * share).toFixed(1)}%`;
}
