import type { CapitalPlan } from '../../allocation/allocate.ts';
import type { Candidate } from '../../allocation/holding.ts';
import type { BarSeries } from '../../domain/bar.ts';
import type { AllocationQuestion } from './question.ts';
import { type AllocationSources, lastPrice, marketCaps } from './sources.ts';

/** The tickers of a question with their last prices, and with market capitalisations where the method needs them. */
export async function candidatesOf(
  question: AllocationQuestion,
  series: readonly BarSeries[],
  sources: AllocationSources,
): Promise<Candidate[]> {
  const { tickers, allocation_method: method } = question.portfolio;
  const caps = method === 'market_cap' ? await marketCaps(question, sources) : [];
  const prices = new Map(series.map((bars) => [bars.symbol, lastPrice(bars)?.price ?? null]));
  return tickers.map((ticker, index) => ({
    symbol: ticker.symbol,
    price: prices.get(ticker.symbol) ?? null,
    category: ticker.category,
    quantity: ticker.quantity,
    percent: ticker.allocation_pct,
    amount: ticker.allocation_amount,
    marketCap: caps[index] ?? null,
  }));
}

/** How the question's method divides capital. @param weights of a method that finds weights of its own */
export function planOf({ portfolio }: AllocationQuestion, weights: ArrayLike<number>): CapitalPlan {
  const { allocation_method: method, category_ratios: ratios } = portfolio;
  switch (method) {
    case 'auto':
      return { method, ratios: ratios ?? {}, utilisation: portfolio.capital_utilization_target };
    case 'equal_weight':
    case 'market_cap':
    case 'custom':
    case 'dynamic':
      return { method };
    default:
      return { method: 'weights', weights };
  }
}
