import type { Door } from '../../core/rating.js';
import type { LeaderboardRow } from './leaderboard.js';

type Figures = readonly [score: number, macroF1: number, bounceRecall: number, wronglyBounced: number];

/**
 * Mathews and Nagappan 2025, BouncerBench (arXiv 2506.17812): the paper's rule, bounce on the last two labels, on all
 * 1,699 labeled tickets, recomputed from the answers of its replication package and equal to what it prints.
 */
const tickets: Readonly<Record<string, Figures>> = {
  'o4-mini': [0.271, 0.592, 26.8, 5.4],
  'gpt-4.1': [0.233, 0.5, 12.9, 2.0],
  'qwen3 32b': [0.232, 0.466, 8.8, 1.3],
  'claude-3.7-sonnet': [0.209, 0.422, 4.0, 0.6],
  'gemma3 27b': [0.198, 0.399, 1.7, 0.3],
};

/** The sample entries by the paper's agentic bouncer on BouncerBench's leaderboard. */
const agenticOnLite: Figures = [0.485, 0.592, 19.4, 4.1];
const agenticOnPatches: Figures = [0.32, 0.69, 61.0, 16.9];

/** Published results at a door. They are over all tasks of BouncerBench, so they don't compare with a part of them. */
export function publishedRows(door: Door): LeaderboardRow[] {
  if (door === 'output') {
    const note = "published sample entry, on BouncerBench's own patches";
    return [published('agentic bouncer', agenticOnPatches, note, null)];
  }
  return [
    ...Object.entries(tickets).map(([name, figures]) =>
      published(name, figures, 'published, on all 1,699 tickets', 1699),
    ),
    published('agentic bouncer', agenticOnLite, 'published sample entry, on the 642 tickets of Lite', 642),
  ];
}

function published(name: string, figures: Figures, note: string, tasks: number | null): LeaderboardRow {
  const [score, f_macro, r_b, fnr_a] = figures.map((value) => ({ value, interval: null }));
  return {
    kind: 'published',
    name,
    note,
    figures: { score, f_macro, r_b, fnr_a },
    dollars: null,
    dollarsPerThousand: null,
    tasks,
    missing: null,
  };
}
