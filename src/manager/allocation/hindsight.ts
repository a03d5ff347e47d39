import type { Config } from '../../config/schema.ts';
import { isOptimiser } from './optimise.ts';

type Asked = Pick<Config, 'portfolio' | 'backtest_optimization' | 'backtest' | 'data'>;

/**
 * Whether the weights that a configuration's method finds come from bars that its backtest runs over: such a backtest
 * knows its own future.
 */
export function hasHindsight({ portfolio, backtest_optimization, backtest, data }: Asked): boolean {
  const { allocation_method: method } = portfolio;
  if (method !== 'backtest_optimized') return isOptimiser(method) || method === 'market_cap';
  const begin = backtest.start_date ?? data.start_date;
  const known = backtest_optimization?.test_end_date ?? null;
  // Dates as YYYY-MM-DD are in the order of their characters.
  return begin === null || known === null || begin <= known;
}
