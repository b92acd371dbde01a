import { percent } from '../../core/policy.js';
import type { Door } from '../../core/rating.js';
import type { RunSettings } from './runSettings.js';

type Numbers = Pick<RunSettings, 'thresholds' | 'baseRates' | 'origins'>;

const thresholdOrigins = {
  setting: 'as set',
  training: 'best score on training rows',
  rater: "the rater's own",
};
const baseRateOrigins = {
  setting: 'as set',
  data: 'the share of bounces in the data',
  training: 'the share of bounces in the training rows',
  rater: "the rater's own",
};

/** "51%: best score on training rows" */
export function thresholdText({ thresholds, origins }: Numbers, door: Door): string {
  const why = origins && thresholdOrigins[origins[door].threshold];
  return `${percent(thresholds[door])}${why ? `: ${why}` : ''}`;
}

/** "63%: the share of bounces in the data"; empty where the rater presumes its own. */
export function baseRateText({ baseRates, origins }: Numbers, door: Door): string {
  const share = baseRates[door];
  if (share === null) return '';
  return `${percent(share)}: ${baseRateOrigins[origins?.[door].baseRate ?? 'setting']}`;
}

/** What a run decides by, in a line for each of its doors. */
export function rulesText(settings: Numbers & Pick<RunSettings, 'doors'>): string {
  const { doors } = settings;
  const lines = doors.map((door) => {
    const baseRate = baseRateText(settings, door);
    const where = doors.length > 1 ? ` at the ${door} door` : '';
    return `Threshold${where} ${thresholdText(settings, door)}.${baseRate && ` Base rate ${baseRate}.`}`;
  });
  return lines.join('\n');
}
