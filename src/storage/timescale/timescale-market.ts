import type pg from 'pg';
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
import { parseDocument } from '../json-document.ts';
import { readBarSpans, readWrittenAt } from './bar-spans.ts';
import { readBars } from './bars.ts';
import { readDividends, readSplits } from './corporate-actions.ts';
import { readOptionChain } from './option-chain.ts';
import { readCalendar } from './read-calendar.ts';
import { readInstruments } from './reference/instruments.ts';
import { readContract, readSnapshots } from './reference/option-history.ts';
import { readQuotes } from './reference/quotes.ts';
import { readSeriesReaches } from './series-reaches.ts';

/** The market as TimescaleDB has it. */
export class TimescaleMarket implements MarketStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  bars(symbol: TickerSymbol, interval: Interval, range: BarRange = {}): Promise<StoredBars> {
    return readBars(this.#pool, symbol, interval, range);
  }

  async symbols(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ symbol: string }>(
      'SELECT symbol FROM stocks ORDER BY symbol COLLATE "C"',
    );
    return rows.map(({ symbol }) => symbol);
  }

  instruments(): Promise<Instrument[]> {
    return readInstruments(this.#pool);
  }

  quotes(symbols: readonly TickerSymbol[]): Promise<Quote[]> {
    return readQuotes(this.#pool, symbols);
  }

  async intervalsOf(symbol: TickerSymbol): Promise<string[]> {
    const { rows } = await this.#pool.query<{ interval: string }>(
      'SELECT interval FROM ts_price_history WHERE symbol = $1 GROUP BY interval ORDER BY interval COLLATE "C"',
      [symbol],
    );
    return rows.map(({ interval }) => interval);
  }

  barSpans(symbol: TickerSymbol): Promise<BarSpan[]> {
    return readBarSpans(this.#pool, symbol);
  }

  writtenAt(symbol: TickerSymbol, interval: Interval, range: TimeRange = {}): Promise<EpochMs | null> {
    return readWrittenAt(this.#pool, symbol, interval, range);
  }

  seriesReaches(): Promise<SeriesReach[]> {
    return readSeriesReaches(this.#pool);
  }

  async symbolWithMostBars(interval: Interval): Promise<string | null> {
    const { rows } = await this.#pool.query<{ symbol: string }>(
      `SELECT symbol FROM ts_price_history JOIN stocks USING (symbol) WHERE interval = $1
       GROUP BY symbol ORDER BY count(*) DESC, symbol COLLATE "C" LIMIT 1`,
      [interval],
    );
    return rows[0]?.symbol ?? null;
  }

  dividends(symbol: TickerSymbol, range: TimeRange = {}): Promise<Dividend[]> {
    return readDividends(this.#pool, symbol, range);
  }

  splits(symbol: TickerSymbol, range: TimeRange = {}): Promise<Split[]> {
    return readSplits(this.#pool, symbol, range);
  }

  optionChain(symbol: TickerSymbol, asOf?: EpochMs): Promise<OptionChain> {
    return readOptionChain(this.#pool, symbol, asOf);
  }

  optionSnapshots(symbol: TickerSymbol, page: Before): Promise<EpochMs[]> {
    return readSnapshots(this.#pool, symbol, page);
  }

  optionHistory(contract: string, page: Before): Promise<OptionQuote[]> {
    return readContract(this.#pool, contract, page);
  }

  calendar(symbol: TickerSymbol): Promise<ExchangeCalendar> {
    return readCalendar(this.#pool, symbol);
  }

  async stockInfo(symbol: TickerSymbol): Promise<StockInfo | null> {
    const { rows } = await this.#pool.query<{ info: string; original: string | null }>(
      'SELECT info::text AS info, original FROM stock_info WHERE symbol = $1',
      [symbol],
    );
    const [row] = rows;
    return row ? { symbol, info: parseDocument(row.info), original: row.original } : null;
  }
}
