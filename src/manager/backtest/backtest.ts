import type { BacktestResult } from '../../backtest/result.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { counted } from '../../domain/counted.ts';
import { isIntraday } from '../../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars } from '../../domain/market-store.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import type { BacktestAnswer, EquityCurve, StrategyRun } from './answer.ts';
import type { BacktestOptions } from './question.ts';
import { riskFreeRatios, storedRates } from './risk-free.ts';
import { runStrategies } from './run-strategies.ts';
import type { NamedResult } from './single-task.ts';

/**
 * Backtests of the stored bars, ranked by return.
 * @param stored all bars up to the end of the range, also those before it where they are to warm up
 */
export async function backtestBars(
  stored: StoredBars,
  range: BarRange,
  options: BacktestOptions,
  store: Pick<MarketStore, 'bars'>,
): Promise<Omit<BacktestAnswer, 'stale' | 'run'>> {
  const { series, bases } = stored;
  const { from, to } = range;
  const settings: BacktestSettings = {
    ...options.settings,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const results = await runStrategies(series, settings, options);
  const [window] = results.map(({ result }) => result.equity.ts);
  const span = { from: window?.[0] ?? 0, to: window?.at(-1) ?? 0 };
  const isDaily = series.interval === '1d' || isIntraday(series.interval);
  const rates = isDaily ? await storedRates(store, options.riskFree, span) : null;
  const ranked = results.map((one) => runOf(one, rates)).sort((a, b) => returnOf(b) - returnOf(a));
  const first = results.find(({ result }) => result.statistics === ranked[0]?.statistics);
  return {
    symbol: series.symbol,
    interval: series.interval,
    basis: bases,
    ...span,
    bars: window?.length ?? 0,
    settings,
    runs: ranked.map((run, index) =>
      index === 0 && first ? { ...run, equity: curveOf(first.result, stored) } : run,
    ),
    notes:
      rates === null && isDaily ? ['No ratios above a rate without risk: none of its series is stored.'] : [],
  };
}

const returnOf = ({ statistics }: StrategyRun): number => Number(statistics['Return [%]']);

function runOf({ title, leastDays, result }: NamedResult, rates: RateSeries | null): StrategyRun {
  const { ts, equity } = result.equity;
  const above = rates === null ? null : riskFreeRatios(ts, equity, rates);
  const few =
    ts.length < leastDays
      ? [`${counted(ts.length, 'bar is', 'bars are')} few: this strategy asks for ${leastDays}.`]
      : [];
  return {
    strategy: result.strategy,
    title,
    params: result.params,
    statistics: result.statistics,
    riskFree: above?.ratios ?? null,
    trades: result.trades,
    openTrades: result.openTrades,
    notes: [...few, ...result.notes, ...(above?.notes ?? [])],
    equity: null,
  };
}

function curveOf({ equity, statistics }: BacktestResult, { series }: StoredBars): EquityCurve {
  const cash = Number(statistics['Initial Cash']);
  const closes = new Map(Array.from(series.ts, (ts, index) => [ts, series.close[index] ?? Number.NaN]));
  const prices = Array.from(equity.ts, (ts) => closes.get(ts) ?? Number.NaN);
  const [start = Number.NaN] = prices;
  return {
    ts: [...equity.ts],
    equity: [...equity.equity],
    drawdownPercent: [...equity.drawdownPercent],
    buyAndHold: prices.map((price) => (cash * price) / start),
  };
}
