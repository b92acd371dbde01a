import { drift } from '../calibration/drift.js';
import { counted } from '../core/counted.js';
import { grouped } from '../core/grouped.js';
import { nouns, percent, plurals } from '../core/policy.js';
import { type Door, doors } from '../core/rating.js';
import { money } from '../core/ratingWords.js';
import { breakdown } from './breakdown.js';
import { type DoorQuality, howGood, type LabelledProbability, labels, type Precision } from './howGood.js';
import { refits } from './refit.js';
import { weeks } from './trend.js';
import { type Entry, unreadableWords } from './view.js';

const mostWeeks = 12;
/** Most raters whose drift is reported. */
const mostRaters = 3;

export type GoodReport = ReturnType<typeof goodReport>;
export type DoorReport = GoodReport['doors'][number];

/**
 * How good a ledger's decisions were, as far as that is known, in words.
 *
 * @param entries newest first
 * @param unreadable lines of the ledger that hold no record
 */
export function goodReport(entries: readonly Entry[], unreadable = 0) {
  const quality = howGood(entries);
  const given = labels(entries);
  const decided = doors.filter((door) => quality[door].decisions > 0);
  const labelled = decided.reduce(
    (sum, door) => sum + quality[door].proceed.labelled + quality[door].abstain.labelled,
    0,
  );
  return {
    decisions: entries.length,
    /** What there is to know first, where something is missing; empty otherwise. */
    note: [unreadableWords(unreadable), noteOf(entries.length, labelled)].filter(Boolean).join(' '),
    doors: decided.map((door) => {
      const own = entries.filter(({ decision }) => decision.door === door);
      const report = doorReport(door, quality[door], given);
      return { ...report, breakdown: breakdown(own), refits: refits(own) };
    }),
    /** The latest in which something was decided, the earliest first. */
    weeks: weeks(entries).slice(-mostWeeks),
  };
}

function noteOf(decisions: number, labelled: number): string {
  if (decisions === 0) return 'No reviews yet: rate a ticket or review a patch.';
  if (labelled > 0) return '';
  return 'Nothing is labeled yet: record outcomes or disagree with decisions, and Bouncer can say how often it was right.';
}

function doorReport(door: Door, quality: DoorQuality, given: readonly LabelledProbability[]) {
  const { decisions, proceeded, abstained, unrated, coverage, overrides, medianMilliseconds } = quality;
  const kinds = `${number(proceeded)} proceed, ${number(abstained)} abstain, ${number(unrated)} not rated.`;
  const overridden = overrides.count === 0 ? '' : `${share(overrides.share)} of the decisions.`;
  const median = medianMilliseconds === null ? '—' : duration(medianMilliseconds);
  return {
    door,
    title: { input: 'Tickets', output: 'Patches' }[door],
    figures: [
      figure('Decisions', number(decisions), kinds),
      figure('Coverage', share(coverage), `The share of the ${plurals[door]} that may proceed.`),
      precisionFigure('Precision of proceed', quality.proceed, 'needed no rework'),
      precisionFigure('Precision of abstain', quality.abstain, 'needed rework'),
      figure('Disagreed', number(overrides.count), overridden),
      moneyFigure(quality),
      figure('Median time', median, `For one ${nouns[door]}.`),
    ],
    /** Why people overrode, most frequent first. */
    reasons: overrides.reasons,
    /** Whether calibration still holds, for each rater of which outcomes are known. */
    drift: driftReports(
      door,
      given.filter((one) => one.door === door),
    ),
  };
}

/** @param detail what the value rests on, in a sentence; may be empty */
function figure(title: string, value: string, detail: string) {
  return { title, value, detail };
}

function precisionFigure(
  title: string,
  { labelled, right, byOverride, share: estimate }: Precision,
  what: string,
) {
  if (!estimate) return figure(title, '—', 'None of them is labeled yet.');
  const interval = `95% interval ${percent(estimate.low)} to ${percent(estimate.high)}`;
  const rest = byOverride === 1 ? 'rests' : 'rest';
  const overridden =
    byOverride === 0 ? '' : ` ${number(byOverride)} of these labels ${rest} on a disagreement alone.`;
  const detail = `${number(right)} of ${number(labelled)} labeled ${what} (${interval}).${overridden}`;
  return figure(title, percent(estimate.value), detail);
}

function moneyFigure({ dollars, unpriced, inputTokens, outputTokens }: DoorQuality) {
  if (inputTokens + outputTokens === 0 && unpriced === 0) {
    return figure('Cost', money(0), 'No model was paid.');
  }
  const unknown =
    unpriced === 0 ? '' : ` Not included: ${counted(unpriced, 'decision')} at an unknown price.`;
  const tokens = `${number(inputTokens)} tokens in, ${number(outputTokens)} out.`;
  return figure('Cost', money(dollars), `${tokens}${unknown}`);
}

/** A new fit starts a new series: outcomes under an earlier calibration say nothing about it. */
function driftReports(door: Door, given: readonly LabelledProbability[]) {
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
