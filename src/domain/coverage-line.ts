import type { DayRange, DayRanges } from './day-ranges.ts';
import type { Interval } from './interval.ts';
import type { TickerSymbol } from './nominal.ts';

/**
 * What can be said of a session: its bars are final, or were fetched before they were; nobody asked for it, or no
 * source had it.
 */
export const coverageStates = ['held', 'provisional', 'missing', 'absent'] as const;
export type CoverageState = (typeof coverageStates)[number];

/** The coverage of a symbol and interval over a range of days, for people to look at. */
export interface CoverageLine {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  /** Id of the calendar, as `calendarById` takes it. */
  readonly calendar: string;
  readonly range: DayRange;
  /** Whole periods; days that are in none of them are yet to come, or running without a bar. */
  readonly states: Readonly<Record<CoverageState, DayRanges>>;
}
