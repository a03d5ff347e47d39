import type { BarSeries } from '../../domain/bar.ts';

/** Values as JSON has them: null for what is no finite number. */
export function plainValues(values: ArrayLike<number | null>): (number | null)[] {
  return Array.from(values, (value) => (value !== null && Number.isFinite(value) ? value : null));
}

/** The columns of a section of candles, for every bar of a series. */
export function candlesOf({ ts, open, high, low, close, volume }: BarSeries) {
  return {
    ts: [...ts],
    open: plainValues(open),
    high: plainValues(high),
    low: plainValues(low),
    close: plainValues(close),
    volume: plainValues(volume),
  };
}
