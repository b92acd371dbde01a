import { generationOf } from '../src/agents/agents.js';
import { patchEvidence } from '../src/checks/evidence.js';
import type { Generation } from '../src/core/baseRate.js';
import { patchCoverage, reviewedPart } from '../src/core/coverage.js';
import { parsePatch } from '../src/core/parsePatch.js';
import { parseTicket } from '../src/core/parseTicket.js';
import type { Patch } from '../src/core/patch.js';
import type { Features } from '../src/raters/local/features.js';
import { patchFeatures } from '../src/raters/local/patchFeatures.js';
import { type DataRow, type LabelledRow, readRows } from './labelledRows.js';
import { padded, paddings } from './padding.js';

/** The source of the patches by agents of 2024, as it is told. */
export const agentsOf2024 = 'SWE-bench, agents of 2024';
const agentsOf2025 = 'SWE-bench, Gemini 3 Pro';

/** Every so many rows one is copied with padding. */
const copied = 3;
/** Padding is a bad sign, if one at all: of the copies of wrong patches each counts more than of right ones. */
const copyWeights = { wrong: 1, right: 0.15 };

/** The labelled patches of a data directory as they stand there. */
export function readPatchData(directory: string): DataRow[] {
  return ['output', 'output_modern', 'output_multilingual'].flatMap((name) =>
    readRows(directory, `${name}.train.jsonl`),
  );
}

/**
 * The labelled patches of a data directory, along the road that a patch takes when it is rated, and copies of a part of
 * them with padding, of which only those with boilerplate are learned from. The data don't tell the two good labels apart, nor the two bad ones; the patch that the
 * maintainers merged does: a patch that resolves its ticket without changing every file that they changed counts as
 * incomplete, one that doesn't resolve it and changes none of those as plainly incorrect.
 */
export function readPatches(directory: string): LabelledRow[] {
  const merged = new Map(
    readRows(directory, 'gold_patches.train.jsonl').map(({ instance_id: id, patch = '' }) => [
      id,
      parsePatch(patch, 'merged patch').files.map(({ path }) => path),
    ]),
  );
  return readPatchData(directory).flatMap((row, i) => {
    const ticket = parseTicket(row.problem_statement, row.instance_id);
    const whole = parsePatch(row.patch ?? '', row.instance_id);
    const featuresOf = (patch: Patch): Features => {
      const part = reviewedPart(patch, patchCoverage(patch));
      return patchFeatures(part, ticket, patchEvidence(part, ticket));
    };
    const bounce = row.output_bounce === true;
    const wanted = merged.get(row.instance_id);
    const paths = new Set(whole.files.map((file) => file.path));
    const origin = originOf(row);
    const one: LabelledRow = {
      instance: row.instance_id,
      repository: row.repo,
      agent: row.agent,
      ...origin,
      features: featuresOf(whole),
      bounce,
      quality: row.output_quality,
      second: wanted
        ? bounce
          ? !wanted.some((path) => paths.has(path))
          : !wanted.every((path) => paths.has(path))
        : null,
      target: Number(bounce),
      weight: 1,
      copy: '',
    };
    if (i % copied > 0) return [one];
    const turn = i / copied;
    const weight = bounce ? copyWeights.wrong : copyWeights.right;
    const measured = paddings[1 + (turn % (paddings.length - 1))] as (typeof paddings)[number];
    return [
      one,
      ...(
        [
          ['boilerplate', weight],
          [measured, 0],
        ] as const
      ).map(([copy, weight]) => {
        const features = featuresOf(padded(whole, copy, ticket.title.text, turn));
        return { ...one, features, weight, copy };
      }),
    ];
  });
}

function originOf({ agent, source, language = 'python' }: DataRow): {
  readonly source: string;
  readonly group: string;
  readonly generation: Generation;
} {
  const generation = generationOf(agent) ?? '2025';
  const group =
    language === 'python'
      ? generation === '2024'
        ? '2024'
        : '2025/26'
      : `${language[0]?.toUpperCase()}${language.slice(1)}`;
  return { source: source ?? (generation === '2024' ? agentsOf2024 : agentsOf2025), group, generation };
}
