import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patchEvidence, ticketEvidence } from '../src/checks/evidence.js';
import { patchCoverage, reviewedPart } from '../src/core/coverage.js';
import { parsePatch } from '../src/core/parsePatch.js';
import { parseTicket } from '../src/core/parseTicket.js';
import { patchFeatures } from '../src/raters/local/patchFeatures.js';
import { ticketFeatures } from '../src/raters/local/ticketFeatures.js';
import type { LabelledRow } from './doorTraining.js';

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
}

/** The labelled tickets of a data directory, along the road that a ticket takes when it is rated. */
export function readTickets(directory: string): LabelledRow[] {
  return readRows(directory, 'input.train.jsonl').map((row) => {
    const ticket = parseTicket(row.problem_statement, row.instance_id);
    return {
      instance: row.instance_id,
      repository: row.repo,
      agent: '',
      features: ticketFeatures(ticket, ticketEvidence(ticket)),
      bounce: row.input_bounce === true,
      quality: row.input_quality,
      second: row.input_quality === 1 || row.input_quality === 3,
    };
  });
}

/**
 * The labelled patches of a data directory, likewise. The data don't tell the two good labels apart, nor the two bad
 * ones; the patch that the maintainers merged does: a patch that resolves its ticket without changing every file
 * that they changed counts as incomplete, one that doesn't resolve it and changes none of those as plainly incorrect.
 */
export function readPatches(directory: string): LabelledRow[] {
  const merged = new Map(
    readRows(directory, 'gold_patches.train.jsonl').map(({ instance_id: id, patch = '' }) => [
      id,
      parsePatch(patch, 'merged patch').files.map(({ path }) => path),
    ]),
  );
  return readRows(directory, 'output.train.jsonl').map((row) => {
    const ticket = parseTicket(row.problem_statement, row.instance_id);
    const whole = parsePatch(row.patch ?? '', row.instance_id);
    const patch = reviewedPart(whole, patchCoverage(whole));
    const wanted = merged.get(row.instance_id);
    const paths = new Set(whole.files.map((file) => file.path));
    return {
      instance: row.instance_id,
      repository: row.repo,
      agent: row.agent,
      features: patchFeatures(patch, ticket, patchEvidence(patch, ticket)),
      bounce: row.output_bounce === true,
      quality: row.output_quality,
      second:
        wanted === undefined
          ? null
          : row.output_bounce
            ? !wanted.some((path) => paths.has(path))
            : !wanted.every((path) => paths.has(path)),
    };
  });
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
