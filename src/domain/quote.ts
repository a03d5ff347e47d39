import { adjustSeries } from './adjustment.ts';
import type { AdjustmentBasis } from './bar.ts';
import { calendarFor } from './calendar/calendars.ts';
import { type Interval, isIntraday } from './interval.ts';
import type { TickerSymbol } from './nominal.ts';

/** What is known of an instrument without its bars. */
export interface Instrument {
  readonly symbol: TickerSymbol;
  readonly name: string | null;
  /** A MIC, or Yahoo's code of the exchange. */
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
}

/** The last close of an instrument and how it moved. */
export interface Quote {
  readonly symbol: TickerSymbol;
  /** Of the bars it was read from: daily ones if there are any; null where there are no bars at all. */
  readonly interval: Interval | null;
  /** Start of the last bar, epoch milliseconds; of a daily one its session date at 00:00 UTC. */
  readonly lastTime: number | null;
  readonly lastClose: number | null;
  /** On the scale of the last one: adjusted for splits, not for dividends. */
  readonly previousClose: number | null;
  /** Bars of that interval; null where counting them would mean to read them all. */
  readonly bars: number | null;
  readonly firstTime: number | null;
}

/** A close as it is stored. */
export interface StoredClose {
  /** Epoch milliseconds. */
  readonly ts: number;
  readonly close: number;
  readonly basis: AdjustmentBasis;
  /** Epoch milliseconds; null where it is not known. */
  readonly fetchedAt: number | null;
}

/** What a store has for a quote. */
export interface LastCloses {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
  readonly interval: Interval;
  readonly last: StoredClose;
  /** Of the bar before, and where bars are shorter than a day, of the last bar of an earlier day in UTC. */
  readonly previous: StoredClose | null;
  /** All splits after the previous bar. */
  readonly splits: readonly { readonly ts: number; readonly ratio: number }[];
  readonly bars: number | null;
  readonly firstTime: number | null;
}

/** Where an instrument has no daily bars, the first of these that it has; a day can be told from all but the last. */
export const quotedIntervals: readonly Interval[] = [
  '1d',
  '1h',
  '30m',
  '15m',
  '5m',
  '2m',
  '1m',
  '90m',
  '1wk',
  '5d',
  '1mo',
  '3mo',
];

/** The quote of an instrument that has bars. A split between the two closes is no move. */
export function quoteOf(stored: LastCloses): Quote {
  const { symbol, exchange, interval, last, previous, splits, bars, firstTime } = stored;
  const closes = previous === null ? [last] : [previous, last];
  const close = Float64Array.from(closes, (one) => one.close);
  const calendar = calendarFor(symbol, exchange);
  const { series } = adjustSeries(
    {
      symbol,
      interval,
      ts: Float64Array.from(closes, (one) => one.ts),
      open: close,
      high: close,
      low: close,
      close,
      volume: close,
    },
    {
      basis: closes.map((one) => one.basis),
      fetchedAt: Float64Array.from(closes, (one) => one.fetchedAt ?? Number.NaN),
    },
    { splits, dividends: [] },
    'split',
    (moment) => calendar.dateOf(moment),
  );
  return {
    symbol,
    interval,
    lastTime: last.ts,
    lastClose: series.close.at(-1) ?? null,
    previousClose: previous === null ? null : (series.close[0] ?? null),
    bars,
    firstTime,
  };
}

/** The quote of an instrument without bars. */
export function emptyQuote(symbol: TickerSymbol): Quote {
  const none = { interval: null, lastTime: null, lastClose: null, previousClose: null };
  return { symbol, ...none, bars: 0, firstTime: null };
}

/** The move from the previous close as a fraction of it; null where there is none, or none that means something. */
export function changeOf({ lastClose, previousClose }: Quote): number | null {
  if (lastClose === null || previousClose === null || !(previousClose > 0)) return null;
  return lastClose / previousClose - 1;
}

/** The latest moment whose bar can be the previous one. */
export function previousBefore(interval: Interval, lastTs: number): number {
  return isIntraday(interval) ? Math.floor(lastTs / 86_400_000) * 86_400_000 : lastTs;
}

/** An instrument as stores answer it: empty texts of older databases stand for nothing. */
export function instrumentOf(row: Instrument): Instrument {
  const { symbol, name, exchange, currency, sector, industry } = row;
  const said = (text: string | null): string | null => text?.trim() || null;
  return {
    symbol,
    name: said(name),
    exchange: said(exchange),
    currency: said(currency),
    sector: said(sector),
    industry: said(industry),
  };
}
