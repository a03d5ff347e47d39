import type { Statistics } from '../../backtest/statistics/names.ts';
import type { NewRun } from '../../domain/run-store.ts';
import type { BacktestAnswer } from '../backtest/answer.ts';
import type { SearchAnswer } from '../backtest/optimise-answer.ts';

/** What one strategy came to in a run: its backtest, its best parameters, or its walk forward. */
export interface StrategyLine {
  readonly strategy: string;
  readonly params: Readonly<Record<string, number>> | null;
  readonly statistics: Statistics | null;
}

/** The statistics of two runs side by side; null for a strategy that one of them does not have. */
export interface ComparedStatistics {
  readonly before: StrategyLine | null;
  readonly now: StrategyLine | null;
}

export function strategyLines({ kind, result }: Pick<NewRun, 'kind' | 'result'>): StrategyLine[] {
  if (kind === 'backtest') {
    return (result as BacktestAnswer).runs.map(({ strategy, params, statistics }) => ({
      strategy,
      params,
      statistics,
    }));
  }
  const { optimisations, walkForwards } = result as SearchAnswer;
  return [
    ...optimisations.map(({ strategy, best: [best] }) => ({
      strategy,
      params: best?.params ?? null,
      statistics: best?.statistics ?? null,
    })),
    ...walkForwards.map(({ strategy, statistics }) => ({ strategy, params: null, statistics })),
  ];
}

/** By strategy; where each run has but one, these two beside each other, whatever they are. */
export function comparedStatistics(before: NewRun, now: NewRun): ComparedStatistics[] {
  const [old, own] = [strategyLines(before), strategyLines(now)];
  if (old.length === 1 && own.length === 1) return [{ before: old[0] ?? null, now: own[0] ?? null }];
  const names = new Set([...old, ...own].map(({ strategy }) => strategy));
  const named = (lines: readonly StrategyLine[], name: string) =>
    lines.find(({ strategy }) => strategy === name) ?? null;
  return [...names].map((name) => ({ before: named(old, name), now: named(own, name) }));
}
