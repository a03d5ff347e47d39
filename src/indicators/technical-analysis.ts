import type { BarSeries } from '../domain/bar.ts';
import {
  type AnalysisOptions,
  analysisDefaults,
  type PlannedIndicator,
  planAnalysis,
  planIndicator,
} from './analysis-options.ts';
import { Derivations } from './derivations.ts';
import { type QuickAnalysis, quickAnalysis } from './quick-analysis.ts';
import { type IndicatorReading, readLast } from './reading.ts';
import { type PatternReading, recentPatterns } from './recent-patterns.ts';
import { type SignalSummary, summariseSignals } from './signals.ts';
import { valueAt } from './typed-array.ts';

/** The state of a series at its last bar. Plain data: JSON carries it without loss. */
export interface TechnicalAnalysis {
  readonly symbol: string;
  readonly interval: string;
  /** How many bars the series has. */
  readonly bars: number;
  /** Start of the last bar, epoch milliseconds; null for an empty series. */
  readonly asOf: number | null;
  readonly close: number | null;
  readonly indicators: readonly IndicatorReading[];
  readonly signals: SignalSummary;
  /** Candlestick patterns of the last bars, the latest first. */
  readonly patterns: readonly PatternReading[];
  readonly quick: QuickAnalysis;
  /** Why values are missing, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Analyses a series at its last bar: indicators, signals, patterns, quick analysis. Values that cannot be computed are null,
 * with a note. Throws USAGE for unknown indicators and for periods out of range; never for what the bars hold.
 */
export function analyse(series: BarSeries, options: Partial<AnalysisOptions> = {}): TechnicalAnalysis {
  const settled: AnalysisOptions = { ...analysisDefaults, ...options };
  const shared = new Derivations(series);
  const notes = new Set(settled.notes);
  const readings = new Map<string, IndicatorReading>();
  const read = (plan: PlannedIndicator) => {
    const key = JSON.stringify([plan.definition.name, plan.parameters]);
    const reading = readings.get(key) ?? readLast(series, plan, notes, shared);
    readings.set(key, reading);
    return reading;
  };
  const indicators = planAnalysis(settled).map(read);
  const value = (name: string, given: Readonly<Record<string, number>>, output = name) =>
    read(planIndicator(name, given)).values[output] ?? null;

  const bars = series.close.length;
  const close = finiteOrNull(valueAt(series.close, bars - 1));
  const rsi = value('rsi', { timeperiod: settled.rsiPeriod });
  const { fast, slow, signal } = settled.macd;
  const macd = { fastperiod: fast, slowperiod: slow, signalperiod: signal };
  const sma = settled.smaPeriods.map((period) => ({ period, value: value('sma', { timeperiod: period }) }));
  return {
    symbol: series.symbol,
    interval: series.interval,
    bars,
    asOf: finiteOrNull(valueAt(series.ts, bars - 1)),
    close,
    indicators,
    signals: summariseSignals({
      close,
      rsi,
      macd: { line: value('macd', macd), signal: value('macd', macd, 'signal') },
      sma,
    }),
    patterns: recentPatterns(series, shared),
    quick: quickAnalysis({
      close,
      sma20: value('sma', { timeperiod: 20 }),
      ema20: value('ema', { timeperiod: 20 }),
      rsi,
      volumeRatio: value('volume', { timeperiod: settled.volumePeriod }, 'ratio'),
    }),
    notes: [...notes],
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
