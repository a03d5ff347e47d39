import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';

// The older application has prices adjusted for splits and dividends up to their fetch, and dividends adjusted for
// splits. What is stored otherwise goes back as that application would have stored it.

/** Rows of a table that go back adjusted: as a migration of the file would store them. */
export interface AdjustedRows {
  /** All of them, some at a time. */
  all(): AsyncGenerator<StoredRow[]>;
  ofSymbol(symbol: string, year: number): Promise<StoredRow[]>;
}

/** Both included. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** The rows from the start of one year to that of another, given by parameters. */
export function inYears(from: string, to: string): string {
  const start = (parameter: string): string => `make_timestamptz(${parameter}::int, 1, 1, 0, 0, 0, 'UTC')`;
  return `ts >= ${start(from)} AND ts < ${start(to)}`;
}

/**
 * When the older application would have had to fetch a row for it to be adjusted as it is: on the date of the last
 * action that is known, at the exchange, where 00:00 UTC may still be the day before. Carried again, it is the same,
 * unless there was another action.
 * @param actions ex-dates in milliseconds
 * @returns microseconds
 */
export function adjustedAsOf(
  actions: readonly { readonly ts: number }[],
  calendar: ExchangeCalendar,
): (fetchedAt: number | null) => EpochMicros | null {
  const exDate = actions.reduce((latest, { ts }) => Math.max(latest, ts), Number.NEGATIVE_INFINITY);
  const last = Number.isFinite(exDate) ? calendar.momentOn(exDate) * 1000 : exDate;
  return (fetchedAt) => {
    const time = Math.max(last, fetchedAt ?? Number.NEGATIVE_INFINITY);
    return Number.isFinite(time) ? (time as EpochMicros) : null;
  };
}
