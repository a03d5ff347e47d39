import type { AdjustmentBasis, BarSeries } from './bar.ts';
import type { ExchangeCalendar } from './calendar/exchange-calendar.ts';
import type { SeriesReach } from './freshness.ts';
import type { Interval } from './interval.ts';
import type { EpochMs, TickerSymbol } from './nominal.ts';
import type { Instrument, Quote } from './quote.ts';
import type { OptionRecord, RecordTimes, SplitRecord, StatedDividend } from './records.ts';

/** From and to a time, both included; all by default. */
export interface TimeRange {
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
}

/** Which bars: those of a time range, and of these only the latest or the earliest so many. */
export interface BarRange extends TimeRange {
  readonly latest?: number | undefined;
  /** Counts where `latest` is not given. */
  readonly earliest?: number | undefined;
  /**
   * What the prices are to be adjusted for, as of now; as they are stored by default. Prices that were stored with
   * adjustment for dividends keep it, and the answer says so.
   */
  readonly adjust?: AdjustmentBasis | undefined;
}

/** Bars and what their prices are adjusted for; more than one basis means a seam somewhere in the series. */
export interface StoredBars {
  readonly series: BarSeries;
  readonly bases: readonly AdjustmentBasis[];
}

/** The bars of an interval that a symbol has: the first and the last, and how many. */
export interface BarSpan {
  readonly interval: Interval;
  readonly first: EpochMs;
  readonly last: EpochMs;
  readonly bars: number;
}

// When a source wrote a row is the store's own matter: these are the records without it.
export type Dividend = Omit<StatedDividend, keyof RecordTimes> & {
  /** Null where the source does not say. */
  readonly currency: string | null;
};
export type Split = Omit<SplitRecord, keyof RecordTimes>;
export type OptionQuote = Omit<OptionRecord, keyof RecordTimes>;

/** The latest quote of each contract, by expiration, strike and contract. */
export interface OptionChain {
  readonly calls: readonly OptionQuote[];
  readonly puts: readonly OptionQuote[];
}

/** The newest so many before a time; by default of all. */
export interface Before {
  readonly before?: EpochMs | undefined;
  readonly limit: number;
}

/** Company data: a parsed JSON document. `original` is the source's text where that was not valid JSON. */
export interface StockInfo {
  readonly symbol: TickerSymbol;
  readonly info: unknown;
  readonly original: string | null;
}

/**
 * What is known of the market, wherever it is stored. Every store gives equal answers about the same data; times
 * ascend, names are in the order of their characters' codes.
 */
export interface MarketStore {
  bars(symbol: TickerSymbol, interval: Interval, range?: BarRange): Promise<StoredBars>;
  /** The instruments there are. */
  symbols(): Promise<string[]>;
  /** The same with what is known of them. */
  instruments(): Promise<Instrument[]>;
  /** The last closes of instruments, in the order asked; what is no instrument is left out. */
  quotes(symbols: readonly TickerSymbol[]): Promise<Quote[]>;
  /** The intervals a symbol has bars of. */
  intervalsOf(symbol: TickerSymbol): Promise<string[]>;
  /** The same with how far they reach, those with the shortest bars first. */
  barSpans(symbol: TickerSymbol): Promise<BarSpan[]>;
  /** When a source last wrote one of the bars of a range, or a dividend or split of the symbol; null where none says. */
  writtenAt(symbol: TickerSymbol, interval: Interval, range?: TimeRange): Promise<EpochMs | null>;
  /** How far the bars of all instruments reach, by symbol. */
  seriesReaches(): Promise<SeriesReach[]>;
  /** The symbol with the most bars of an interval, the first by name among equals; null if there are none. */
  symbolWithMostBars(interval: Interval): Promise<string | null>;
  dividends(symbol: TickerSymbol, range?: TimeRange): Promise<Dividend[]>;
  splits(symbol: TickerSymbol, range?: TimeRange): Promise<Split[]>;
  /** @param asOf quotes after this time are left out */
  optionChain(symbol: TickerSymbol, asOf?: EpochMs): Promise<OptionChain>;
  /** When contracts of a symbol were quoted, the newest first. */
  optionSnapshots(symbol: TickerSymbol, page: Before): Promise<EpochMs[]>;
  /** The quotes of one contract, the newest first. */
  optionHistory(contract: string, page: Before): Promise<OptionQuote[]>;
  stockInfo(symbol: TickerSymbol): Promise<StockInfo | null>;
  /** The calendar of its exchange where that is stored, else by how the symbol is written. */
  calendar(symbol: TickerSymbol): Promise<ExchangeCalendar>;
}
