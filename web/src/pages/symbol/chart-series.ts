import type { Bars } from '../../../../src/contract/bars.ts';
import type { CandleSeries, ChartSeries } from '../../charts/time-chart.tsx';

/** Candles and their volume. */
export function priceSeries({ symbol, columns }: Bars): (CandleSeries | ChartSeries)[] {
  const candles: CandleSeries = { name: symbol, kind: 'candles', bars: columns };
  if (columns.volume.every((volume) => volume === null)) return [candles];
  const points = columns.time.map((time, at) => ({ time, value: columns.volume[at] ?? null }));
  const volume = { name: 'Volume', kind: 'histogram', points, colour: 'gray.6', format: 'volume' } as const;
  return [candles, { ...volume, underneath: true }];
}

/** Closes of several symbols as changes since the first bar at or after `fromMs`. */
export function comparison(all: readonly Bars[], fromMs: number | null): ChartSeries[] {
  return all.map(({ symbol, columns: { time, close } }) => {
    const base =
      close.find((value, at) => value !== null && value > 0 && (time[at] ?? 0) >= (fromMs ?? 0)) ?? null;
    const points = time.map((timeMs, at) => {
      const value = close[at] ?? null;
      return { time: timeMs, value: value === null || base === null ? null : value / base - 1 };
    });
    return { name: symbol, kind: 'line', points, format: 'percent' };
  });
}
