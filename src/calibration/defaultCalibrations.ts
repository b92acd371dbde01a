import type { Door } from '../core/rating.js';
import type { FittedCalibration, FittedStack } from './calibrationText.js';
import defaults from './defaults.json' with { type: 'json' };
import type { LabelTable } from './labelTable.js';

/** What `training/calibrate.ts` writes for one door, from answers that were recorded for BouncerBench. */
export interface ShippedDoor {
  /** What each label means where nothing is known of the rater: over all recorded raters together. */
  readonly priorTable: LabelTable;
  readonly raters: readonly FittedCalibration[];
  /** What an answer means where nothing is known of the model that gave it. */
  readonly anyModel: FittedCalibration;
  /** For each pair of the recorded raters, and for all. */
  readonly stacks: readonly FittedStack[];
}

const shipped = defaults as unknown as Readonly<Record<Door, ShippedDoor>>;

/** The recorded models by the names that servers give them. */
const families: readonly (readonly [model: string, pattern: RegExp])[] = [
  ['claude-3.7-sonnet', /^claude-3[.-]7-sonnet(?!\w)/],
  ['gemma3_27b-it-q8_0', /^gemma-?3[:_-]27b/],
  ['gpt-4.1', /^gpt-4\.1(?!\w|\.|-mini|-nano)/],
  ['o4-mini', /^o4-mini(?!\w)/],
  ['qwen3_32b-q8_0', /^qwen-?3[:_-]32b/],
];

/** A rater that asks a model once, as those were recorded; an agentic rater's labels mean something else. */
const asksOnce = /^(?:chat|editor):/;
/** `openai/…`, `us.anthropic.…` */
const provider = /^(?:.*\/)?(?:[a-z]+\.)*/;

/** Which of the recorded models a rater's or model's name means; undefined for others. */
export function recordedModel(raterName: string): string | undefined {
  const name = raterName.toLowerCase().replace(asksOnce, '').replace(provider, '');
  return families.find(([, pattern]) => pattern.test(name))?.[0];
}

/**
 * The calibration that comes with Bouncer for a rater's labels, with its threshold: the model's own where its answers
 * were recorded; for other models on tickets that of all recorded models together. The recorded answers on patches are too
 * few to overrule a model that nobody measured. Undefined for raters that do not ask a model once.
 */
export function defaultCalibration(door: Door, raterName: string): FittedCalibration | undefined {
  const model = recordedModel(raterName);
  const { raters, anyModel } = shipped[door];
  if (model === undefined) return door === 'input' && asksOnce.test(raterName) ? anyModel : undefined;
  return raters.find(({ calibration }) => calibration.rater.name === model);
}

/**
 * The stack that comes with Bouncer for these raters, whose members go by the recorded models' names
 * ({@link recordedModel}); undefined unless they are two recorded models or all of them.
 */
export function defaultStack(door: Door, raterNames: readonly string[]): FittedStack | undefined {
  const models = new Set(raterNames.map(recordedModel));
  return shipped[door].stacks.find(
    ({ stack }) =>
      stack.members.length === models.size && stack.members.every(({ rater }) => models.has(rater)),
  );
}

/** What each label means where nothing is known of the rater, to start a calibration from. */
export function priorTable(door: Door): LabelTable {
  return shipped[door].priorTable;
}
