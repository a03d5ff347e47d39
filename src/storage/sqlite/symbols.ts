import { type Interval, isInterval } from '../../domain/interval.ts';
import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { type Instrument, instrumentOf } from '../../domain/quote.ts';
import { validateStockRow } from '../../etl/legacy/stock.ts';
import { rowsPerSymbol, writtenIntervals } from '../../sources/legacy-sqlite/bar-index.ts';
import { stockTable } from '../timescale/target-tables.ts';
import { barRecords } from './bars.ts';
import { type LegacyView, recordsOf } from './legacy-view.ts';

/** The instruments whose row in `stocks` is sound. */
export function readInstruments(view: LegacyView): Instrument[] {
  const stocks = recordsOf(view, {
    source: 'stocks',
    target: stockTable,
    validate: (row) => validateStockRow(row, undefined),
  });
  return Array.from(stocks, instrumentOf).sort((one, other) => (one.symbol < other.symbol ? -1 : 1));
}

export function readSymbols(view: LegacyView): string[] {
  return readInstruments(view).map(({ symbol }) => symbol);
}

/** The intervals of which a symbol has sound bars. */
export function readIntervals(view: LegacyView, symbol: TickerSymbol): Interval[] {
  return writtenIntervals(view.file, symbol, view.repairs)
    .filter(isInterval)
    .filter((interval) => !barRecords(view, symbol, interval).next().done)
    .sort();
}

/** How many bars a symbol has, or at most has. */
export interface SymbolCount {
  readonly symbol: TickerSymbol;
  readonly bars: number;
}

/** The rows of each instrument, which are at least as many as its sound bars; most first, then by symbol. */
export function readRowCounts(view: LegacyView, interval: Interval): SymbolCount[] {
  const known = new Set(readSymbols(view));
  return rowsPerSymbol(view.file, interval, view.repairs).flatMap(({ symbol, rows }) =>
    isTickerSymbol(symbol) && known.has(symbol) ? [{ symbol, bars: rows }] : [],
  );
}

export function countBars(view: LegacyView, symbol: TickerSymbol, interval: Interval): SymbolCount {
  let bars = 0;
  for (const _bar of barRecords(view, symbol, interval)) bars += 1;
  return { symbol, bars };
}

/** Whether one is to be preferred: more bars, the first by name among equals. */
export function isBetter(one: SymbolCount, best: SymbolCount | null): boolean {
  if (best === null || one.bars !== best.bars) return one.bars > (best?.bars ?? 0);
  return one.symbol < best.symbol;
}
