import type { Statistics } from '../statistics/names.ts';

/** How much worse (below 0) a strategy did on data that it was not chosen on, percent of what it did before. */
export interface Degradation {
  readonly return: number | null;
  readonly sharpe: number | null;
}

/** (test − train) / |train| · 100; null where one is missing or train is 0. */
export function degradation(train: Statistics, test: Statistics): Degradation {
  return {
    return: change(train['Return [%]'], test['Return [%]']),
    sharpe: change(train['Sharpe Ratio'], test['Sharpe Ratio']),
  };
}

function change(train: number | string | null, test: number | string | null): number | null {
  if (typeof train !== 'number' || typeof test !== 'number' || train === 0) return null;
  return ((test - train) / Math.abs(train)) * 100;
}
