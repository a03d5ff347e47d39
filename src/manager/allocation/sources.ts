import { requireDistinct } from '../../allocation/holding.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import type { Staleness } from '../../domain/staleness.ts';
import { storedRates } from '../backtest/risk-free.ts';
import type { AllocationQuestion } from './question.ts';

/** What allocation needs of the manager. */
export interface AllocationSources {
  readonly store: MarketStore;
  readonly stale: Staleness | null;
  /** @throws StockulaError NOT_FOUND and NO_DATA */
  bars(symbol: string, interval: Interval, range: BarRange): Promise<StoredBars>;
  now(): EpochMs;
}

/**
 * The bars of all tickers up to the end of the question, in their order, and what their prices are adjusted for.
 * @throws StockulaError as the manager, with all symbols that lack bars; USAGE for a symbol twice
 */
export async function seriesOfTickers(
  { portfolio, interval, adjust }: AllocationQuestion,
  to: EpochMs | undefined,
  { bars }: AllocationSources,
): Promise<readonly StoredBars[]> {
  const symbols = portfolio.tickers.map(({ symbol }) => symbol);
  requireDistinct(symbols);
  const asked = symbols.map((symbol) => bars(symbol, interval, { to, adjust }));
  const answers = await Promise.allSettled(asked);
  const unknown = symbols.filter((_, index) => isUnknown(answers[index]));
  if (unknown.length === 0 || symbols.length === 1) return Promise.all(asked);
  // What the part of a missing one would go to is not for us to say.
  throw new StockulaError('NOT_FOUND', {
    expected: `bars of all ${symbols.length} symbols of the portfolio: without one it is another portfolio`,
    got: `none of ${unknown.join(', ')} in the database`,
    remedy: `Fetch them: stockula etl fetch ${unknown.join(' ')} – or take them out of portfolio.tickers.`,
  });
}

function isUnknown(answer: PromiseSettledResult<StoredBars> | undefined): boolean {
  if (answer?.status !== 'rejected') return false;
  return answer.reason instanceof StockulaError && answer.reason.code === 'NOT_FOUND';
}

/** The first of the usual Treasury series that the store has rates of, whole; null where it has none. */
export function ratesOf({ store }: AllocationSources): Promise<RateSeries | null> {
  return storedRates(store, null, {});
}

/** Market capitalisation as configured (billions), else as the company data has it (currency units). */
export async function marketCaps(
  { portfolio }: AllocationQuestion,
  { store }: AllocationSources,
): Promise<readonly (number | null)[]> {
  return Promise.all(
    portfolio.tickers.map(async ({ symbol, market_cap: billions }) => {
      if (billions !== null) return billions * 1e9;
      const found = await store.stockInfo(symbol);
      return capIn(found?.info);
    }),
  );
}

function capIn(info: unknown): number | null {
  if (typeof info !== 'object' || info === null || !('marketCap' in info)) return null;
  return typeof info.marketCap === 'number' ? info.marketCap : null;
}

/** The last close that is a price, and its time. */
export function lastPrice({ ts, close }: BarSeries): { readonly price: number; readonly at: number } | null {
  for (let index = ts.length - 1; index >= 0; index--) {
    const [price, at] = [close[index], ts[index]];
    if (price !== undefined && at !== undefined && price > 0 && Number.isFinite(price)) return { price, at };
  }
  return null;
}
