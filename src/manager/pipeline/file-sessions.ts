import type { BarRecord } from '../../domain/bar-record.ts';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import { dayAt } from '../../domain/day.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import { coverageChange } from '../../etl/coverage/answer.ts';
import { sessionCalendar } from './instruments.ts';

/** The sessions of a symbol and interval that a file has bars of, by the first bar of each. */
interface Series {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly calendar: SessionCalendar;
  readonly starts: Map<number, EpochMicros>;
}

/** Notes which sessions the bars of a file are of; they are few, however many bars there are. */
export class FileSessions {
  readonly #exchanges: ReadonlyMap<string, string>;
  readonly #calendars = new Map<TickerSymbol, SessionCalendar>();
  readonly #series = new Map<string, Series>();

  /** @param exchanges of the symbols whose exchange is stored */
  constructor(exchanges: ReadonlyMap<string, string>) {
    this.#exchanges = exchanges;
  }

  calendarOf(symbol: TickerSymbol): SessionCalendar {
    const calendar = this.#calendars.get(symbol) ?? sessionCalendar(this.#exchangeOf(symbol));
    this.#calendars.set(symbol, calendar);
    return calendar;
  }

  add(bars: readonly BarRecord[]): void {
    let series: Series | null = null;
    for (const { symbol, interval, ts } of bars) {
      if (series?.symbol !== symbol || series.interval !== interval)
        series = this.#seriesOf(symbol, interval);
      const day = dayAt(series.calendar.dayOf((ts / 1000) as EpochMs));
      if (!series.starts.has(day)) series.starts.set(day, ts);
    }
  }

  get symbols(): TickerSymbol[] {
    return [...new Set([...this.#series.values()].map(({ symbol }) => symbol))];
  }

  /** A file says nothing of the sessions that it has no bars of. */
  changes(at: EpochMs): CoverageChange[] {
    return [...this.#series.values()].map(({ symbol, interval, starts }) =>
      coverageChange(this.#exchangeOf(symbol), {
        symbol,
        interval,
        starts: starts.values(),
        asked: null,
        fetchedAt: at,
      }),
    );
  }

  #exchangeOf(symbol: TickerSymbol) {
    return calendarFor(symbol, this.#exchanges.get(symbol) ?? null);
  }

  #seriesOf(symbol: TickerSymbol, interval: Interval): Series {
    const key = `${symbol} ${interval}`;
    const known = this.#series.get(key);
    if (known) return known;
    const made: Series = { symbol, interval, calendar: this.calendarOf(symbol), starts: new Map() };
    this.#series.set(key, made);
    return made;
  }
}
