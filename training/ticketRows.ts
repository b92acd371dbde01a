import { ticketEvidence } from '../src/checks/evidence.js';
import { parseTicket } from '../src/core/parseTicket.js';
import { labels } from '../src/core/rating.js';
import type { Features } from '../src/raters/local/features.js';
import { ticketFeatures } from '../src/raters/local/ticketFeatures.js';
import { mean } from '../src/stats/moments.js';
import { type LabelledRow, readRows } from './labelledRows.js';
import { environment, otherEnvironment, ownTickets } from './ownTickets.js';

interface Twins {
  readonly instance_id: string;
  readonly repo: string;
  readonly full_text: string;
  readonly vague_text: string;
}

interface Recorded {
  readonly instance_id: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The source of the tickets that people graded. */
export const graded = 'SWE-bench';

/** How much one of the three kinds of text that nobody graded counts beside a graded ticket. */
const weights = { vague: 0.03, padded: 0.015, own: 1.5 };
/** What the scorer is to make of them, 0..1; a twin's grade is only known to be worse than that of its full text. */
const targets = { twin: 0.7, ownVague: 0.9, ownClear: 0.08 };

/**
 * The labelled tickets of a data directory, along the road that a ticket takes when it is rated; the vague twins of
 * some, bare and with neutral lines up to the length of the full text; and the project's own short tickets.
 */
export function readTickets(directory: string): LabelledRow[] {
  const said = new Map(
    readRows<Recorded>(directory, 'recorded_input_labels.train.jsonl').map((row) => [
      row.instance_id,
      gradeSaid(row),
    ]),
  );
  const cases = readRows(directory, 'input.train.jsonl').map(
    (row): LabelledRow => ({
      ...rowOf(row.instance_id, row.repo, row.problem_statement),
      bounce: row.input_bounce === true,
      quality: row.input_quality,
      second: row.input_quality === 1 || row.input_quality === 3,
      target: mean([row.input_quality / 3, said.get(row.instance_id) ?? row.input_quality / 3]),
    }),
  );
  const twins = readRows<Twins>(directory, 'ambig_pairs.train.jsonl').flatMap((row, i) => {
    const { instance_id: id, repo, full_text: full, vague_text: vague } = row;
    const twin = (copy: string, text: string, weight: number): LabelledRow => ({
      ...rowOf(id, repo, text),
      bounce: true,
      target: targets.twin,
      weight,
      copy,
    });
    const room = full.length - vague.length;
    return [
      twin('vague', vague, weights.vague),
      twin('vague, padded', vague + environment(room, i), weights.padded),
      twin('vague, padded otherwise', vague + otherEnvironment(room, i), 0),
    ];
  });
  const own = ownTickets.map(
    ({ text, isVague }, i): LabelledRow => ({
      ...rowOf(`own-${i}`, 'own', text),
      bounce: isVague,
      target: isVague ? targets.ownVague : targets.ownClear,
      weight: weights.own,
      copy: isVague ? 'own, vague' : 'own, clear',
    }),
  );
  return [...cases, ...twins, ...own];
}

function rowOf(instance: string, repository: string, text: string): LabelledRow {
  return {
    instance,
    repository,
    agent: '',
    source: graded,
    group: 'tickets',
    generation: '2025',
    features: featuresOf(text, instance),
    bounce: false,
    quality: null,
    second: null,
    target: 0,
    weight: 1,
    copy: '',
  };
}

function featuresOf(text: string, source: string): Features {
  const ticket = parseTicket(text, source);
  return ticketFeatures(ticket, ticketEvidence(ticket));
}

/**
 * The mean grade that five models gave, 0..1; undefined where none answered. One person's grade is noisy; what models
 * say beside it makes a steadier target.
 */
function gradeSaid({ labels: said }: Recorded): number | undefined {
  const grades = Object.values(said)
    .map((label) => (labels.input as readonly string[]).indexOf(label))
    .filter((grade) => grade >= 0);
  return grades.length === 0 ? undefined : mean(grades) / 3;
}
