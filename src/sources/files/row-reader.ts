import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawAction, RawBar, RawNumber } from '../../domain/raw-bar.ts';
import type { Cells } from './cells.ts';
import type { Given } from './given.ts';
import type { SeriesColumns } from './layout.ts';
import type { StartTimes } from './start-times.ts';

export interface RowReaderParts {
  readonly series: readonly SeriesColumns[];
  readonly symbol: Given;
  readonly interval: Given;
  readonly times: StartTimes;
  /** Refuses a text that should be a time and shows that the whole column is read wrongly. */
  readonly onBadTime: (text: string, position: number) => void;
}

/** Makes bars, dividends and splits of rows, whatever format they come in. */
export class RowReader {
  readonly #parts: RowReaderParts;

  constructor(parts: RowReaderParts) {
    this.#parts = parts;
  }

  bars(cells: Cells, into: RawBar[]): void {
    for (const series of this.#parts.series) this.#bar(cells, series, into);
  }

  #bar(cells: Cells, { symbol, columns }: SeriesColumns, into: RawBar[]): void {
    const interval = this.#interval(cells, columns.interval);
    const { open, high, low, close, adjClose, volume } = columns;
    const bar: RawBar = {
      position: cells.position,
      symbol: symbol ?? this.#symbol(cells, columns.symbol),
      interval,
      ts: this.#time(cells, columns.ts ?? 0, columns.time, interval),
      open: numberIn(cells, open),
      high: numberIn(cells, high),
      low: numberIn(cells, low),
      close: numberIn(cells, close),
      adjClose: numberIn(cells, adjClose),
      volume: volume === undefined ? null : cells.volume(volume),
    };
    // A table of several symbols has empty fields where one of them was not traded.
    if (symbol === null || bar.open !== null || bar.close !== null) into.push(bar);
  }

  dividends(cells: Cells, into: RawAction[]): void {
    this.#actions(cells, into, 'dividend', (value) => value !== null && value !== 0);
  }

  /** Sources that have a ratio for each bar write 0 or 1 where there was no split. */
  splits(cells: Cells, into: RawAction[]): void {
    this.#actions(cells, into, 'split', (value) => value !== null && value !== 0 && value !== 1);
  }

  #actions(
    cells: Cells,
    into: RawAction[],
    role: 'dividend' | 'split',
    isThere: (value: RawNumber) => boolean,
  ): void {
    for (const { symbol, columns } of this.#parts.series) {
      const column = columns[role];
      if (column === undefined) continue;
      const value = role === 'split' ? cells.ratio(column) : cells.number(column);
      // In a table of actions alone a zero is an error, which validation names.
      if (!isThere(value) && columns.close !== undefined) continue;
      into.push({
        position: cells.position,
        symbol: symbol ?? this.#symbol(cells, columns.symbol),
        ts: this.#time(cells, columns.ts ?? 0, columns.time, '1d'),
        value,
      });
    }
  }

  #symbol(cells: Cells, column: number | undefined): string {
    return this.#parts.symbol.of(column === undefined ? null : cells.text(column), cells.position);
  }

  #interval(cells: Cells, column: number | undefined): string {
    return this.#parts.interval.of(column === undefined ? null : cells.text(column), cells.position);
  }

  #time(
    cells: Cells,
    column: number,
    clock: number | undefined,
    interval: string,
  ): EpochMicros | string | null {
    const { times, onBadTime } = this.#parts;
    const wall = cells.wallTime(column, clock);
    const start = wall && times.startOf(wall, interval, cells.position);
    if (start !== null) return start;
    const text = cells.text(column);
    if (wall === null) onBadTime(text, cells.position);
    return text === '' ? null : text;
  }
}

function numberIn(cells: Cells, column: number | undefined): RawNumber {
  return column === undefined ? null : cells.number(column);
}
