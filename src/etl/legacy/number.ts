import type { RawValue } from '../../domain/raw-row.ts';
import { reject } from './rejection.ts';

/** A column that the source table lacks reads as NULL. */
export type Cell = RawValue | undefined;

function realOfInteger(value: bigint): number {
  const real = Number(value);
  return BigInt(real) === value ? real : reject('invalid_value');
}

/** A finite double or NULL. Text is refused even when it spells a number: nobody knows what wrote it there. */
export function readReal(value: Cell): number | null {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    return reject('infinite_number');
  }
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return realOfInteger(value);
  return reject(typeof value === 'string' ? 'text_in_number' : 'blob_in_number');
}

const int64Limit = 2 ** 63;

function countOfReal(value: number): bigint {
  if (!Number.isFinite(value)) return reject('infinite_number');
  if (!Number.isInteger(value)) return reject('fractional_count');
  return Math.abs(value) < int64Limit ? BigInt(value) : reject('invalid_value');
}

/** A whole number of 64 bits or NULL. */
function readCount(value: Cell): bigint | null {
  if (typeof value === 'bigint') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return countOfReal(value);
  return reject(typeof value === 'string' ? 'text_in_number' : 'blob_in_number');
}

/** A count of shares or contracts: whole, not negative, or NULL. */
export function readVolume(value: Cell): bigint | null {
  const count = readCount(value);
  return count !== null && count < 0n ? reject('negative_volume') : count;
}

/** A whole number that must be there: an id, a number of points. */
export function readInteger(value: Cell): bigint {
  return readCount(value) ?? reject('invalid_value');
}

/** SQLite's booleans: 0, 1 or NULL. */
export function readBoolean(value: Cell): boolean | null {
  if (value === null || value === undefined) return null;
  if (value === 0n) return false;
  return value === 1n ? true : reject('invalid_value');
}

export function readFlag(value: Cell): boolean {
  return readBoolean(value) ?? reject('invalid_value');
}
