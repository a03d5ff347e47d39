import type { BarRecord } from '../../domain/bar-record.ts';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
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
  /** The time its bars are as of; the earliest, where parts of the file differ. */
  asOf: EpochMicros;
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

  exchangeOf(symbol: TickerSymbol): ExchangeCalendar {
    return calendarFor(symbol, this.#exchanges.get(symbol) ?? null);
  }

  calendarOf(symbol: TickerSymbol): SessionCalendar {
    const calendar = this.#calendars.get(symbol) ?? sessionCalendar(this.exchangeOf(symbol));
    this.#calendars.set(symbol, calendar);
    return calendar;
  }

  add(bars: readonly BarRecord[]): void {
    let series: Series | null = null;
    for (const bar of bars) {
      const { symbol, interval, ts } = bar;
      if (series?.symbol !== symbol || series.interval !== interval) series = this.#seriesOf(bar);
      const day = dayAt(series.calendar.dayOf((ts / 1000) as EpochMs));
      if (!series.starts.has(day)) series.starts.set(day, ts);
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
    return [...this.#series.values()].map(({ symbol, interval, starts, asOf }) =>
      coverageChange(this.exchangeOf(symbol), {
        symbol,
        interval,
        starts: starts.values(),
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
    const calendar = this.calendarOf(symbol);
    const made: Series = { symbol, interval, calendar, starts: new Map(), asOf: fetchedAt };
    this.#series.set(key, made);
    return made;
  }
}
