import type { BarSeries } from '../domain/bar.ts';
import type { Derivations } from './derivations.ts';
import { resolveParameters } from './parameters.ts';
import { patternIndicators, withoutDirection } from './pattern/catalogue.ts';
import { valueAt } from './typed-array.ts';

/** A candlestick pattern that ends at one of the last bars. */
export interface PatternReading {
  readonly name: string;
  readonly title: string;
  /** Start of the bar, epoch milliseconds. */
  readonly ts: number;
  /** TA-Lib's value: mostly 100 or −100. */
  readonly value: number;
  /** Which way it points; neutral where the sign is only that of the candle's colour. */
  readonly vote: 'bullish' | 'bearish' | 'neutral';
}

/** How many bars back a pattern is still news. */
const recentBars = 5;

/** Patterns that end at one of the last five bars, the latest first. */
export function recentPatterns(series: BarSeries, shared: Derivations): PatternReading[] {
  const found: PatternReading[] = [];
  const signals = patternIndicators.map((definition) => ({
    definition,
    signal: definition.compute(series, resolveParameters(definition), shared)['signal'],
  }));
  const last = series.close.length - 1;
  for (let at = last; at >= 0 && at > last - recentBars; at--) {
    for (const { definition, signal } of signals) {
      const value = signal?.[at] ?? 0;
      if (value === 0 || Number.isNaN(value)) continue;
      const { name, title } = definition;
      found.push({ name, title, ts: valueAt(series.ts, at), value, vote: voteOf(name, value) });
    }
  }
  return found;
}

function voteOf(name: string, value: number): PatternReading['vote'] {
  if (withoutDirection.has(name)) return 'neutral';
  return value > 0 ? 'bullish' : 'bearish';
}
