import type { EpochMs } from './nominal.ts';

/** The trading hours of one day. */
export interface TradingSession {
  readonly open: EpochMs;
  readonly close: EpochMs;
}

/** What judging bars needs to know of an exchange's calendar. Days are session dates at 00:00 UTC. */
export interface SessionCalendar {
  /** The session of a day; null where the exchange was closed. */
  sessionOn(day: EpochMs): TradingSession | null;
  /** The session date that a time belongs to, by the clock of the exchange. */
  dayOf(at: EpochMs): EpochMs;
}
