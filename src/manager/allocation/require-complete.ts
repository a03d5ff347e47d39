import { customBudgets, dynamicBudgets } from '../../allocation/budgets.ts';
import { requireDistinct } from '../../allocation/holding.ts';
import type { Config } from '../../config/schema.ts';
import { splitOf } from './split.ts';

/**
 * Whether a configuration has what its allocation method takes, as far as that can be told without prices.
 * @throws StockulaError USAGE for a symbol twice, and for what the method lacks
 */
export function requireComplete({ portfolio, backtest_optimization: optimization }: Config): void {
  const { tickers, allocation_method: method, initial_capital: capital } = portfolio;
  if (tickers.length === 0) return;
  requireDistinct(tickers.map(({ symbol }) => symbol));
  if (method === 'backtest_optimized') splitOf({ optimization });
  // Nothing costs anything here: whether the capital suffices, prices tell.
  const candidates = tickers.map((ticker) => ({
    symbol: ticker.symbol,
    price: 0,
    category: ticker.category,
    quantity: ticker.quantity,
    percent: ticker.allocation_pct,
    amount: ticker.allocation_amount,
    marketCap: null,
  }));
  if (method === 'dynamic') dynamicBudgets(capital, candidates);
  if (method === 'custom') customBudgets(capital, candidates);
}
