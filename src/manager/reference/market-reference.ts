import { createHash } from 'node:crypto';
import type { Cache } from '../../cache/cache.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type {
  Before,
  Dividend,
  MarketStore,
  OptionQuote,
  Split,
  TimeRange,
} from '../../domain/market-store.ts';
import { type EpochMs, inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { changeOf, type Instrument, type Quote } from '../../domain/quote.ts';
import type { BarReader } from '../bar-reader.ts';
import { unknownSymbol } from '../unknown-symbol.ts';
import { type CompanyFacts, companyFacts } from './company-facts.ts';
import { typeBySymbol } from './instrument-type.ts';
import { moversOf } from './movers.ts';
import { type ChainAsOf, type ChainQuestion, chainAsOf } from './option-chain.ts';
import { type InstrumentQuestion, searchInstruments } from './search-instruments.ts';

/** An instrument with its last close, for lists. */
export interface QuotedInstrument extends Omit<Quote, 'bars'> {
  readonly name: string | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly type: string;
  /** Fraction of the previous close. */
  readonly change: number | null;
  readonly bars: number | null;
}

export interface TypedInstrument extends Instrument {
  readonly type: string;
}

export interface QuotedPage {
  readonly instruments: readonly QuotedInstrument[];
  readonly next: string | null;
}

export interface QuotedMovers {
  readonly gainers: readonly QuotedInstrument[];
  readonly losers: readonly QuotedInstrument[];
  /** The session of all of them, epoch milliseconds. */
  readonly asOf: number | null;
}

export interface InstrumentDetails
  extends QuotedInstrument,
    Omit<CompanyFacts, 'name' | 'currency' | 'type'> {
  /** The calendar of its exchange, such as `XNYS`. */
  readonly calendar: string;
  readonly intervals: readonly string[];
}

/** What is known of instruments without analysing them. */
export class MarketReference {
  readonly #store: MarketStore;
  readonly #cache: Cache;
  readonly #reader: BarReader;

  constructor(store: MarketStore, cache: Cache, reader: BarReader) {
    this.#store = store;
    this.#cache = cache;
    this.#reader = reader;
  }

  /** All instruments, by symbol. */
  async instruments(): Promise<readonly Instrument[]> {
    return this.#cache.getOrLoad({ kind: 'marketData', key: 'instruments', tags: ['symbols'] }, () =>
      this.#store.instruments(),
    );
  }

  /** Those that match, each with its last close: two questions to the store, however many they are. */
  async search(question: InstrumentQuestion): Promise<QuotedPage> {
    const { instruments, next } = searchInstruments(await this.instruments(), question);
    return { instruments: await this.#quoted(instruments), next };
  }

  /** The same without closes, all that match. */
  async find(question: Omit<InstrumentQuestion, 'limit' | 'cursor'>): Promise<TypedInstrument[]> {
    const all = await this.instruments();
    const { instruments } = searchInstruments(all, { ...question, limit: all.length });
    return instruments.map((each) => ({ ...each, type: typeBySymbol(each.symbol, each.exchange) }));
  }

  /** The last closes of instruments, in the order asked; what is no instrument is left out. */
  async quotes(symbols: readonly string[]): Promise<QuotedInstrument[]> {
    const known = new Map((await this.instruments()).map((each) => [each.symbol as string, each]));
    const asked = new Set(symbols.map((symbol) => inUpperCase(symbol.trim())));
    return this.#quoted([...asked].flatMap((symbol) => known.get(symbol) ?? []));
  }

  /** What moved most in the session that most instruments have as their last. */
  async movers(limit: number): Promise<QuotedMovers> {
    const instruments = await this.instruments();
    const { gainers, losers, asOf } = moversOf(await this.#quotesOf(instruments), limit);
    const bySymbol = new Map(instruments.map((each) => [each.symbol, each]));
    const quoted = (quotes: readonly Quote[]): QuotedInstrument[] =>
      quotes.flatMap((quote) => {
        const instrument = bySymbol.get(quote.symbol);
        return instrument ? [quotedInstrument(instrument, quote)] : [];
      });
    return { gainers: quoted(gainers), losers: quoted(losers), asOf };
  }

  /** @throws StockulaError NOT_FOUND; NO_DATA in an empty database */
  async details(symbolText: string): Promise<InstrumentDetails> {
    const instrument = await this.require(symbolText);
    const { symbol } = instrument;
    const [quoted] = await this.#quoted([instrument]);
    if (quoted === undefined) throw unknownSymbol(symbolText, []);
    const [info, intervals, calendar] = await Promise.all([
      this.#store.stockInfo(symbol),
      this.#store.intervalsOf(symbol),
      this.#reader.calendar(symbol),
    ]);
    const facts = companyFacts(info?.info);
    return {
      ...quoted,
      ...facts,
      name: quoted.name ?? facts.name,
      currency: quoted.currency ?? facts.currency,
      type: facts.type ?? quoted.type,
      sector: instrument.sector ?? facts.sector,
      industry: instrument.industry ?? facts.industry,
      calendar: calendar.id,
      intervals,
    };
  }

  /** @throws StockulaError NOT_FOUND; NO_DATA in an empty database */
  async require(symbolText: string): Promise<Instrument> {
    const symbol = inUpperCase(symbolText.trim());
    const instruments = await this.instruments();
    const found = isTickerSymbol(symbol) && instruments.find((each) => each.symbol === symbol);
    if (!found) {
      throw unknownSymbol(
        symbolText,
        instruments.map((each) => each.symbol),
      );
    }
    return found;
  }

  /** Dividends of a range, and the currency they are paid in where that is known. @throws StockulaError as require */
  async dividends(symbolText: string, range: TimeRange): Promise<readonly Dividend[]> {
    const { symbol, currency } = await this.require(symbolText);
    const paid = await this.#store.dividends(symbol, range);
    return paid.map((dividend) => ({ ...dividend, currency: dividend.currency ?? currency }));
  }

  /** @throws StockulaError as require */
  async splits(symbolText: string, range: TimeRange): Promise<readonly Split[]> {
    const { symbol } = await this.require(symbolText);
    return this.#store.splits(symbol, range);
  }

  /** @throws StockulaError as require */
  async optionChain(symbolText: string, question: ChainQuestion): Promise<ChainAsOf> {
    const { symbol } = await this.require(symbolText);
    return chainAsOf(this.#store, symbol, question);
  }

  /** When contracts of a symbol were quoted, the newest first. @throws StockulaError as require */
  async optionSnapshots(symbolText: string, page: Before): Promise<readonly EpochMs[]> {
    const { symbol } = await this.require(symbolText);
    return this.#store.optionSnapshots(symbol, page);
  }

  /** The quotes of a contract, the newest first. @throws StockulaError NOT_FOUND where there is none at all */
  async optionHistory(contract: string, page: Before): Promise<readonly OptionQuote[]> {
    const quotes = await this.#store.optionHistory(contract, page);
    const isKnown =
      quotes.length > 0 ||
      (page.before !== undefined && (await this.#store.optionHistory(contract, { limit: 1 })).length > 0);
    if (!isKnown) throw unknownContract(contract);
    return quotes;
  }

  /** The calendar of its exchange. @throws StockulaError as require */
  async calendar(symbolText: string): Promise<ExchangeCalendar> {
    return this.#reader.calendar((await this.require(symbolText)).symbol);
  }

  async #quoted(instruments: readonly Instrument[]): Promise<QuotedInstrument[]> {
    const quotes = new Map((await this.#quotesOf(instruments)).map((quote) => [quote.symbol, quote]));
    return instruments.flatMap((instrument) => {
      const quote = quotes.get(instrument.symbol);
      return quote ? [quotedInstrument(instrument, quote)] : [];
    });
  }

  async #quotesOf(instruments: readonly Instrument[]): Promise<readonly Quote[]> {
    if (instruments.length === 0) return [];
    const symbols = instruments.map(({ symbol }) => symbol);
    return this.#cache.getOrLoad({ kind: 'marketData', key: quotesKey(symbols), tags: symbols }, () =>
      this.#store.quotes(symbols),
    );
  }
}

/** Of a long list a digest, so that keys stay short. */
function quotesKey(symbols: readonly TickerSymbol[]): string {
  const names = symbols.join(',');
  return `quotes_${names.length <= 100 ? names : createHash('sha256').update(names).digest('hex')}`;
}

function quotedInstrument(instrument: Instrument, quote: Quote): QuotedInstrument {
  const { symbol, name, exchange, currency } = instrument;
  return {
    ...quote,
    symbol,
    name,
    exchange,
    currency,
    type: typeBySymbol(symbol, exchange),
    change: changeOf(quote),
  };
}

/** What is wrong with a contract that nothing is stored of. */
function unknownContract(contract: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'a contract that is quoted in a stored option chain',
    got: contract,
    remedy: 'See the contracts of the chain: /api/v1/instruments/SYMBOL/options',
  });
}
