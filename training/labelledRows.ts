import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generation } from '../src/core/baseRate.js';
import type { Features } from '../src/raters/local/features.js';

/** A row of the labelled data: a ticket, or a patch for one. */
export interface DataRow {
  readonly instance_id: string;
  readonly repo: string;
  readonly problem_statement: string;
  readonly input_quality: number;
  readonly input_bounce?: boolean;
  readonly agent: string;
  readonly patch?: string;
  readonly output_quality: number | null;
  /** Absent for a patch that the maintainers merged. */
  readonly output_bounce?: boolean;
  /** Absent for the patches for SWE-bench of 2024 and 2025. */
  readonly source?: string;
  readonly language?: string;
}

/** The rows of a file of the data directory. */
export function readRows<Row = DataRow>(directory: string, name: string): Row[] {
  const path = join(directory, name);
  if (!existsSync(path)) {
    throw new Error(
      `The labeled data are missing: there is no ${path}. Name their directory with --data DIR.`,
    );
  }
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** A labelled ticket or patch, as training and measuring see it. */
export interface LabelledRow {
  readonly instance: string;
  readonly repository: string;
  /** Who wrote the patch; the empty string for tickets. */
  readonly agent: string;
  /** Rows of one source share a base rate, which no model is to learn. */
  readonly source: string;
  /** What figures are told of, for example `Rust`. */
  readonly group: string;
  readonly generation: Generation;
  readonly features: Features;
  readonly bounce: boolean;
  /** Tickets: 0 (well specified) .. 3 (impossible). Patches: share of the tests that pass, null where unknown. */
  readonly quality: number | null;
  /** Whether it has the second label of its pair (good or bad); null where the data don't say. */
  readonly second: boolean | null;
  /** What the scorer is fitted to, 0..1, higher for worse: the bounce itself, or a finer judgement of it. */
  readonly target: number;
  /** How much the scorer heeds it; 0 for a row that is only measured. */
  readonly weight: number;
  /** What was made of a case to learn from it, for example `comments` where they were added; empty for the case. */
  readonly copy: string;
}
