import type { Usage } from '../../core/rating.js';
import { byLabel, type RatedVerdict, schemaVersion, type Unrated, type Verdict } from '../../core/verdict.js';
import type { Answer, AnswerVerdict } from './answer.js';
import type { RunSettings } from './runSettings.js';

/** An answer as runs kept it before it held a verdict. */
export interface EarlierAnswer extends Omit<Answer, 'verdict'> {
  readonly decision: Pick<Verdict, 'mayProceed' | 'because'> & { readonly outcome: Verdict['decision'] };
  readonly rating: EarlierRating | null;
  readonly failure: (Unrated & { readonly usage?: Usage }) | null;
}

type EarlierRating = Omit<RatedVerdict, 'labelProbabilities' | 'questions'> & {
  readonly labelProbabilities: readonly number[] | null;
  readonly questions: readonly string[];
};

/** The answer that an earlier one stands for, so that nothing that was paid for is asked again. */
export function carriedOver(earlier: EarlierAnswer, { rater, thresholds }: RunSettings): Answer {
  const { decision, rating, failure, ...answer } = earlier;
  const { outcome, mayProceed, because } = decision;
  const { door, task } = answer;
  const { labelProbabilities: of = null, questions = [], usage = failure?.usage, ...told } = rating ?? {};
  const verdict = {
    schemaVersion,
    door,
    source: task,
    rater,
    decision: outcome,
    mayProceed,
    asks: false,
    because,
    policy: 'threshold',
    threshold: thresholds[door],
    label: null,
    bounceProbability: null,
    probabilitySource: null,
    calibration: null,
    baseRate: null,
    baseRateBasis: null,
    agreement: null,
    measured: null,
    trust: null,
    explanation: because,
    findings: [],
    droppedFindings: 0,
    trace: [],
    ...told,
    labelProbabilities: of && byLabel(door, of),
    questions: questions.map((text) => ({ text, fact: 'other', gain: 0 })),
    usage: usage ?? null,
    unrated: failure && { cause: failure.cause, message: failure.message, nextStep: failure.nextStep },
  };
  return { ...answer, verdict: verdict as AnswerVerdict };
}
