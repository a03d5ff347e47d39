import type { RawNumber } from '../../domain/raw-bar.ts';
import { type Cells, joinClock } from './cells.ts';
import { type CsvRecord, fieldText } from './csv-scanner.ts';
import { IsoTimes } from './iso-times.ts';
import { type NumberFormat, quickNumber, readNumber, readRatio, readVolume } from './numbers.ts';
import type { DateOrder } from './options.ts';
import { parseWallTime, type WallTime } from './wall-time.ts';

/** The cells of a record of CSV, read from its bytes where they are written plainly. */
export class CsvCells implements Cells {
  readonly #format: NumberFormat;
  readonly #order: DateOrder;
  readonly #decimal: number;
  readonly #times = new IsoTimes();
  readonly #texts: string[] = [];
  readonly #record: CsvRecord;

  constructor(record: CsvRecord, format: NumberFormat, order: DateOrder) {
    this.#record = record;
    this.#format = format;
    this.#order = order;
    this.#decimal = format.decimal.charCodeAt(0);
  }

  get position(): number {
    return this.#record.line;
  }

  /** Symbols and intervals are the same for many rows: then no string is made. */
  text(column: number): string {
    const last = this.#texts[column];
    if (last !== undefined && this.#spells(column, last)) return last;
    const text = fieldText(this.#record, column).trim();
    this.#texts[column] = text;
    return text;
  }

  number(column: number): RawNumber {
    const value = this.#quick(column);
    return Number.isNaN(value) ? readNumber(fieldText(this.#record, column), this.#format) : value;
  }

  volume(column: number): RawNumber {
    const value = this.#quick(column);
    return Number.isNaN(value) ? readVolume(fieldText(this.#record, column), this.#format) : value;
  }

  ratio(column: number): RawNumber {
    return readRatio(fieldText(this.#record, column), this.#format);
  }

  wallTime(column: number, clock: number | undefined): WallTime | null {
    const { bytes, starts, ends } = this.#record;
    if (clock !== undefined) {
      return parseWallTime(joinClock(this.text(column), fieldText(this.#record, clock)), this.#order);
    }
    return (
      this.#times.read(bytes, starts[column] ?? 0, ends[column] ?? 0) ??
      parseWallTime(fieldText(this.#record, column), this.#order)
    );
  }

  #quick(column: number): number {
    const { bytes, starts, ends } = this.#record;
    return quickNumber(bytes, starts[column] ?? 0, ends[column] ?? 0, this.#decimal);
  }

  #spells(column: number, text: string): boolean {
    const { bytes, starts, ends } = this.#record;
    const start = starts[column] ?? 0;
    if ((ends[column] ?? 0) - start !== text.length) return false;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      // Beyond ASCII a byte is no character.
      if (bytes[start + index] !== code || code > 127) return false;
    }
    return true;
  }
}
