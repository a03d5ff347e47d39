import { brokerFees } from '../../backtest/broker/broker-fees.ts';
import { noCommission } from '../../backtest/broker/commission.ts';
import { strategyGroups } from '../../backtest/strategies/catalogue.ts';
import type { Config } from '../../config/schema.ts';
import type { SearchOptions } from './optimise-answer.ts';
import type { BacktestOptions, StrategyChoice } from './question.ts';

const smallestPart = 0.000_001;
const dayMs = 86_400_000;

/**
 * The rules of a backtest as configured. An instrument of a category of `hold_only_categories` is only held.
 * @param folder what paths of strategy files are relative to
 * @throws StockulaError CONFIG_INVALID for a broker that is not known or whose fields contradict each other
 */
export function backtestOptions(
  { backtest, portfolio }: Config,
  symbol: string,
  folder: string,
): BacktestOptions {
  const { broker_config: broker, hold_only_categories: held } = backtest;
  const category = portfolio.tickers.find((ticker) => ticker.symbol === symbol)?.category ?? null;
  return {
    strategies: backtest.strategies.flatMap(withGroups),
    settings: {
      cash: backtest.initial_cash,
      commission: broker === null ? { ...noCommission, relative: backtest.commission } : brokerFees(broker),
      slippage: backtest.slippage,
      fill: backtest.fill === 'close' ? 'close' : 'next-open',
      direction: backtest.direction === 'long' ? 'long' : 'long-short',
      exclusiveOrders: backtest.exclusive_orders,
      // 0 means none, as for an optimised allocation.
      stopLossPercent: portfolio.stop_loss_pct || null,
      finalizeTrades: backtest.finalize_trades,
      holdOnly: category !== null && held.includes(category),
      unit: backtest.fractional ? smallestPart : 1,
    },
    warmUp: backtest.warm_up,
    riskFree: backtest.risk_free,
    folder,
  };
}

/** A group of the older application stands for its strategies. */
function withGroups({ name, parameters }: StrategyChoice): readonly StrategyChoice[] {
  const group = strategyGroups[name.toLowerCase()];
  return group === undefined ? [{ name, parameters }] : group.map((own) => ({ name: own, parameters }));
}

type SplitDates = Readonly<
  Record<'train_start_date' | 'train_end_date' | 'test_start_date' | 'test_end_date', string | null>
>;

/**
 * What is to be searched for, as configured; null where nothing is. The training and test dates are those of
 * `forecast`, which the command line sets, else those of `backtest_optimization`.
 */
export function searchOptions({ backtest, forecast, backtest_optimization }: Config): SearchOptions | null {
  const { optimize, walk_forward: walk } = backtest;
  if (!optimize && walk === null) return null;
  return {
    optimise: true,
    grids: backtest.optimization_params,
    metric: backtest.optimization_metric,
    best: 10,
    split: splitOf(forecast) ?? (optimize ? splitOf(backtest_optimization) : null),
    walk: walk && {
      inSampleBars: walk.in_sample_bars,
      outOfSampleBars: walk.out_of_sample_bars,
      anchored: walk.anchored,
    },
  };
}

/**
 * The parameters as configured, tried in the training and test dates of `forecast`, beside an ordinary backtest; null
 * without those dates.
 */
export function trialOptions({ backtest, forecast }: Config): SearchOptions | null {
  const split = splitOf(forecast);
  if (split === null) return null;
  const { optimization_metric: metric } = backtest;
  return { optimise: false, grids: null, metric, best: 1, split, walk: null };
}

function splitOf(dates: SplitDates | null): SearchOptions['split'] {
  if (dates === null) return null;
  const { train_start_date, train_end_date, test_start_date, test_end_date } = dates;
  if (!train_start_date || !train_end_date || !test_start_date || !test_end_date) return null;
  const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) + dayMs - 1 });
  return { train: span(train_start_date, train_end_date), test: span(test_start_date, test_end_date) };
}
