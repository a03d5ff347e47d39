import type { Interval } from '../../domain/interval.ts';
import type { StoredAround } from '../../domain/neighbour.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';

/** A split that is known: new shares per old share, from its ex-date on. */
export interface KnownSplit {
  readonly ts: EpochMicros;
  readonly ratio: number;
}

/** What bars are judged by. */
export interface RuleContext {
  readonly origin: Origin;
  /** The same of the rows of one symbol, where that says more. */
  originOf?(symbol: TickerSymbol): Origin;
  /** The time of the check, from the caller: rules have no clock. */
  readonly now: EpochMicros;
  /** The symbol that was asked for; null for files, which may have any. */
  readonly asked: TickerSymbol | null;
  /** Of the exchange of a symbol; null where it is not known: its rules then say nothing. */
  calendarOf(symbol: TickerSymbol): SessionCalendar | null;
  /** All splits of a symbol that are known, in ascending time: they explain jumps. */
  splitsOf(symbol: TickerSymbol): readonly KnownSplit[];
  /**
   * All splits that the source can have adjusted its prices for, so that these can be brought back to what was traded. A
   * source that is asked tells them with the bars; of a file nobody knows them: null.
   */
  readonly undone: readonly KnownSplit[] | null;
  /** The stored bars next to those that are judged. */
  storedAround(symbol: TickerSymbol, interval: Interval): StoredAround;
}
