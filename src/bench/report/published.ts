import type { Door } from '../../core/rating.js';
import type { LeaderboardRow } from './report.js';

interface Published {
  readonly name: string;
  readonly score: number;
  readonly macroF1: number;
  readonly bounceRecallPercent: number;
  readonly wronglyBouncedPercent: number;
}

const allTickets = 1699;
const liteTickets = 642;

/**
 * Mathews and Nagappan 2025, BouncerBench (arXiv 2506.17812): the paper's rule, bounce on the last two labels, on all
 * 1,699 labelled tickets, recomputed from the answers of its replication package and equal to what it prints.
 */
const tickets: readonly Published[] = [
  published('o4-mini', 0.271, 0.592, 26.8, 5.4),
  published('gpt-4.1', 0.233, 0.5, 12.9, 2.0),
  published('qwen3 32b', 0.232, 0.466, 8.8, 1.3),
  published('claude-3.7-sonnet', 0.209, 0.422, 4.0, 0.6),
  published('gemma3 27b', 0.198, 0.399, 1.7, 0.3),
];

/** The sample entries by the paper's agentic bouncer on BouncerBench's leaderboard. */
const agenticOnLite = published('agentic bouncer', 0.485, 0.592, 19.4, 4.1);
const agenticOnPatches = published('agentic bouncer', 0.32, 0.69, 61.0, 16.9);

/** Published results at a door. They are over all tasks of BouncerBench, so they don't compare with a part of them. */
export function publishedRows(door: Door): LeaderboardRow[] {
  if (door === 'output') {
    return [leaderboardRow(agenticOnPatches, 'published sample entry, on BouncerBench’s own patches', null)];
  }
  return [
    ...tickets.map((row) => leaderboardRow(row, 'published, on all 1,699 tickets', allTickets)),
    leaderboardRow(agenticOnLite, 'published sample entry, on the 642 tickets of Lite', liteTickets),
  ];
}

function published(
  name: string,
  score: number,
  macroF1: number,
  bounceRecall: number,
  wronglyBounced: number,
) {
  return {
    name,
    score,
    macroF1,
    bounceRecallPercent: bounceRecall,
    wronglyBouncedPercent: wronglyBounced,
  };
}

function leaderboardRow(row: Published, note: string, tasks: number | null): LeaderboardRow {
  const cell = (value: number) => ({ value, interval: null });
  return {
    kind: 'published',
    name: row.name,
    note,
    figures: {
      score: cell(row.score),
      f_macro: cell(row.macroF1),
      r_b: cell(row.bounceRecallPercent),
      fnr_a: cell(row.wronglyBouncedPercent),
    },
    dollars: null,
    dollarsPerThousand: null,
    tasks,
    missing: null,
  };
}
