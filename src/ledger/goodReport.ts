import { drift } from '../calibration/drift.js';
import { grouped } from '../core/grouped.js';
import { nouns, percent, plurals } from '../core/policy.js';
import { type Door, doors } from '../core/rating.js';
import { money } from '../core/ratingWords.js';
import { type DoorQuality, howGood, type LabelledProbability, labels, type Precision } from './howGood.js';
import type { DoorReport, DriftReport, Figure, GoodReport } from './report.js';
import { weeks } from './trend.js';
import { type Entry, unreadableWords } from './view.js';

const mostWeeks = 12;
/** Raters whose drift is told. */
const mostRaters = 3;

/**
 * How good a ledger's decisions were, as far as that is known, in words.
 *
 * @param entries newest first
 * @param unreadable lines of the ledger that hold no record
 */
export function goodReport(entries: readonly Entry[], unreadable = 0): GoodReport {
  const quality = howGood(entries);
  const given = labels(entries);
  const decided = doors.filter((door) => quality[door].decisions > 0);
  const labelled = decided.reduce(
    (sum, door) => sum + quality[door].proceed.labelled + quality[door].abstain.labelled,
    0,
  );
  return {
    decisions: entries.length,
    note: [unreadableWords(unreadable), noteOf(entries.length, labelled)].filter(Boolean).join(' '),
    doors: decided.map((door) => doorReport(door, quality[door], given)),
    weeks: weeks(entries).slice(-mostWeeks),
  };
}

function noteOf(decisions: number, labelled: number): string {
  if (decisions === 0) return 'No decision is kept yet: rate a ticket or review a patch.';
  if (labelled > 0) return '';
  return 'Nothing is labeled yet: record outcomes or override decisions, and Bouncer can say how often it was right.';
}

function doorReport(door: Door, quality: DoorQuality, given: readonly LabelledProbability[]): DoorReport {
  const { decisions, proceeded, abstained, unrated, coverage, overrides, medianMilliseconds } = quality;
  const title = { input: 'Tickets', output: 'Patches' }[door];
  const figures: Figure[] = [
    {
      title: 'Decisions',
      value: number(decisions),
      detail: `${number(proceeded)} proceed, ${number(abstained)} abstain, ${number(unrated)} not rated.`,
    },
    {
      title: 'Coverage',
      value: share(coverage),
      detail: `The share of the ${plurals[door]} that may proceed.`,
    },
    precisionFigure('Precision of proceed', quality.proceed, 'deserved no bounce'),
    precisionFigure('Precision of abstain', quality.abstain, 'deserved a bounce'),
    {
      title: 'Overridden',
      value: number(overrides.count),
      detail: overrides.count === 0 ? '' : `${share(overrides.share)} of the decisions.`,
    },
    moneyFigure(quality),
    {
      title: 'Median time',
      value: medianMilliseconds === null ? '—' : duration(medianMilliseconds),
      detail: `For one ${nouns[door]}.`,
    },
  ];
  const own = given.filter((one) => one.door === door);
  return { door, title, figures, reasons: overrides.reasons, drift: driftReports(door, own) };
}

function precisionFigure(
  title: string,
  { labelled, right, byOverride, share: estimate }: Precision,
  what: string,
): Figure {
  if (!estimate) return { title, value: '—', detail: 'None of them is labeled yet.' };
  const interval = `95% interval ${percent(estimate.low)} to ${percent(estimate.high)}`;
  const rest = byOverride === 1 ? 'rests' : 'rest';
  const overridden =
    byOverride === 0 ? '' : ` ${number(byOverride)} of these labels ${rest} on an override alone.`;
  return {
    title,
    value: percent(estimate.value),
    detail: `${number(right)} of ${number(labelled)} labeled ${what} (${interval}).${overridden}`,
  };
}

function moneyFigure({ dollars, unpriced, inputTokens, outputTokens }: DoorQuality): Figure {
  if (inputTokens + outputTokens === 0 && unpriced === 0) {
    return { title: 'Cost', value: money(0), detail: 'No model was paid.' };
  }
  const unknown =
    unpriced === 0
      ? ''
      : ` ${number(unpriced)} ${unpriced === 1 ? 'decision' : 'decisions'} at an unknown price not included.`;
  return {
    title: 'Cost',
    value: money(dollars),
    detail: `${number(inputTokens)} tokens in, ${number(outputTokens)} out.${unknown}`,
  };
}

/** A calibration that was fitted anew starts anew: outcomes under an earlier one say nothing of it. */
function driftReports(door: Door, given: readonly LabelledProbability[]): DriftReport[] {
  const byRater = grouped(given, ({ rater, calibration }) =>
    JSON.stringify([rater.name, rater.version, calibration]),
  );
  const frequent = [...byRater.values()].sort((a, b) => b.length - a.length).slice(0, mostRaters);
  return frequent.map((newestFirst) => {
    const { sentence, offerRefit } = drift(door, newestFirst.toReversed());
    const rater = newestFirst[0]?.rater;
    return { rater: `${rater?.name} ${rater?.version}`.trim(), sentence, offerRefit };
  });
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function share(value: number | null): string {
  return value === null ? '—' : percent(value);
}

/** "12 ms", "2.4 s", "3 min". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
