import type { Place } from '../../core/place.js';
import { nouns, type Outcome, percent, plurals } from '../../core/policy.js';
import { labels, type Rating } from '../../core/rating.js';
import type { Verdict } from '../../core/verdict.js';
import type { PanelModel, PanelPlace, PanelRating } from './protocol.js';

/** The word for each outcome on every surface of the editor. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  proceed: 'Proceed',
  abstain: 'Abstain',
  unrated: 'Not rated',
};

/** «Abstain · VAGUE · 74 %»: decision, label and bounce probability, as lens and status bar show them. */
export function verdictLine({ decision, rating }: Verdict): string {
  const outcome = outcomeWords[decision.outcome];
  return rating ? `${outcome} · ${rating.label} · ${percent(rating.bounceProbability)} to bounce` : outcome;
}

/**
 * Turns a verdict into what the panel shows, and the places that its links lead to.
 *
 * @param ticket name of the ticket a patch is reviewed against; undefined for none
 */
export function panelModel(
  verdict: Verdict,
  state: { readonly stale: boolean; readonly rating: boolean },
  ticket: string | undefined,
): { readonly model: PanelModel; readonly places: readonly Place[] } {
  const places: Place[] = [];
  const { door, source, decision, failure, rating } = verdict;
  const model: PanelModel = {
    source,
    door: door === 'input' ? 'ticket' : 'patch',
    outcome: decision.outcome,
    headline: outcomeWords[decision.outcome],
    because: decision.because,
    status: state.rating ? 'Rating…' : state.stale ? `Stale: the ${nouns[door]} has changed since.` : '',
    ...(rating && { rating: panelRating(rating, verdict.threshold, places) }),
    ...(failure && { nextStep: failure.nextStep }),
    ...(door === 'output' && { ticket: ticket ?? null }),
  };
  return { model, places };
}

function panelRating(rating: Rating, threshold: number, places: Place[]): PanelRating {
  const { door, coverage, rater } = rating;
  const link = (place: Place): PanelPlace => ({
    index: places.push(place) - 1,
    text: place.file ? `${place.file.path}:${place.file.line}` : `line ${place.range.start.line}`,
    quote: place.quote,
  });
  return {
    label: rating.label,
    bounceProbability: rating.bounceProbability,
    threshold,
    probabilities: labels[door].map((label, i) => ({
      label,
      probability: rating.labelProbabilities[i] ?? 0,
    })),
    explanation: rating.explanation,
    findings: rating.findings.map(({ severity, message, place }) => ({
      severity,
      message,
      ...(place && { place: link(place) }),
    })),
    questions: rating.questions,
    evidence: rating.evidence.map(({ level, sentence, places: seen }) => ({
      level,
      sentence,
      places: seen.map(link),
    })),
    coverage: `${percent(coverage.share)} of the ${nouns[door]} reviewed`,
    files: coverage.files,
    rater: `${rater.name} ${rater.version}`,
    baseRate: `Probabilities presume that ${percent(rating.baseRate)} of the ${plurals[door]} deserve a bounce.`,
  };
}
