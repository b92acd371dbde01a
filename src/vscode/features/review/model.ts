import { whatMoved } from '../../../core/moved.js';
import type { Place } from '../../../core/place.js';
import { nouns, type Outcome, percent } from '../../../core/policy.js';
import { gainWords } from '../../../core/questionWords.js';
import { labels, type Rating } from '../../../core/rating.js';
import {
  confidenceSentence,
  droppedSentence,
  labelAndProbability,
  usageSentence,
} from '../../../core/ratingWords.js';
import type { Verdict } from '../../../core/verdict.js';
import type { PanelModel, PanelPlace, PanelRating } from './protocol.js';

/** The word for each outcome on every surface of the editor. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  proceed: 'Proceed',
  abstain: 'Abstain',
  unrated: 'Not rated',
};

/** "Abstain · VAGUE · 74%": decision, label and bounce probability, as lens and status bar show them. */
export function verdictLine({ decision, rating }: Verdict): string {
  const outcome = outcomeWords[decision.outcome];
  return rating ? `${outcome} · ${labelAndProbability(rating)}` : outcome;
}

/**
 * Turns a verdict into what the panel shows, and the places that its links lead to.
 *
 * @param policy what the threshold was chosen for, in a sentence; empty where it was not chosen for anything
 * @param ticket name of the ticket a patch is reviewed against; undefined for none
 * @param done what a person did about the decision; null where the ledger doesn't have it
 */
export function panelModel(
  verdict: Verdict,
  state: { readonly stale: boolean; readonly rating: boolean; readonly before?: Rating },
  ticket: string | undefined,
  done: readonly string[] | null,
  /** What the user's policy says of the threshold; empty for none. */
  policy = '',
): { readonly model: PanelModel; readonly places: readonly Place[] } {
  const places: Place[] = [];
  const { door, source, decision, failure, rating } = verdict;
  const moved = rating && state.before && whatMoved(state.before, rating);
  const model: PanelModel = {
    source,
    door: door === 'input' ? 'ticket' : 'patch',
    outcome: decision.outcome,
    headline: outcomeWords[decision.outcome],
    because: decision.because,
    policy,
    status: state.rating ? 'Rating…' : state.stale ? `Stale: the ${nouns[door]} has changed since.` : '',
    rating: rating && panelRating(rating, verdict.threshold, places),
    moved,
    nextStep: failure?.nextStep,
    ticket: door === 'output' ? (ticket ?? null) : undefined,
    done,
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
    bounceProbability: rating.probabilitySource === 'label' ? null : rating.bounceProbability,
    threshold,
    probabilities: (rating.labelProbabilities ?? []).map((probability, i) => ({
      label: labels[door][i] as string,
      probability,
    })),
    explanation: rating.explanation,
    findings: rating.findings.map(({ id, severity, message, place, otherPlaces = [], unsure = false }) => ({
      check: rating.evidence.some((fact) => fact.id === id) ? id : undefined,
      severity,
      message,
      unsure,
      places: [...(place ? [place] : []), ...otherPlaces].map(link),
    })),
    questions: rating.questions.map((question) => ({ text: question.text, worth: gainWords(question) })),
    evidence: rating.evidence.map(({ level, sentence, places: seen }) => ({
      level,
      sentence,
      places: seen.map(link),
    })),
    coverage: `${percent(coverage.share)} of the ${nouns[door]} reviewed`,
    files: coverage.files,
    rater: `${rater.name} ${rater.version}`,
    raterNotes: [
      confidenceSentence(rating),
      ...(rating.usage ? [usageSentence(rating.usage)] : []),
      ...(rating.droppedFindings ? [droppedSentence(rating.droppedFindings)] : []),
    ],
    isLocal: rating.probabilitySource === 'model',
    trace: rating.trace ?? [],
  };
}
