import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { StoredBars } from '../../domain/market-store.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { AnalysisOptions } from '../../indicators/analysis-options.ts';
import { analyse, type TechnicalAnalysis } from '../../indicators/technical-analysis.ts';
import { barNotes } from '../bar-notes.ts';

/** A technical analysis and what to know about the bars behind it. */
export interface AnalysedSymbol extends TechnicalAnalysis {
  /** What the prices are adjusted for. */
  readonly basis: readonly AdjustmentBasis[];
  /** First bar, epoch milliseconds. */
  readonly from: number | null;
  /** Closes of the last bars, oldest first, for a sparkline. */
  readonly recentCloses: readonly number[];
  /** Set where a file stood in for the database. */
  readonly stale: Staleness | null;
}

const sparklineBars = 60;

/** Technical analysis at the last bar. @throws StockulaError USAGE for periods out of range */
export function analysedSymbol(
  stored: StoredBars,
  calendar: ExchangeCalendar,
  options: Partial<AnalysisOptions>,
  stale: Staleness | null,
  adjust?: AdjustmentBasis,
): AnalysedSymbol {
  const { series, bases } = stored;
  const analysed = analyse(series, options);
  return {
    ...analysed,
    notes: [...analysed.notes, ...barNotes(stored, calendar, adjust)],
    basis: bases,
    from: series.ts[0] ?? null,
    recentCloses: [...series.close.subarray(-sparklineBars)],
    stale,
  };
}
