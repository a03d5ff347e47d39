import type { Dividend, Split, StockInfo, TimeRange } from '../../domain/market-store.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { validateDividendRow } from '../../etl/legacy/dividend.ts';
import { validateSplitRow } from '../../etl/legacy/split.ts';
import { validateStockInfoRow } from '../../etl/legacy/stock-info.ts';
import { symbolFilter } from '../../sources/legacy-sqlite/spellings.ts';
import { parseDocument } from '../json-document.ts';
import { dividendTable, splitTable, stockInfoTable } from '../timescale/target-tables.ts';
import { type LegacyView, recordsOf } from './legacy-view.ts';
import { isWithin } from './time-range.ts';

export function readDividends(view: LegacyView, symbol: TickerSymbol, range: TimeRange): Dividend[] {
  const dividends = recordsOf(
    view,
    {
      source: 'dividends',
      target: dividendTable,
      validate: (row) => validateDividendRow(row, view.context),
    },
    symbolFilter([symbol], view.repairs),
  );
  return Array.from(dividends, ({ ts, amount }) => ({ symbol, ts, amount }))
    .filter(({ ts }) => isWithin(ts, range))
    .sort((one, other) => one.ts - other.ts);
}

export function readSplits(view: LegacyView, symbol: TickerSymbol, range: TimeRange): Split[] {
  const splits = recordsOf(
    view,
    { source: 'splits', target: splitTable, validate: (row) => validateSplitRow(row, view.context) },
    symbolFilter([symbol], view.repairs),
  );
  return Array.from(splits, ({ ts, ratio }) => ({ symbol, ts, ratio }))
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
