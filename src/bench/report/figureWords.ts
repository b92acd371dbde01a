import type { Door } from '../../core/rating.js';
import { type MetricId, metricOf } from '../metrics/registry.js';
import { scoreIds } from '../metrics/scores.js';
import type { Cell, LeaderboardFigure } from './leaderboard.js';
import { decimal } from './words.js';

/** The metric of a leaderboard's figure. */
export function figureId(door: Door, id: LeaderboardFigure): MetricId {
  return id === 'score' ? scoreIds[door] : id;
}

/** A figure's value as people read it, with its unit. */
export function figureText(id: string, value: number): string {
  const { digits, unit } = metricOf(id);
  return `${decimal(value, digits)}${unit}`;
}

/** "0.25 to 0.31"; empty where there is no interval. */
export function intervalText(id: string, interval: Cell['interval']): string {
  if (interval === null || Number.isNaN(interval.low) || Number.isNaN(interval.high)) return '';
  return `${figureText(id, interval.low)} to ${figureText(id, interval.high)}`;
}
