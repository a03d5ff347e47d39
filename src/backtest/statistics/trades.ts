import type { Trade } from '../trade.ts';

/** Figures over closed trades; fractions, NaN where undefined. */
interface TradeFigures {
  readonly commissions: number;
  readonly winRate: number;
  readonly best: number;
  readonly worst: number;
  /** Geometric mean of the returns; NaN where a trade lost all its value or more. */
  readonly geometricMean: number;
  readonly mean: number;
  readonly profitFactor: number;
  readonly longestMs: number;
  readonly meanMs: number;
  readonly sqn: number;
  readonly kelly: number;
}

/**
 * Wins, losses and what is made of them. The profit factor compares sums of percent returns, the system quality
 * number (√n · mean / sample deviation) and Kelly's criterion (W − (1 − W) / (mean win / mean loss)) compare profits.
 */
export function tradeFigures(trades: readonly Trade[]): TradeFigures {
  const count = trades.length;
  const returns = trades.map((trade) => trade.returnPercent / 100);
  const profits = trades.map((trade) => trade.profit);
  const durations = trades.map((trade) => (trade.exitTime ?? Number.NaN) - trade.entryTime);
  const wins = profits.filter((profit) => profit > 0);
  const losses = profits.filter((profit) => profit < 0);
  const winRate = wins.length / count;
  const meanProfit = mean(profits);
  const deviation = Math.sqrt(sum(profits.map((profit) => (profit - meanProfit) ** 2)) / (count - 1));
  return {
    commissions: sum(trades.map((trade) => trade.commission)),
    winRate,
    best: extreme(returns, 1),
    worst: extreme(returns, -1),
    geometricMean: Math.expm1(sum(returns.map((each) => Math.log1p(each))) / count),
    mean: mean(returns),
    profitFactor: sum(returns.filter((each) => each > 0)) / Math.abs(sum(returns.filter((each) => each < 0))),
    longestMs: extreme(durations, 1),
    meanMs: mean(durations),
    sqn: (Math.sqrt(count) * meanProfit) / deviation,
    kelly: winRate - (1 - winRate) / (mean(wins) / -mean(losses)),
  };
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The largest, or smallest, value; NaN without any. */
function extreme(values: readonly number[], sign: 1 | -1): number {
  let best = Number.NaN;
  for (const value of values) if (!(sign * best >= sign * value)) best = value;
  return best;
}
