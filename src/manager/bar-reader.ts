import type { Cache } from '../cache/cache.ts';
import type { ExchangeCalendar } from '../domain/calendar/exchange-calendar.ts';
import { StockulaError } from '../domain/errors.ts';
import { type Interval, isIntraday } from '../domain/interval.ts';
import type { BarRange, BarSpan, MarketStore, StoredBars } from '../domain/market-store.ts';
import { isTickerSymbol, type TickerSymbol } from '../domain/nominal.ts';
import { unknownSymbol } from './unknown-symbol.ts';

/** Reads the bars that answers are calculated from, each once while it is in the cache. */
export class BarReader {
  readonly #store: MarketStore;
  readonly #cache: Cache;

  constructor(store: MarketStore, cache: Cache) {
    this.#store = store;
    this.#cache = cache;
  }

  /**
   * Adjusted for splits and dividends unless asked otherwise: what is calculated from bars must not take either for a
   * move.
   * @throws StockulaError NOT_FOUND for an unknown symbol, NO_DATA where it has no such bars
   */
  async bars(symbolText: string, interval: Interval, asked: BarRange): Promise<StoredBars> {
    const symbol = await this.knownSymbol(symbolText);
    const { latest, ...whole } = { ...asked, adjust: asked.adjust ?? ('total' as const) };
    // Days are few enough to be read whole: then one reading serves all that is asked about a symbol.
    const range: BarRange = isIntraday(interval) ? { ...whole, latest } : whole;
    const stored = await this.cached(symbol, interval, range);
    if (stored.series.ts.length > 0) return latestOf(stored, latest);
    const held = await this.#store.intervalsOf(symbol);
    const { adjust } = range;
    const all = held.includes(interval) ? await this.cached(symbol, interval, { adjust }) : stored;
    throw noBars(symbol, interval, range, held, all.series.ts);
  }

  /** The same as stored, whether there are any or not. */
  cached(symbol: TickerSymbol, interval: Interval, range: BarRange): Promise<StoredBars> {
    // Each part at its place: a range without a beginning is another one than a range without an end.
    const bounds = [range.from, range.to, range.latest].map((bound) => bound ?? '').join('_');
    const key = `${symbol}_price_${interval}_${range.adjust}_${bounds}`;
    return this.#cache.getOrLoad({ kind: 'price', key, tags: [symbol] }, () =>
      this.#store.bars(symbol, interval, range),
    );
  }

  /** The calendar of the exchange of a symbol. */
  calendar(symbol: TickerSymbol): Promise<ExchangeCalendar> {
    return this.#store.calendar(symbol);
  }

  /** The intervals that a symbol has bars of. */
  async intervals(symbol: TickerSymbol): Promise<readonly string[]> {
    const slot = { kind: 'marketData', key: `${symbol}_intervals`, tags: [symbol] } as const;
    return this.#cache.getOrLoad(slot, () => this.#store.intervalsOf(symbol));
  }

  /** The same with how far they reach. */
  async spans(symbol: TickerSymbol): Promise<readonly BarSpan[]> {
    const slot = { kind: 'marketData', key: `${symbol}_spans`, tags: [symbol] } as const;
    return this.#cache.getOrLoad(slot, () => this.#store.barSpans(symbol));
  }

  /** @throws StockulaError NOT_FOUND, or NO_DATA where nothing is known at all */
  async knownSymbol(text: string): Promise<TickerSymbol> {
    const symbol = text.trim().toUpperCase();
    const symbols = await this.#cache.getOrLoad(
      { kind: 'marketData', key: 'symbols', tags: ['symbols'] },
      () => this.#store.symbols(),
    );
    if (isTickerSymbol(symbol) && symbols.includes(symbol)) return symbol;
    throw unknownSymbol(text, symbols);
  }
}

function latestOf(stored: StoredBars, latest: number | undefined): StoredBars {
  const { series } = stored;
  if (latest === undefined || series.ts.length <= latest) return stored;
  const last = (values: Float64Array): Float64Array => values.subarray(-latest);
  const { ts, open, high, low, close, volume } = series;
  const columns = { ts, open, high, low, close, volume };
  const cut = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, last(values)]));
  return { ...stored, series: { ...series, ...cut } };
}

/** What is wrong where a symbol has no such bars. @param held intervals that it has bars of @param ts all bars of this one */
export function noBars(
  symbol: string,
  interval: Interval,
  range: BarRange,
  held: readonly string[],
  ts: Float64Array = new Float64Array(),
): StockulaError {
  const day = (ms: number | undefined): string | null =>
    ms === undefined ? null : new Date(ms).toISOString().slice(0, 10);
  const from = day(range.from);
  const to = day(range.to);
  const when = `${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`;
  const stored = ts.length > 0 ? `; stored are ${day(ts[0])} to ${day(ts.at(-1))}` : '';
  const isElsewhere = held.length > 0 && !held.includes(interval);
  return new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} with interval ${interval}${when}`,
    got: isElsewhere ? `only bars of ${held.join(', ')}` : `none in that range${stored}`,
    remedy: isElsewhere
      ? `Ask for one that is stored (--interval ${held[0]}), or fetch the other: stockula etl fetch ${symbol} --interval ${interval}`
      : 'Ask for another range (--from, --to) or interval (--interval).',
  });
}
