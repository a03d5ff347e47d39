import type { Config } from '../config/schema.ts';
import { type AnalysisOptions, analysisDefaults } from '../indicators/analysis-options.ts';

/** The periods of the configuration; the selection is always everything there is. */
export function analysisOptions({ technical_analysis: ta }: Config): Partial<AnalysisOptions> {
  return {
    indicators: analysisDefaults.indicators,
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
