import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { SeriesReach } from '../../domain/freshness.ts';
import type { Interval } from '../../domain/interval.ts';
import type {
  BarRange,
  BarSpan,
  Before,
  Dividend,
  MarketStore,
  OptionChain,
  OptionQuote,
  Split,
  StockInfo,
  StoredBars,
  TimeRange,
} from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { Instrument, Quote } from '../../domain/quote.ts';
import { readBarSpans, readWrittenAt } from './bar-spans.ts';
import { readBars } from './bars.ts';
import { calendarIn, readDividends, readSplits, readStockInfo } from './instrument.ts';
import { inLegacyView, type LegacyView, type ViewOptions } from './legacy-view.ts';
import { readOptionChain, readOptionHistory, readOptionSnapshots } from './option-chain.ts';
import { readQuotes } from './quotes.ts';
import { readSeriesReaches } from './series-reaches.ts';
import {
  countBars,
  isBetter,
  readInstruments,
  readIntervals,
  readRowCounts,
  readSymbols,
  type SymbolCount,
} from './symbols.ts';

/**
 * The market as a migration of a legacy file would store it, read from the file itself. Rows that a migration sets
 * aside are left out. The file is only read; each question rejects with SOURCE_UNUSABLE where it cannot be.
 */
export class SqliteMarket implements MarketStore {
  readonly #path: string;
  readonly #options: ViewOptions;

  constructor(path: string, options: ViewOptions = {}) {
    this.#path = path;
    this.#options = options;
  }

  bars(symbol: TickerSymbol, interval: Interval, range: BarRange = {}): Promise<StoredBars> {
    return this.#ask((view) => readBars(view, symbol, interval, range));
  }

  symbols(): Promise<string[]> {
    return this.#ask(readSymbols);
  }

  instruments(): Promise<Instrument[]> {
    return this.#ask(readInstruments);
  }

  quotes(symbols: readonly TickerSymbol[]): Promise<Quote[]> {
    return this.#ask((view) => readQuotes(view, symbols));
  }

  intervalsOf(symbol: TickerSymbol): Promise<string[]> {
    return this.#ask((view) => readIntervals(view, symbol));
  }

  barSpans(symbol: TickerSymbol): Promise<BarSpan[]> {
    return this.#ask((view) => readBarSpans(view, symbol));
  }

  writtenAt(symbol: TickerSymbol, interval: Interval, range: TimeRange = {}): Promise<EpochMs | null> {
    return this.#ask((view) => readWrittenAt(view, symbol, interval, range));
  }

  seriesReaches(): Promise<SeriesReach[]> {
    return this.#ask(readSeriesReaches);
  }

  /** Symbols are counted, each in a question of its own, until no other can have more bars than the best. */
  async symbolWithMostBars(interval: Interval): Promise<string | null> {
    let best: SymbolCount | null = null;
    for (const atMost of await this.#ask((view) => readRowCounts(view, interval))) {
      if (!isBetter(atMost, best)) break;
      const counted = await this.#ask((view) => countBars(view, atMost.symbol, interval));
      if (isBetter(counted, best)) best = counted;
    }
    return best?.symbol ?? null;
  }

  dividends(symbol: TickerSymbol, range: TimeRange = {}): Promise<Dividend[]> {
    return this.#ask((view) => readDividends(view, symbol, range));
  }

  splits(symbol: TickerSymbol, range: TimeRange = {}): Promise<Split[]> {
    return this.#ask((view) => readSplits(view, symbol, range));
  }

  optionChain(symbol: TickerSymbol, asOf?: EpochMs): Promise<OptionChain> {
    return this.#ask((view) => readOptionChain(view, symbol, asOf));
  }

  optionSnapshots(symbol: TickerSymbol, page: Before): Promise<EpochMs[]> {
    return this.#ask((view) => readOptionSnapshots(view, symbol, page));
  }

  optionHistory(contract: string, page: Before): Promise<OptionQuote[]> {
    return this.#ask((view) => readOptionHistory(view, contract, page));
  }

  stockInfo(symbol: TickerSymbol): Promise<StockInfo | null> {
    return this.#ask((view) => readStockInfo(view, symbol));
  }

  calendar(symbol: TickerSymbol): Promise<ExchangeCalendar> {
    return this.#ask((view) => calendarIn(view, symbol));
  }

  /** node:sqlite answers at once; a failure is told by the promise all the same. */
  async #ask<Answer>(question: (view: LegacyView) => Answer): Promise<Answer> {
    return inLegacyView(this.#path, this.#options, question);
  }
}
