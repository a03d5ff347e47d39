import type { BarSeries } from '../domain/bar.ts';

const prices = ['open', 'high', 'low', 'close'] as const;

/** The bars whose four prices are all finite and above 0, and how many were left out. */
export function completeBars(bars: BarSeries): { readonly bars: BarSeries; readonly dropped: number } {
  const kept: number[] = [];
  for (let index = 0; index < bars.ts.length; index++) {
    const isComplete = prices.every((name) => {
      const price = bars[name][index] ?? Number.NaN;
      return price > 0 && price < Number.POSITIVE_INFINITY;
    });
    if (isComplete) kept.push(index);
  }
  const dropped = bars.ts.length - kept.length;
  if (dropped === 0) return { bars, dropped };
  const pick = (values: Float64Array) => Float64Array.from(kept, (index) => values[index] ?? Number.NaN);
  return {
    bars: {
      ...bars,
      ts: pick(bars.ts),
      open: pick(bars.open),
      high: pick(bars.high),
      low: pick(bars.low),
      close: pick(bars.close),
      volume: pick(bars.volume),
    },
    dropped,
  };
}
