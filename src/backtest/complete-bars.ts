import type { BarSeries } from '../domain/bar.ts';

const prices = ['open', 'high', 'low', 'close'] as const;

interface CompleteBars {
  readonly bars: BarSeries;
  readonly dropped: number;
}

/** A grid runs over the same bars again and again. */
const checked = new WeakMap<BarSeries, CompleteBars>();

/** The bars whose four prices are all finite and above 0, and how many were left out. The bars must not be written to afterwards. */
export function completeBars(bars: BarSeries): CompleteBars {
  const known = checked.get(bars) ?? withoutIncomplete(bars);
  checked.set(bars, known);
  return known;
}

function withoutIncomplete(bars: BarSeries): CompleteBars {
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
