import type { Config } from '../config/schema.ts';
import { defaultIndicators } from '../config/sections/technical-analysis.ts';
import type { BarRange } from '../domain/market-store.ts';
import { type AnalysisOptions, analysisDefaults } from '../indicators/analysis-options.ts';
import { type IndicatorSelection, selectIndicators } from '../indicators/selection.ts';

/** A hundred years of days. Beyond that no indicator but a running total such as OBV remembers where it began. */
const barsForAnalysis = 25_000;

/** The bars that a technical analysis is made of: a range, and without a beginning the last so many. */
export function barsToAnalyse(range: BarRange): BarRange {
  return { ...range, ...(range.from === undefined && { latest: barsForAnalysis }) };
}

/** What the configuration says of an analysis. Names that nobody knows are left out, with a note each. */
export function analysisOptions({ technical_analysis: ta }: Config): Partial<AnalysisOptions> {
  const { indicators, unknown } = selectIndicators(chosen(ta.indicators));
  return {
    indicators,
    notes: unknown.map(noteOf),
    smaPeriods: ta.sma_periods,
    emaPeriods: ta.ema_periods,
    rsiPeriod: ta.rsi_period,
    macd: {
      fast: ta.macd_params.period_fast,
      slow: ta.macd_params.period_slow,
      signal: ta.macd_params.signal,
    },
    bbands: { period: ta.bbands_params.period, deviations: ta.bbands_params.std },
    atrPeriod: ta.atr_period,
  };
}

/**
 * The older application's default stands in every configuration that it saved, whether its user chose it or not; it
 * is taken for no choice, and shows what that application could show.
 */
function chosen(names: readonly string[]): readonly string[] {
  const isDefault = names.join() === defaultIndicators.join();
  return isDefault ? analysisDefaults.indicators : names;
}

/** A sentence for each name in `technical_analysis.indicators` that nobody knows. */
export function unknownIndicators({ technical_analysis: { indicators } }: Config): string[] {
  return selectIndicators(chosen(indicators)).unknown.map(noteOf);
}

function noteOf({ name, nearest }: IndicatorSelection['unknown'][number]): string {
  const remedy =
    nearest === null ? '"stockula indicators --list" names them all' : `the nearest known name is ${nearest}`;
  return `technical_analysis.indicators names '${name}', which is no indicator and no group; ${remedy}.`;
}
