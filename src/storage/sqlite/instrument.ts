import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { Dividend, Split, StockInfo, TimeRange } from '../../domain/market-store.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import type { DividendRecord, SplitRecord } from '../../domain/records.ts';
import { validateDividendRow } from '../../etl/legacy/dividend.ts';
import { validateSplitRow } from '../../etl/legacy/split.ts';
import { validateStockRow } from '../../etl/legacy/stock.ts';
import { validateStockInfoRow } from '../../etl/legacy/stock-info.ts';
import { symbolFilter } from '../../sources/legacy-sqlite/spellings.ts';
import { parseDocument } from '../json-document.ts';
import { dividendTable, splitTable, stockInfoTable, stockTable } from '../timescale/target-tables.ts';
import { type LegacyView, recordsOf } from './legacy-view.ts';
import { isWithin } from './time-range.ts';

/** The dividends of a symbol that a migration would write, in the source's order. */
export function dividendRecords(view: LegacyView, symbol: TickerSymbol): DividendRecord[] {
  const reader = {
    source: 'dividends',
    target: dividendTable,
    validate: (row: RawRow) => validateDividendRow(row, view.context),
  } as const;
  return [...recordsOf(view, reader, symbolFilter([symbol], view.repairs))];
}

/** The splits of a symbol that a migration would write, in the source's order. */
export function splitRecords(view: LegacyView, symbol: TickerSymbol): SplitRecord[] {
  const reader = {
    source: 'splits',
    target: splitTable,
    validate: (row: RawRow) => validateSplitRow(row, view.context),
  } as const;
  return [...recordsOf(view, reader, symbolFilter([symbol], view.repairs))];
}

/** The calendar of an instrument: by its exchange, where the file has it. */
export function calendarIn(view: LegacyView, symbol: TickerSymbol): ExchangeCalendar {
  const reader = {
    source: 'stocks',
    target: stockTable,
    validate: (row: RawRow) => validateStockRow(row, undefined),
  } as const;
  const [stock] = recordsOf(view, reader, symbolFilter([symbol], view.repairs));
  return calendarFor(symbol, stock?.exchange ?? null);
}

export function readDividends(view: LegacyView, symbol: TickerSymbol, range: TimeRange): Dividend[] {
  return (
    dividendRecords(view, symbol)
      // The older application stored what Yahoo adjusts for splits, and did not note the currency.
      .map(({ ts, amount }) => ({ symbol, ts, amount, basis: 'split' as const, currency: null }))
      .filter(({ ts }) => isWithin(ts, range))
      .sort((one, other) => one.ts - other.ts)
  );
}

export function readSplits(view: LegacyView, symbol: TickerSymbol, range: TimeRange): Split[] {
  return splitRecords(view, symbol)
    .map(({ ts, ratio }) => ({ symbol, ts, ratio }))
    .filter(({ ts }) => isWithin(ts, range))
    .sort((one, other) => one.ts - other.ts);
}

export function readStockInfo(view: LegacyView, symbol: TickerSymbol): StockInfo | null {
  const [info] = recordsOf(
    view,
    {
      source: 'stock_info',
      target: stockInfoTable,
      validate: (row) => validateStockInfoRow(row, view.context),
    },
    symbolFilter([symbol], view.repairs),
  );
  return info ? { symbol, info: parseDocument(info.json), original: info.original } : null;
}
