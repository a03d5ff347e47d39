import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import {
  emptyQuote,
  previousBefore,
  type Quote,
  quotedIntervals,
  quoteOf,
  type StoredClose,
} from '../../domain/quote.ts';
import type { PriceRecord } from '../../domain/records.ts';
import { writtenIntervals } from '../../sources/legacy-sqlite/bar-index.ts';
import { valuesOf } from '../../sources/legacy-sqlite/read.ts';
import { intervalFilter, symbolFilter } from '../../sources/legacy-sqlite/spellings.ts';
import { barRecords } from './bars.ts';
import { splitRecords } from './instrument.ts';
import type { LegacyView } from './legacy-view.ts';
import { readInstruments } from './symbols.ts';

/** Rows are validated when they are read, so only those of the last days are; a symbol's whole history where they are few. */
const tailMs = 20 * 86_400_000;

/** The last closes of instruments, in the order asked; those that are none are left out. Bars are not counted. */
export function readQuotes(view: LegacyView, symbols: readonly TickerSymbol[]): Quote[] {
  const exchanges = new Map(readInstruments(view).map(({ symbol, exchange }) => [symbol, exchange]));
  return symbols.flatMap((symbol) => {
    const exchange = exchanges.get(symbol);
    return exchange === undefined ? [] : quoteIn(view, symbol, exchange);
  });
}

function quoteIn(view: LegacyView, symbol: TickerSymbol, exchange: string | null): Quote {
  const written = writtenIntervals(view.file, symbol, view.repairs);
  for (const interval of quotedIntervals) {
    if (!written.includes(interval)) continue;
    const [last, previous = null] = lastBars(view, symbol, interval);
    if (last === undefined) continue;
    const since = (previous ?? last).ts;
    const splits = splitRecords(view, symbol)
      .filter(({ ts }) => ts > since)
      .map(({ ts, ratio }) => ({ ts: ts / 1_000, ratio }));
    return quoteOf({
      symbol,
      exchange,
      interval,
      last: closeOf(last),
      previous: previous && closeOf(previous),
      splits,
      bars: null,
      firstTime: null,
    });
  }
  return { ...emptyQuote(symbol), bars: null };
}

/** The last bar and the one to compare it with. */
function lastBars(view: LegacyView, symbol: TickerSymbol, interval: Interval): PriceRecord[] {
  const [ofSymbol, ofInterval] = [
    symbolFilter([symbol], view.repairs),
    intervalFilter(interval, view.repairs),
  ];
  const sql = `SELECT max(date) FROM price_history WHERE ${ofSymbol.condition} AND ${ofInterval.condition}`;
  const [[text] = []] = [...valuesOf(view.file, sql, [...ofSymbol.parameters, ...ofInterval.parameters])];
  const newest = typeof text === 'string' ? Date.parse(text.slice(0, 10)) : Number.NaN;
  const pick = (from: number | undefined): PriceRecord[] => {
    const range = from === undefined ? {} : { from: from as EpochMs };
    const bars = [...barRecords(view, symbol, interval, range)].sort((one, other) => other.ts - one.ts);
    const [last] = bars;
    if (last === undefined) return [];
    const before = previousBefore(interval, last.ts / 1_000) * 1_000;
    const previous = bars.find(({ ts }) => ts < before);
    return previous === undefined ? [last] : [last, previous];
  };
  const tail = Number.isNaN(newest) ? [] : pick(newest - tailMs);
  return tail.length === 2 ? tail : pick(undefined);
}

function closeOf({ ts, close, createdAt, updatedAt }: PriceRecord): StoredClose {
  const fetchedAt = updatedAt ?? createdAt;
  return { ts: ts / 1_000, close, basis: 'total', fetchedAt: fetchedAt === null ? null : fetchedAt / 1_000 };
}
