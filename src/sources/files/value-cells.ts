import type { RawNumber } from '../../domain/raw-bar.ts';
import { type Cells, joinClock } from './cells.ts';
import type { Notations } from './notations.ts';
import { readNumber, readRatio, readVolume } from './numbers.ts';
import { parseWallTime, type WallTime } from './wall-time.ts';

/** The cells of a row whose values have types: numbers, texts, times, nothing. */
export class ValueCells implements Cells {
  readonly #notations: Notations;
  readonly #valueIn: (column: number) => unknown;
  position = 0;

  /** @param valueIn the value of the current row in a column; a time may come as `WallTime` */
  constructor(notations: Notations, valueIn: (column: number) => unknown) {
    this.#notations = notations;
    this.#valueIn = valueIn;
  }

  text(column: number): string {
    return textOf(this.#valueIn(column)).trim();
  }

  number(column: number): RawNumber {
    return this.#read(column, readNumber);
  }

  volume(column: number): RawNumber {
    return this.#read(column, readVolume);
  }

  ratio(column: number): RawNumber {
    return this.#read(column, readRatio);
  }

  wallTime(column: number, clock: number | undefined): WallTime | null {
    const value = this.#valueIn(column);
    if (isWallTime(value)) return value;
    const text = clock === undefined ? textOf(value) : joinClock(textOf(value), this.text(clock));
    return parseWallTime(text, this.#notations.order);
  }

  #read(column: number, read: typeof readNumber): RawNumber {
    const value = this.#valueIn(column);
    if (typeof value === 'number') return Number.isNaN(value) ? null : value;
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    return value === null || value === undefined ? null : read(textOf(value), this.#notations.format);
  }
}

function isWallTime(value: unknown): value is WallTime {
  return typeof value === 'object' && value !== null && 'micros' in value && 'isEpoch' in value;
}

/** For columns that can be read as text, and for messages. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (isWallTime(value)) return new Date(value.micros / 1_000).toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
