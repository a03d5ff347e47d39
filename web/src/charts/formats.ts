import type { AnySeries, ChartFormat } from './chart-types.ts';

type Write = (value: number) => string;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });

/** Writes values as the largest of them needs it: prices of pennies with four decimals, of thousands with none. */
export function writerOf(format: ChartFormat, greatest: number): Write {
  if (format === 'volume') return (value) => compact.format(value);
  const decimals = format === 'percent' ? 2 : decimalsOf(greatest);
  const digits = new Intl.NumberFormat('en-US', {
    style: format === 'percent' ? 'percent' : 'decimal',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) => digits.format(value);
}

export function decimalsOf(greatest: number): number {
  if (greatest >= 10_000) return 0;
  return greatest >= 1 ? 2 : 4;
}

/** The writer of a series. */
export function writerOfSeries(series: AnySeries): Write {
  return writerOf(series.format ?? 'price', greatestOf(series));
}

/** The largest absolute value; of candles the highest close. */
export function greatestOf(series: AnySeries): number {
  let greatest = 0;
  const take = (value: number | null): void => {
    if (value !== null && Math.abs(value) > greatest) greatest = Math.abs(value);
  };
  if (series.kind === 'candles') for (const value of series.bars.close) take(value);
  else for (const { value } of series.points) take(value);
  return greatest;
}

const dayMs = 86_400_000;

/** A time in UTC; only its date at midnight, where the bars of a day begin. */
export function timeText(timeMs: number): string {
  const text = new Date(timeMs).toISOString();
  return timeMs % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}
