import { type Interval, isInterval } from '../../domain/interval.ts';
import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { validateStockRow } from '../../etl/validate/stock.ts';
import { rowsPerSymbol, writtenIntervals } from '../../sources/legacy-sqlite/bar-index.ts';
import { stockTable } from '../timescale/target-tables.ts';
import { barRecords } from './bars.ts';
import { type LegacyView, recordsOf } from './legacy-view.ts';

/** The instruments whose row in `stocks` is sound. */
export function readSymbols(view: LegacyView): string[] {
  const stocks = recordsOf(view, {
    source: 'stocks',
    target: stockTable,
    validate: (row) => validateStockRow(row, undefined),
  });
  return Array.from(stocks, ({ symbol }) => symbol).sort();
}

/** The intervals of which a symbol has sound bars. */
export function readIntervals(view: LegacyView, symbol: TickerSymbol): Interval[] {
  return writtenIntervals(view.file, symbol)
    .filter(isInterval)
    .filter((interval) => !barRecords(view, symbol, interval).next().done)
    .sort();
}

/** Rows are counted by the index; the bars among them only until no other symbol can have more than the best. */
export function readSymbolWithMostBars(view: LegacyView, interval: Interval): string | null {
  const known = new Set(readSymbols(view));
  let best: SymbolCount | null = null;
  for (const { symbol, rows } of rowsPerSymbol(view.file, interval)) {
    if (!isTickerSymbol(symbol) || !known.has(symbol)) continue;
    if (!isBetter({ symbol, bars: rows }, best)) break;
    const counted = { symbol, bars: countOf(barRecords(view, symbol, interval)) };
    if (isBetter(counted, best)) best = counted;
  }
  return best?.symbol ?? null;
}

interface SymbolCount {
  readonly symbol: string;
  readonly bars: number;
}

function isBetter(one: SymbolCount, best: SymbolCount | null): boolean {
  if (best === null || one.bars !== best.bars) return one.bars > (best?.bars ?? 0);
  return one.symbol < best.symbol;
}

function countOf(items: Iterable<unknown>): number {
  let count = 0;
  for (const _item of items) count += 1;
  return count;
}
