import type { BarSeries } from '../../domain/bar.ts';
import type { BacktestResult } from '../result.ts';
import { summarise } from '../statistics/statistics.ts';
import type { Stretch } from './windows.ts';

/**
 * One result of runs that follow each other without a gap over the same bars, each beginning with the cash that the
 * one before ended with, and each closing its trades at its end.
 */
export function joinRuns(
  bars: BarSeries,
  runs: readonly BacktestResult[],
  { first, last }: Stretch,
  cash: number,
): Pick<BacktestResult, 'statistics' | 'notes' | 'trades' | 'equity'> {
  const equity = new Float64Array(last - first + 1);
  let at = 0;
  for (const run of runs) {
    equity.set(run.equity.equity, at);
    at += run.equity.equity.length;
  }
  const trades = runs.flatMap((run) => run.trades);
  const { statistics, notes, drawdown } = summarise({
    bars,
    window: { first, last },
    holdFrom: first,
    cash,
    equity,
    closed: trades,
    open: [],
  });
  return {
    statistics,
    notes,
    trades,
    equity: {
      ts: bars.ts.slice(first, last + 1),
      equity,
      drawdownPercent: drawdown.map((part) => -part * 100),
    },
  };
}
