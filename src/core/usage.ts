import type { Usage } from './rating.js';

/** What several took together; undefined for none. Without dollars where the price of one of them is not known. */
export function usageTogether(usages: readonly Usage[]): Usage | undefined {
  if (usages.length === 0) return undefined;
  const sum = (key: 'calls' | 'cachedCalls' | 'inputTokens' | 'outputTokens') =>
    usages.reduce((total, usage) => total + usage[key], 0);
  const priced = usages.every(({ dollars }) => dollars !== undefined);
  return {
    calls: sum('calls'),
    cachedCalls: sum('cachedCalls'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    isEstimated: usages.some(({ isEstimated }) => isEstimated) || undefined,
    dollars: priced ? usages.reduce((total, { dollars = 0 }) => total + dollars, 0) : undefined,
  };
}
