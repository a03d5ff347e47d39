import type { BarRecord } from '../../domain/bar-record.ts';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import { DaySet } from '../../domain/day-set.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import { coverageChange, sessionDayOf } from '../../etl/coverage/answer.ts';
import { sessionCalendar } from './instruments.ts';

/** The sessions of a symbol and interval that a file has bars of. */
interface Series {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly calendar: ExchangeCalendar;
  readonly days: DaySet;
  /** The time its bars are as of; the earliest, where parts of the file differ. */
  asOf: EpochMicros;
}

/** Notes which sessions the bars of a file are of: a bit each, since of daily bars there are as many. */
export class FileSessions {
  readonly #exchanges: ReadonlyMap<string, string>;
  /** Most symbols share one. */
  readonly #calendars = new Map<ExchangeCalendar, SessionCalendar>();
  readonly #series = new Map<string, Series>();

  /** @param exchanges of the symbols whose exchange is stored */
  constructor(exchanges: ReadonlyMap<string, string>) {
    this.#exchanges = exchanges;
  }

  exchangeOf(symbol: TickerSymbol): ExchangeCalendar {
    return calendarFor(symbol, this.#exchanges.get(symbol) ?? null);
  }

  calendarOf(symbol: TickerSymbol): SessionCalendar {
    const exchange = this.exchangeOf(symbol);
    const calendar = this.#calendars.get(exchange) ?? sessionCalendar(exchange);
    this.#calendars.set(exchange, calendar);
    return calendar;
  }

  add(bars: readonly BarRecord[]): void {
    let series: Series | null = null;
    for (const bar of bars) {
      const { symbol, interval, ts } = bar;
      if (series?.symbol !== symbol || series.interval !== interval) series = this.#seriesOf(bar);
      series.days.add(sessionDayOf(series.calendar, interval, ts));
    }
  }

  get symbols(): TickerSymbol[] {
    return [...new Set([...this.#series.values()].map(({ symbol }) => symbol))];
  }

  /**
   * By the time the file is as of, as its bars are judged: one that was forming then is provisional whenever it is
   * imported. A file says nothing of the sessions that it has no bars of.
   */
  changes(): CoverageChange[] {
    return [...this.#series.values()].map(({ symbol, interval, calendar, days, asOf }) =>
      coverageChange(calendar, {
        symbol,
        interval,
        days,
        asked: null,
        fetchedAt: Math.floor(asOf / 1000) as EpochMs,
      }),
    );
  }

  #seriesOf({ symbol, interval, fetchedAt }: BarRecord): Series {
    const key = `${symbol} ${interval}`;
    const known = this.#series.get(key);
    if (known) {
      if (fetchedAt < known.asOf) known.asOf = fetchedAt;
      return known;
    }
    const calendar = this.exchangeOf(symbol);
    const made: Series = { symbol, interval, calendar, days: new DaySet(), asOf: fetchedAt };
    this.#series.set(key, made);
    return made;
  }
}
