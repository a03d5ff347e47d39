import type { BarRange, MarketStore } from '../../domain/market-store.ts';
import { isTickerSymbol } from '../../domain/nominal.ts';
import { annualRates, type RateSeries, riskFreeSymbols } from '../../domain/risk-free/annual-rates.ts';
import { excessRatios } from '../../domain/risk-free/excess-ratios.ts';
import type { RiskFreeRatios } from './answer.ts';
import type { RiskFreeSymbol } from './question.ts';

const dayMs = 86_400_000;
/** Before the window, so that its first days have a rate over holidays. */
const leadMs = 10 * dayMs;

/**
 * The stored rates of an instrument over a range of time, by default all, or of the first that has any; null where none
 * has.
 */
export async function storedRates(
  store: Pick<MarketStore, 'bars'>,
  wanted: RiskFreeSymbol | null,
  { from, to }: { readonly from?: number; readonly to?: number },
): Promise<RateSeries | null> {
  const range = { from: from && from - leadMs, to, adjust: 'total' } as BarRange;
  for (const symbol of wanted === null ? riskFreeSymbols : [wanted]) {
    if (!isTickerSymbol(symbol)) continue;
    const { series } = await store.bars(symbol, '1d', range);
    const rates = annualRates({ symbol, ts: series.ts, close: series.close });
    if (rates.ts.length > 0) return rates;
  }
  return null;
}

/** Ratios of an equity curve above the stored rates, and what is to be said of them. */
export function riskFreeRatios(
  ts: Float64Array,
  equity: Float64Array,
  rates: RateSeries,
): { readonly ratios: RiskFreeRatios; readonly notes: readonly string[] } {
  const days = dayEnds(ts);
  const ends = (values: Float64Array) => Float64Array.from(days, (index) => values[index] ?? Number.NaN);
  const found = excessRatios(ends(ts), ends(equity), rates);
  const last = (values: Float64Array) => {
    const value = values.at(-1) ?? Number.NaN;
    return Number.isFinite(value) ? value : null;
  };
  const { dynamic, fixed, rolling } = found;
  const notes = [...found.notes];
  if (rolling.ts.length === 0) notes.push('No rolling ratios: it takes 252 daily returns.');
  return {
    ratios: {
      symbol: rates.symbol,
      'Sharpe Ratio (Dynamic)': dynamic.sharpe,
      'Sortino Ratio (Dynamic)': dynamic.sortino,
      'Sharpe Ratio (Static)': fixed.sharpe,
      'Sortino Ratio (Static)': fixed.sortino,
      'Rolling Sharpe Ratio (252)': last(rolling.sharpe),
      'Rolling Sortino Ratio (252)': last(rolling.sortino),
      'Avg. Risk-Free Rate [%]': found.meanRatePercent,
      'Risk-Free Rate Volatility [%]': found.rateDeviationPercent,
    },
    notes,
  };
}

/** Index of the last bar of each day (UTC). */
function dayEnds(ts: Float64Array): number[] {
  const ends: number[] = [];
  for (let index = 0; index < ts.length; index++) {
    const [day, next] = [index, index + 1].map((at) => Math.floor((ts[at] ?? Number.NaN) / dayMs));
    if (day !== next) ends.push(index);
  }
  return ends;
}
