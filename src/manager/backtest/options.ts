import { brokerFees } from '../../backtest/broker/broker-fees.ts';
import { noCommission } from '../../backtest/broker/commission.ts';
import type { Config } from '../../config/schema.ts';
import type { BacktestOptions } from './question.ts';

const smallestPart = 0.000_001;

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
    strategies: backtest.strategies,
    settings: {
      cash: backtest.initial_cash,
      commission: broker === null ? { ...noCommission, relative: backtest.commission } : brokerFees(broker),
      slippage: backtest.slippage,
      fill: backtest.fill === 'close' ? 'close' : 'next-open',
      exclusiveOrders: backtest.exclusive_orders,
      stopLossPercent: portfolio.stop_loss_pct,
      finalizeTrades: backtest.finalize_trades,
      holdOnly: category !== null && held.includes(category),
      unit: backtest.fractional ? smallestPart : 1,
    },
    warmUp: backtest.warm_up,
    riskFree: backtest.risk_free,
    folder,
  };
}
