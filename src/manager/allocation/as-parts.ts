import type { Config } from '../../config/schema.ts';
import type { Interval } from '../../domain/interval.ts';
import type { BarRange, StoredBars } from '../../domain/market-store.ts';

/** The bars of a symbol, as the manager has them. */
export type Bars = (symbol: string, interval: Interval, range: BarRange) => Promise<StoredBars>;

/**
 * The configuration with each quantity as the part of the capital that it costs at the last price of the range, so
 * that the portfolio can be tried from a day on when the same shares cost more or less. Parts that would be more than
 * the capital are scaled down to it.
 * @throws StockulaError NOT_FOUND or NO_DATA where a price is missing
 */
export async function asParts(config: Config, range: BarRange, bars: Bars): Promise<Config> {
  const { portfolio, data } = config;
  const hasAll = portfolio.tickers.every(({ quantity }) => quantity !== null);
  if (portfolio.allocation_method !== 'custom' || !hasAll) return config;
  const percents: number[] = [];
  for (const { symbol, quantity } of portfolio.tickers) {
    const { series } = await bars(symbol, data.interval, range);
    const price = series.close.findLast(Number.isFinite) ?? 0;
    percents.push(((quantity ?? 0) * price * 100) / portfolio.initial_capital);
  }
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  const scale = total > 100 ? 100 / total : 1;
  const tickers = portfolio.tickers.map((ticker, at) => ({
    ...ticker,
    quantity: null,
    allocation_pct: (percents[at] ?? 0) * scale,
  }));
  return { ...config, portfolio: { ...portfolio, allocation_method: 'dynamic', tickers } };
}
