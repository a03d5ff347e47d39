import type { Bars } from '../../contract/bars.ts';
import type { ReadPage } from './read-page.ts';

/** A page of bars as JSON has it: missing values are null. */
export function jsonPage({
  symbol,
  resampledFrom,
  question: { interval, adjust },
  page: {
    columns: { ts, open, high, low, close, volume },
    bases,
    next,
  },
}: ReadPage): Omit<Bars, 'currency' | 'stale'> {
  return {
    symbol,
    interval,
    adjust: adjust ?? null,
    bases: [...bases],
    resampledFrom,
    columns: {
      time: [...ts],
      open: values(open),
      high: values(high),
      low: values(low),
      close: values(close),
      volume: values(volume),
    },
    next: next === null ? null : String(next),
  };
}

function values(column: Float64Array): (number | null)[] {
  return Array.from(column, (value) => (Number.isFinite(value) ? value : null));
}
