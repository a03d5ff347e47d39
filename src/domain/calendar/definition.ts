import type { DayRule } from './rules.ts';

/** When an exchange trades on an ordinary day, as its clocks show it: `09:30`. */
export interface TradingHours {
  /** The first day of these hours; the last ones at a day or before it count. */
  readonly since: string;
  readonly open: string;
  /** Of the continuous trading; `24:00` is the end of the day. */
  readonly close: string;
  /** Start and end of a break at noon. */
  readonly break?: readonly [string, string];
}

/** Days that end earlier than others: at this time, and without an afternoon where that is the break's start. */
interface EarlyClose {
  readonly days: DayRule;
  readonly close: string;
}

/** What is known of an exchange's days. */
export interface CalendarDefinition {
  /** The exchange's MIC (ISO 10383), or `crypto`, `forex`, `unknown`. */
  readonly id: string;
  readonly title: string;
  /** IANA name. */
  readonly zone: string;
  /** The first and last year whose holidays are known; null where none are: then every weekday is a session. */
  readonly knownYears: readonly [number, number] | null;
  /** Weekdays with sessions, 0 is Sunday. */
  readonly week: readonly number[];
  readonly hours: readonly [TradingHours, ...TradingHours[]];
  /** Days without a session, besides those that are not of the week. */
  readonly closed: DayRule;
  readonly early: readonly EarlyClose[];
}

export const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];
