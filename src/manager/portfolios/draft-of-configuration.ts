import type { Config } from '../../config/schema.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { PortfolioContent, PortfolioHolding } from '../../domain/portfolio-store.ts';
import type { AllocationSources } from '../allocation/sources.ts';
import { lastPriceOf } from './last-prices.ts';

/** Content that a portfolio may be made of, and what to know of how it came about. */
export interface PortfolioDraft extends PortfolioContent {
  readonly draftNotes: readonly string[];
}

/**
 * The portfolio of the configuration. Its cash is what is left of the initial capital at the last prices, none where
 * the holdings cost more.
 */
export async function draftOfConfiguration(
  { portfolio }: Pick<Config, 'portfolio'>,
  sources: AllocationSources,
): Promise<PortfolioDraft> {
  const { name, initial_capital: capital, allow_fractional_shares: fractional, tickers } = portfolio;
  const prices = await Promise.all(tickers.map(({ symbol }) => lastPriceOf(symbol as TickerSymbol, sources)));
  const worth = tickers.reduce(
    (sum, { quantity }, at) => sum + (quantity ?? 0) * (prices[at]?.price ?? 0),
    0,
  );
  const unpriced = tickers.filter(({ quantity }, at) => quantity !== null && prices[at] === null);
  const holdings = tickers.map(
    ({
      symbol,
      quantity,
      allocation_pct: percent,
      allocation_amount: amount,
      category,
    }): PortfolioHolding => ({
      symbol: symbol as TickerSymbol,
      quantity: quantity ?? 0,
      targetWeight: targetOf(percent, amount, capital),
      cost: null,
      category,
    }),
  );
  return {
    name,
    currency: 'USD',
    cash: Math.max(0, Math.round(100 * (capital - worth)) / 100),
    fractional,
    notes: '',
    holdings,
    draftNotes: [
      `Cash is what is left of the capital of ${capital} at the last prices.`,
      ...(unpriced.length > 0
        ? [`Without a price, and counted as nothing: ${unpriced.map(({ symbol }) => symbol).join(', ')}.`]
        : []),
    ],
  };
}

function targetOf(percent: number | null, amount: number | null, capital: number): number | null {
  if (percent !== null) return percent / 100;
  return amount === null ? null : Math.min(1, amount / capital);
}
