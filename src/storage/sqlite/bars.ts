import {
  adjustSeries,
  type CorporateActions,
  type DatedPrice,
  type DateOf,
  longestBeforeExDate,
} from '../../domain/adjustment.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { BarRange, StoredBars, TimeRange } from '../../domain/market-store.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { PriceRecord, RecordTimes } from '../../domain/records.ts';
import type { RepairSet } from '../../domain/repair.ts';
import { barNeighbours } from '../../etl/legacy/neighbourhoods.ts';
import { validatePriceRow } from '../../etl/legacy/price.ts';
import type { RowFilter } from '../../sources/legacy-sqlite/read.ts';
import { intervalFilter, symbolFilter } from '../../sources/legacy-sqlite/spellings.ts';
import { priceTable } from '../timescale/target-tables.ts';
import { calendarIn, dividendRecords, splitRecords } from './instrument.ts';
import { type LegacyTableReader, type LegacyView, recordsOf } from './legacy-view.ts';
import { isWithin } from './time-range.ts';

const dayMs = 86_400_000;

/** The day of a time as text, or null where it has no year of four digits, which no date in a file has either. */
function dayText(ms: number): string | null {
  const day = Math.floor(ms / dayMs) * dayMs;
  const isPlain = day >= Date.parse('0001-01-01') && day <= Date.parse('9999-12-31');
  return isPlain ? new Date(day).toISOString().slice(0, 10) : null;
}

/** Whole days, so that rows with the same key stay together: all spellings of a time begin with its day. */
function barRows(
  symbol: TickerSymbol,
  interval: Interval,
  { from, to }: TimeRange,
  repairs: RepairSet,
): RowFilter {
  const [ofSymbol, ofInterval] = [symbolFilter([symbol], repairs), intervalFilter(interval, repairs)];
  const first = from === undefined ? null : dayText(from);
  const next = to === undefined ? null : dayText(to + dayMs);
  return {
    condition: [
      ofSymbol.condition,
      ofInterval.condition,
      ...(first ? ['date >= ?'] : []),
      ...(next ? ['date < ?'] : []),
    ].join(' AND '),
    parameters: [
      ...ofSymbol.parameters,
      ...ofInterval.parameters,
      ...(first ? [first] : []),
      ...(next ? [next] : []),
    ],
  };
}

/** The bars that a migration would write, in the source's order. */
export function* barRecords(
  view: LegacyView,
  symbol: TickerSymbol,
  interval: Interval,
  range: TimeRange = {},
): Generator<PriceRecord> {
  const reader: LegacyTableReader<PriceRecord> = {
    source: 'price_history',
    target: priceTable,
    validate: (row) => validatePriceRow(row, view.context),
    neighbours: barNeighbours,
  };
  for (const bar of recordsOf(view, reader, barRows(symbol, interval, range, view.repairs))) {
    if (isWithin(bar.ts, range)) yield bar;
  }
}

export function readBars(
  view: LegacyView,
  symbol: TickerSymbol,
  interval: Interval,
  { latest, earliest, adjust, ...range }: BarRange,
): StoredBars {
  // Within a day the source's order is that of texts, where 'T' comes after ' '.
  const all = [...barRecords(view, symbol, interval, range)].sort((one, other) => one.ts - other.ts);
  const bars = latest === undefined ? all.slice(0, earliest) : all.slice(Math.max(0, all.length - latest));
  const column = (pick: (bar: PriceRecord) => number): Float64Array => Float64Array.from(bars, pick);
  const series: BarSeries = {
    symbol,
    interval,
    ts: column((bar) => bar.ts / 1_000),
    open: column((bar) => bar.open),
    high: column((bar) => bar.high),
    low: column((bar) => bar.low),
    close: column((bar) => bar.close),
    volume: column((bar) => (bar.volume === null ? Number.NaN : Number(bar.volume))),
  };
  // The older application stored what yfinance adjusts by itself.
  if (adjust === undefined) return { series, bases: bars.length === 0 ? [] : ['total'] };
  const stored = { basis: bars.map(() => 'total' as const), fetchedAt: column(fetchedAtOf) };
  const calendar = calendarIn(view, symbol);
  const dateOf = (moment: number): number => calendar.dateOf(moment);
  return adjustSeries(series, stored, actionsWithCloses(view, { symbol, interval, dateOf }), adjust, dateOf);
}

/** In milliseconds, NaN where the file does not say. */
function fetchedAtOf({ createdAt, updatedAt }: RecordTimes): number {
  return (updatedAt ?? createdAt ?? Number.NaN) / 1_000;
}

interface Asked {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly dateOf: DateOf;
}

/** The corporate actions of a symbol, as the older application stored them: adjusted for the splits up to then. */
function actionsWithCloses(view: LegacyView, { symbol, interval, dateOf }: Asked): CorporateActions {
  const closes = (of: Interval): DatedPrice[] =>
    [...barRecords(view, symbol, of)]
      .map((bar) => ({
        ts: isIntraday(of) ? dateOf(bar.ts / 1_000) : bar.ts / 1_000,
        close: bar.close,
        basis: 'total' as const,
        fetchedAt: fetchedAtOf(bar),
      }))
      .sort((one, other) => one.ts - other.ts);
  const daily = closes('1d');
  const own = interval === '1d' ? daily : closes(interval);
  const before = (bars: readonly DatedPrice[], ts: number): DatedPrice | undefined =>
    bars.findLast((bar) => bar.ts < ts && bar.ts >= ts - longestBeforeExDate);
  return {
    splits: splitRecords(view, symbol).map(({ ts, ratio }) => ({ ts: ts / 1_000, ratio })),
    dividends: dividendRecords(view, symbol).map((dividend) => {
      const ts = dividend.ts / 1_000;
      const prior = before(daily, ts) ?? before(own, ts) ?? null;
      return { ts, amount: dividend.amount, basis: 'split', fetchedAt: fetchedAtOf(dividend), prior };
    }),
  };
}
