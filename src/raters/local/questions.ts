import type { Evidence } from '../../core/evidence.js';
import type { Features } from './features.js';
import type { Scoring } from './model.js';

const mostQuestions = 3;

export function chooseQuestions(_evidence: Evidence, _features: Features, _scoring: Scoring): string[] {
  return [].slice(0, mostQuestions);
}
