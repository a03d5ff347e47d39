import type { TickerSymbol } from '../../domain/nominal.ts';
import type { ForecastedSymbol } from './forecasted-symbol.ts';

interface Holding {
  readonly symbol: TickerSymbol;
  readonly quantity: number;
  readonly price: number;
  readonly value: number;
  /** At the end of the horizon. */
  readonly forecastPrice: number;
  readonly forecastValue: number;
  readonly returnPercent: number | null;
}

/** The value of some holdings now and at the end of the horizon. Without an interval: errors of symbols go together. */
export interface PortfolioForecast {
  readonly holdings: readonly Holding[];
  readonly value: number;
  readonly forecastValue: number;
  readonly returnPercent: number | null;
}

export function holdingsValue(
  held: readonly { readonly forecasted: ForecastedSymbol; readonly quantity: number }[],
): PortfolioForecast {
  const holdings = held.map(({ forecasted: { symbol, last, points }, quantity }): Holding => {
    const forecastPrice = points.at(-1)?.forecast ?? last;
    return {
      symbol,
      quantity,
      price: last,
      value: quantity * last,
      forecastPrice,
      forecastValue: quantity * forecastPrice,
      returnPercent: returnOf(last, forecastPrice),
    };
  });
  const value = holdings.reduce((sum, one) => sum + one.value, 0);
  const forecastValue = holdings.reduce((sum, one) => sum + one.forecastValue, 0);
  return { holdings, value, forecastValue, returnPercent: returnOf(value, forecastValue) };
}

function returnOf(before: number, after: number): number | null {
  return before > 0 ? (100 * (after - before)) / before : null;
}
